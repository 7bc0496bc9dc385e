// SPDX-License-Identifier: Apache-2.0

/// Recognises JSON by the keys of its first objects.
enum JSONContent {
    // Objects that say nothing are passed over, up to this many.
    private static let objectsTried = 8

    /// The kind of what begins at `start`, which may be cut off anywhere.
    static func recognise(
        from start: UnsafePointer<UInt8>, to end: UnsafePointer<UInt8>, depth: Int = 0
    ) -> ContentKind {
        var scanner = JSONScanner(from: start, to: end)
        var firstKeys: String?
        for _ in 0..<objectsTried {
            while scanner.at < end, isSeparator(scanner.at.pointee) { scanner.at += 1 }
            guard scanner.at < end, scanner.at.pointee == 0x7B else { break }
            var keys: [String] = []
            let kind = self.kind(&scanner, &keys, depth)
            if let kind { return kind }
            if firstKeys == nil { firstKeys = keys.joined(separator: ", ") }
            scanner.at = nextLine(scanner.at, end)
        }
        guard let firstKeys else { return .other("JSON without records") }
        return .other(firstKeys.isEmpty ? "JSON without records" : "JSON with the keys \(firstKeys)")
    }

    private static func isSeparator(_ byte: UInt8) -> Bool {
        JSONScanner.isSpace(byte) || byte == 0x5B || byte == 0x2C || byte == 0x5D || byte == 0x1E
    }

    // Behind an object that was cut short by damage, the next line.
    private static func nextLine(_ at: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> UnsafePointer<UInt8> {
        var at = at
        if at > UnsafePointer(end) { return end }
        while at < end, !(at.pointee == 0x7B || at.pointee == 0x0A) { at += 1 }
        return at
    }

    // Reads an object as far as it goes; nil when its keys are those of nothing known.
    private static func kind(_ scanner: inout JSONScanner, _ keys: inout [String], _ depth: Int) -> ContentKind? {
        var source = JSONSlice()
        var sawCallKey = false
        do throws(JSONFault) {
            var more = try scanner.enterObject()
            while more {
                let key = try scanner.key()
                if keys.count < 6 { keys.append(ContentExcerpt.text(key.bytes, limit: 32)) }
                if let kind = certain(key) { return kind }
                if key.isExactly("Records") || key.isExactly("Events") || key.isExactly("logEvents") {
                    if try scanner.peek() == 0x5B { return list(&scanner, key, depth) }
                } else if ["detail", "event", "eventData", "eventJson", "CloudTrailEvent", "message"].contains(where: key.equals) {
                    let value = try? scanner.value()
                    if let value, depth < 4, let inner = embedded(value, depth) { return inner }
                    if value == nil { break }
                    more = try scanner.nextMember()
                    continue
                }
                if key.isExactly("eventVersion") || key.isExactly("eventName") || key.isExactly("userIdentity")
                    || key.isExactly("eventID")
                {
                    sawCallKey = true
                }
                let value = try scanner.value()
                if key.isExactly("eventSource") { source = value }
                more = try scanner.nextMember()
            }
        } catch {
            // Cut off or damaged: what was seen decides.
        }
        // The notifications of S3 buckets call themselves events as well.
        if source.hasPrefix("aws:") { return .other("notifications of \(ContentExcerpt.text(source.bytes, limit: 32))") }
        return source.hasSuffix(".amazonaws.com") || sawCallKey && keys.count > 1 ? .cloudTrail : nil
    }

    private static func certain(_ key: JSONSlice) -> ContentKind? {
        if key.isExactly("query_name") || key.isExactly("query_timestamp") { return .resolverQuery }
        if key.isExactly("digestS3Bucket") || key.isExactly("digestStartTime") { return .other("a CloudTrail digest") }
        if key.isExactly("configurationItems") { return .other("an AWS Config snapshot") }
        return nil
    }

    // The first element of the list at the scanner decides.
    private static func list(_ scanner: inout JSONScanner, _ key: JSONSlice, _ depth: Int) -> ContentKind {
        let isRecords = key.isExactly("Records")
        scanner.at += 1
        scanner.skipSpace()
        if scanner.at >= scanner.end || scanner.at.pointee == 0x5D {
            return isRecords ? .cloudTrail : .other("a list without events")
        }
        var keys: [String] = []
        if scanner.at.pointee == 0x7B, depth < 4 {
            var element = JSONScanner(from: scanner.at, to: scanner.end)
            if let kind = kind(&element, &keys, depth + 1) {
                return kind
            }
        }
        return .other("records with the keys \(keys.joined(separator: ", "))")
    }

    // What an envelope carries, when that says anything.
    private static func embedded(_ value: JSONSlice, _ depth: Int) -> ContentKind? {
        value.withEmbedded { scanner in
            scanner.skipSpace()
            if scanner.at < scanner.end, scanner.at.pointee != 0x7B {
                if LineContent.isFlowLine(scanner.at, scanner.end) {
                    return .other("flow records in envelopes of CloudWatch Logs")
                }
                return nil
            }
            var keys: [String] = []
            return kind(&scanner, &keys, depth + 1)
        } ?? nil
    }
}
