// SPDX-License-Identifier: Apache-2.0

/// Recognises lines of text by their first ones.
enum LineContent {
    // Lines that say nothing are passed over, up to this many.
    private static let linesTried = 20

    /// The kind of the lines that begin at `start`; the last one may be cut off.
    static func recognise(from start: UnsafePointer<UInt8>, to end: UnsafePointer<UInt8>) -> ContentKind {
        var at = start
        var tried = 0
        while at < end, tried < linesTried {
            let rest = UnsafeBufferPointer(start: at, count: end - at)
            let length = rest.firstIndex(of: 0x0A) ?? rest.count
            if length > 0, let kind = kind(at, at + length, end) { return kind }
            if length > 0 { tried += 1 }
            at += length + 1
            if at > end { break }
        }
        return .other(description(UnsafeBufferPointer(start: start, count: end - start)))
    }

    private static func kind(
        _ line: UnsafePointer<UInt8>, _ lineEnd: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>
    ) -> ContentKind? {
        let words = self.words(line, lineEnd, limit: 64)
        if isHeader(words) { return .vpcFlow(hasHeader: true) }
        if isFlowLine(words[...]) { return .vpcFlow(hasHeader: false) }
        guard let first = words.first, first.count >= 19, Timestamp(iso8601: first) != nil else { return nil }
        if isFlowLine(words.dropFirst()) { return .cloudWatchFlow }
        let bytes = UnsafeBufferPointer(start: line, count: lineEnd - line)
        guard let brace = bytes.prefix(1024).firstIndex(of: 0x7B) else { return nil }
        let kind = JSONContent.recognise(from: line + brace, to: lineEnd)
        if case .other = kind { return nil }
        return kind
    }

    private static func words(
        _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, limit: Int
    ) -> [UnsafeBufferPointer<UInt8>] {
        UnsafeBufferPointer(start: start, count: end - start)
            .split(maxSplits: limit, whereSeparator: { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D })
            .map { UnsafeBufferPointer(rebasing: $0) }
    }

    /// Whether these bytes are a flow record in the default format.
    static func isFlowLine(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> Bool {
        isFlowLine(words(start, end, limit: 20)[...])
    }

    // Version 2: fourteen fields, the second an account and the third an interface.
    private static func isFlowLine(_ words: ArraySlice<UnsafeBufferPointer<UInt8>>) -> Bool {
        guard words.count == 14 else { return false }
        let first = words.startIndex
        let account = words[first + 1]
        let interface = words[first + 2]
        return words[first].count <= 2 && words[first].allSatisfy(isDigit)
            && (account.count == 12 && account.allSatisfy(isDigit) || account.elementsEqual("unknown".utf8))
            && (interface.starts(with: "eni-".utf8) || interface.elementsEqual("-".utf8))
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 <= 9 }

    // A header names the interface or an address, and most of its words are names of fields.
    private static func isHeader(_ words: [UnsafeBufferPointer<UInt8>]) -> Bool {
        guard words.count >= 2 else { return false }
        let names = words.map { word in
            String(decoding: word.prefix(40).map { $0 == 0x5F ? 0x2D : $0 &- 65 < 26 ? $0 | 0x20 : $0 }, as: UTF8.self)
        }
        let known = names.count { fieldNames.contains($0) }
        return known * 2 > names.count && names.contains { essentialNames.contains($0) }
    }

    private static let essentialNames: Set<String> = ["interface-id", "srcaddr", "dstaddr", "pkt-srcaddr", "pkt-dstaddr"]

    private static let fieldNames: Set<String> = essentialNames.union([
        "version", "account-id", "srcport", "dstport", "protocol", "packets", "bytes", "start", "end", "action", "log-status",
        "vpc-id", "subnet-id", "instance-id", "tcp-flags", "type", "region", "az-id", "sublocation-type", "sublocation-id",
        "pkt-src-aws-service", "pkt-dst-aws-service", "flow-direction", "traffic-path", "ecs-cluster-arn",
        "ecs-cluster-name", "ecs-container-instance-arn", "ecs-container-instance-id", "ecs-container-id",
        "ecs-second-container-id", "ecs-service-name", "ecs-task-definition-arn", "ecs-task-arn", "ecs-task-id",
        "reject-reason", "resource-id", "encryption-status",
    ])

    // What text this is that is none of ours.
    private static func description(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        let line = bytes.prefix { $0 != 0x0A && $0 != 0x0D }
        if line.starts(with: "#separator".utf8) || line.starts(with: "#fields".utf8) { return "a Zeek log" }
        if line.starts(with: "<".utf8) { return "XML or HTML" }
        let words = line.prefix(2048).split(separator: 0x2C, omittingEmptySubsequences: false)
        if words.count >= 2 {
            let columns = words.prefix(6).map { ContentExcerpt.text($0, limit: 24) }.joined(separator: ", ")
            return "CSV with columns \(columns)\(words.count > 6 ? ", …" : "")"
        }
        return "text that begins with \"\(ContentExcerpt.text(line, limit: 60))\""
    }
}
