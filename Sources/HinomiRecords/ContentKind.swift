// SPDX-License-Identifier: Apache-2.0

import CBytes

/// What an input holds, recognised from its first bytes and never from its name.
public enum ContentKind: Hashable, Sendable {
    /// VPC flow log lines; without a header they are in the default format, version 2.
    case vpcFlow(hasHeader: Bool)
    /// Flow log lines behind the time that CloudWatch Logs puts in front of what it exports.
    case cloudWatchFlow
    /// Route 53 Resolver query logs, in any form that `ResolverQueryParser` takes.
    case resolverQuery
    /// CloudTrail logs, in any form that `CloudTrailParser` takes.
    case cloudTrail
    /// Nothing but white space.
    case empty
    /// Something else; the text says what, to be put behind "this is".
    case other(String)

    /// How many bytes are looked at.
    public static let headLength = 64 << 10

    /// Recognises an input by its first bytes, decompressed; up to `headLength` of them are looked at.
    public static func recognise(_ head: UnsafeBufferPointer<UInt8>) -> ContentKind {
        let count = min(head.count, headLength)
        // A copy, with the spare bytes that scanning needs.
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: count + 64) { room in
            guard let start = room.baseAddress else { return .empty }
            start.initialize(repeating: 0, count: count + 64)
            if let base = head.baseAddress { start.update(from: base, count: count) }
            return recognise(start: UnsafePointer(start), end: UnsafePointer(start + count))
        }
    }

    // The 64 bytes behind `end` are readable.
    private static func recognise(start: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>) -> ContentKind {
        var at = start
        let bytes = UnsafeBufferPointer(start: start, count: end - start)
        if let format = binaryFormat(bytes) { return .other(format) }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { at += 3 }
        while at < end, JSONScanner.isSpace(at.pointee) || at.pointee == 0x1E { at += 1 }
        if at == end { return .empty }
        let isJSON = at.pointee == 0x7B || at.pointee == 0x5B
        let kind = isJSON ? JSONContent.recognise(from: at, to: end) : LineContent.recognise(from: at, to: end)
        // Zeros where a disk or a copy failed are damage for the parsers to refuse: what can be made out decides.
        if case .other = kind, bytes.contains(0) { return .other("binary data") }
        return kind
    }

    private static let binaryFormats: [([UInt8], String)] = [
        ([0x1F, 0x8B], "gzip data within what was decompressed"),
        ([0x28, 0xB5, 0x2F, 0xFD], "zstd data within what was decompressed"),
        ([0x50, 0x4B, 0x03, 0x04], "a ZIP archive"),
        ([0x50, 0x41, 0x52, 0x31], "a Parquet file"),
        ([0x4F, 0x52, 0x43], "an ORC file"),
        ([0x4F, 0x62, 0x6A, 0x01], "an Avro file"),
        ([0xD4, 0xC3, 0xB2, 0xA1], "a packet capture"),
        ([0x0A, 0x0D, 0x0D, 0x0A], "a packet capture"),
        ([0xFF, 0xFE], "UTF-16 text"),
        ([0xFE, 0xFF], "UTF-16 text"),
    ]

    private static func binaryFormat(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
        for (magic, name) in binaryFormats where bytes.starts(with: magic) { return name }
        return nil
    }
}

/// Text of an input, made safe to be shown in a message.
enum ContentExcerpt {
    /// At most `limit` bytes, what cannot be printed left out.
    static func text(_ bytes: some Sequence<UInt8>, limit: Int = 80) -> String {
        let printable = bytes.prefix(limit + 1).map { $0 >= 0x20 && $0 < 0x7F ? $0 : 0x20 }
        let text = String(decoding: printable.prefix(limit), as: UTF8.self)
        return printable.count > limit ? text + "…" : text
    }
}
