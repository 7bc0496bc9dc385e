// SPDX-License-Identifier: Apache-2.0

import CBytes

/// Reads Route 53 Resolver query logs from bytes, handing over each query where it lies.
///
/// Takes objects one a line as the service writes them, and whatever exports make of those: objects one behind the other
/// or in an array, over several lines, behind a time (CloudWatch Logs exports and tails), and in the envelopes of
/// CloudWatch Logs subscriptions.
///
/// The bytes handed in must have 64 readable spare bytes behind their end.
public struct ResolverQueryParser: Sendable {
    /// Larger records are refused.
    public static let maxRecordBytes = 16 << 20

    // Behind a damaged or oversized record, looking for the next one.
    private var isSeeking = false
    // An incomplete record is not tried again before so many bytes are there: the cost stays linear.
    private var wanted = 0
    private let keys = DNSQueryField.keys
    private var order = JSONKeys.Order(repeating: 0)
    private var head = DNSQueryHead()

    /// A parser at the beginning of an input.
    public init() {}

    /// Reads the complete records of `chunk`, which begins `offset` bytes into its input.
    ///
    /// - Parameters:
    ///   - isFinal: no more bytes follow.
    ///   - each: gets every query; its slices are valid during the call.
    ///   - refused: gets what is no query, by the offset at which it begins.
    /// - Returns: how many bytes were used up; hand in the rest again with more behind it. It is less than a record.
    public mutating func parse(
        _ chunk: UnsafeBufferPointer<UInt8>, at offset: UInt64, isFinal: Bool,
        each: (borrowing DNSQueryView) -> Void, refused: (ParseRefusal) -> Void
    ) -> Int {
        guard let base = chunk.baseAddress else { return 0 }
        let end = base + chunk.count
        var at = base
        while true {
            if isSeeking {
                switch seek(at, end, isFinal) {
                case .found(let next, _): at = next
                case .wantsMore(let from): return from - base
                case .end: return chunk.count
                }
                isSeeking = false
            }
            at = ResolverQueryParser.pastSeparators(at, end)
            if at >= end { return chunk.count }
            let position = offset &+ UInt64(at - base)
            if at.pointee != 0x7B {
                switch ResolverQueryParser.pastPrefix(at, end, isFinal) {
                case .object(let object): at = object
                case .line(let next):
                    refused(ParseRefusal(offset: position, reason: .notARecord))
                    at = next
                case .noEnd:
                    refused(ParseRefusal(offset: position, reason: .notARecord))
                    isSeeking = true
                case .wantsMore: return at - base
                }
                continue
            }
            if !isFinal, end - at < wanted { return at - base }
            wanted = 0
            let limit = at + min(end - at, ResolverQueryParser.maxRecordBytes + 1)
            var scanner = JSONScanner(from: at, to: limit)
            do throws(JSONFault) {
                try read(&scanner, position, each, refused)
                at = scanner.at
            } catch .incomplete where !isFinal && limit == end && end - at <= ResolverQueryParser.maxRecordBytes {
                wanted = 2 * (end - at)
                return at - base
            } catch {
                let reason =
                    error == .incomplete && end - at > ResolverQueryParser.maxRecordBytes ? .tooLong : error.refusal
                refused(ParseRefusal(offset: position, reason: reason))
                at += 1
                isSeeking = true
            }
        }
    }

    // One object: a query, or an envelope of several.
    private mutating func read(
        _ scanner: inout JSONScanner, _ offset: UInt64, _ each: (borrowing DNSQueryView) -> Void,
        _ refused: (ParseRefusal) -> Void
    ) throws(JSONFault) {
        let start = scanner.at
        var view = DNSQueryView()
        var envelope = JSONSlice()
        let reason = try view.read(&scanner, keys, &order, &head, envelope: &envelope)
        guard let reason else {
            return ResolverQueryParser.deliver(&view, offset, view.record.count, each)
        }
        guard envelope.kind == .array else { return refused(ParseRefusal(offset: offset, reason: reason)) }
        envelope.forEachElement { event in
            let message = event["message"]
            let position = offset &+ UInt64((message.base ?? start) - start)
            let reason = message.withEmbedded { (scanner: inout JSONScanner) -> RefusalReason? in
                var view = DNSQueryView()
                var none = JSONSlice()
                do throws(JSONFault) {
                    if let reason = try view.read(&scanner, keys, &order, &head, envelope: &none) { return reason }
                } catch {
                    return error.refusal
                }
                ResolverQueryParser.deliver(&view, position, message.count, each)
                return nil
            }
            if let reason = reason ?? .notARecord { refused(ParseRefusal(offset: position, reason: reason)) }
            return true
        }
    }

    @inline(__always)
    private static func deliver(
        _ view: inout DNSQueryView, _ offset: UInt64, _ byteCount: Int, _ each: (borrowing DNSQueryView) -> Void
    ) {
        view.offset = offset
        view.byteCount = byteCount
        view.recordID = StableHash.of(view.record.bytes) >> 1
        each(view)
    }

    private func seek(
        _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ isFinal: Bool
    ) -> RecordSeeker.Outcome {
        RecordSeeker.seek(from: start, to: end, isFinal: isFinal, lineStarts: true) { key in
            for name in ResolverQueryParser.recordKeys where key.isExactly(name) { return .document }
            return .foreign
        }
    }

    // Keys that queries and deliveries have and nothing inside a query has.
    private static let recordKeys: [StaticString] = [
        "version", "account_id", "region", "vpc_id", "query_timestamp", "query_name", "query_type", "query_class",
        "rcode",
        "answers", "srcaddr", "srcport", "transport", "srcids", "messageType",
    ]

    // White space, commas and brackets around objects in arrays, a byte order mark, and record separators (RFC 7464).
    private static func pastSeparators(
        _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>
    ) -> UnsafePointer<UInt8> {
        var at = start
        while at < end {
            switch at.pointee {
            case 0x20, 0x0A, 0x0D, 0x09, 0x2C, 0x5B, 0x5D, 0x1E, 0xEF, 0xBB, 0xBF: at += 1
            default: return at
            }
        }
        return at
    }

    private enum Prefix {
        case object(UnsafePointer<UInt8>)
        case line(UnsafePointer<UInt8>)
        case noEnd
        case wantsMore
    }

    // What stands before an object in its line (a time, the name of a log stream), up to the object or the next line.
    private static func pastPrefix(
        _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ isFinal: Bool
    ) -> Prefix {
        let reach = min(end - start, 1024)
        let line = memchr(start, 0x0A, reach)
        let length = line.map { UnsafeRawPointer($0) - UnsafeRawPointer(start) }
        if start.pointee &- 0x30 <= 9, let brace = memchr(start, 0x7B, length ?? reach) {
            return .object(UnsafePointer(brace.assumingMemoryBound(to: UInt8.self)))
        }
        if let length { return .line(start + length + 1) }
        return isFinal || reach == 1024 ? .noEnd : .wantsMore
    }
}
