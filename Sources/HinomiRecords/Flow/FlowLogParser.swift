// SPDX-License-Identifier: Apache-2.0

import CBytes

/// Reads flow log lines from bytes into `FlowRecord`s, without a `String` on the way.
///
/// The bytes handed in must have 64 readable spare bytes behind their end: separators are searched in blocks.
public struct FlowLogParser: Sendable {
    /// Lines longer than this are refused.
    public static let maxLineLength = 65_536

    var format: FlowLogFormat { didSet { isVersion2 = format == .version2 } }
    private var isVersion2: Bool
    var fallbackRegion: String
    // How many bytes of ordinary lines are looked at together: changes how fast, not what.
    var width = Version2Lines.bestWidth
    private static let recentCount = 1_024
    // Interfaces already described, by the hash of the texts described, and the earliest minute that was told for them:
    // a small direct-mapped cache in front of a table. Small files end before it pays to make it.
    private var recent: [Description] = []
    private var asked = 0
    var described: [UInt64: Int64] = [:]
    var isSkippingLine = false

    /// A parser for lines of `format` until a header line says otherwise.
    ///
    /// `region` is used for interfaces whose records have no region field.
    public init(format: FlowLogFormat = .version2, region: String = "") {
        self.format = format
        isVersion2 = format == .version2
        fallbackRegion = region
    }

    struct Description {
        var hash: UInt64
        var minute: Int64
    }

    /// Reads all complete lines of `chunk`, which begins `offset` bytes into its input.
    ///
    /// - Parameters:
    ///   - isFinal: no more bytes follow, so a last line without newline counts.
    ///   - batch: gets the records; `input` and the marks are the caller's to fill.
    /// - Returns: how many bytes were used up; hand in the rest again with more behind it.
    public mutating func parse(
        _ chunk: UnsafeBufferPointer<UInt8>, at offset: UInt64, isFinal: Bool, into batch: inout FlowBatch
    ) -> Int {
        guard let base = chunk.baseAddress else { return 0 }
        var at = 0
        let count = chunk.count
        var record = FlowRecord()
        let plain = Version2Lines(width: width)
        while at < count {
            if isVersion2, !isSkippingLine {
                plain.read(base + at, limit: count &- at)
                for i in 0..<plain.count {
                    take(i, of: plain, base + at, offset &+ UInt64(at), &record, &batch)
                    at &+= plain.length(i) &+ 1
                }
                if plain.count > 0 { continue }
            }
            let line = base + at
            guard let newline = memchr(line, 0x0A, count - at) else {
                if !isFinal {
                    if count - at > FlowLogParser.maxLineLength {
                        if !isSkippingLine {
                            batch.refused.append(ParseRefusal(offset: offset + UInt64(at), reason: .tooLong))
                        }
                        isSkippingLine = true
                        return count
                    }
                    break
                }
                if !isSkippingLine {
                    take(line, count - at, offset + UInt64(at), &record, &batch)
                }
                isSkippingLine = false
                return count
            }
            let length = UnsafeRawPointer(newline) - UnsafeRawPointer(line)
            if isSkippingLine {
                isSkippingLine = false
            } else {
                take(line, length, offset + UInt64(at), &record, &batch)
            }
            at += length + 1
        }
        return at
    }

    @inline(__always)
    private mutating func take(
        _ index: Int, of plain: Version2Lines, _ line: UnsafePointer<UInt8>, _ offset: UInt64,
        _ record: inout FlowRecord, _ batch: inout FlowBatch
    ) {
        plain.fill(&record, from: index)
        let (account, interface) = plain.texts(index, line)
        record.interface = InterfaceFacts.key(account: account, interfaceID: interface)
        // Such lines say nothing of an interface but its name.
        if isNew(record.interface, at: record.start) {
            var texts = FlowLineTexts()
            texts.account = account
            texts.interface = interface
            describe(texts, record, &batch)
        }
        finish(line, plain.length(index), offset, &record, &batch)
    }

    @inline(__always)
    private mutating func take(
        _ line: UnsafePointer<UInt8>, _ lineLength: Int, _ offset: UInt64, _ record: inout FlowRecord,
        _ batch: inout FlowBatch
    ) {
        // By the line as it stands, blanks at its end included: so it does not matter how the input is cut.
        if lineLength > FlowLogParser.maxLineLength {
            return batch.refused.append(ParseRefusal(offset: offset, reason: .tooLong))
        }
        var length = lineLength
        while length > 0, line[length - 1] <= 0x20 { length -= 1 }
        if length == 0 { return }
        if line[0] &- 0x30 > 9, takeHeader(line, length) { return }
        var texts = FlowLineTexts()
        if let reason = read(line, length, into: &record, texts: &texts) {
            return batch.refused.append(ParseRefusal(offset: offset, reason: reason))
        }
        record.interface = InterfaceFacts.key(account: texts.account, interfaceID: texts.interface)
        if isNew(texts.description(of: record.interface), at: record.start) { describe(texts, record, &batch) }
        finish(line, length, offset, &record, &batch)
    }

    // Whether a description of an interface has to be told, or told again with an earlier time.
    @inline(__always)
    private mutating func isNew(_ description: UInt64, at start: Int64) -> Bool {
        let minute = start / 60
        if !recent.isEmpty {
            let known = recent[Int(truncatingIfNeeded: description) & (FlowLogParser.recentCount - 1)]
            guard known.hash != description || minute < known.minute else { return false }
        }
        return isNews(description, minute)
    }

    @inline(never)
    private func describe(_ texts: FlowLineTexts, _ record: FlowRecord, _ batch: inout FlowBatch) {
        let facts = texts.facts(of: record.interface, region: fallbackRegion)
        batch.interfaces.append(InterfaceAnnouncement(seconds: record.start, facts: facts))
    }

    /// Fills in what follows from the line as a whole, and puts the record into the batch.
    @inline(__always)
    private func finish(
        _ line: UnsafePointer<UInt8>, _ length: Int, _ offset: UInt64, _ record: inout FlowRecord,
        _ batch: inout FlowBatch
    ) {
        var hash = StableHash()
        hash.combine(UnsafeRawPointer(line), length)
        record.recordID = hash.value >> 1
        record.offset = offset
        if record.status == .noData {
            batch.noDataCount += 1
        } else {
            batch.records.append(record)
        }
    }

    // Logs are not sorted: what is told with the first line is told again with an earlier minute, so that the time from
    // which it holds depends on the records alone.
    private mutating func isNews(_ description: UInt64, _ minute: Int64) -> Bool {
        if let known = described[description], known <= minute {
            remember(Description(hash: description, minute: known))
            return false
        }
        // A flood of invented interfaces must not fill the memory: forgetting only means describing again.
        if described.count >= 100_000 { described = [:] }
        described[description] = minute
        remember(Description(hash: description, minute: minute))
        return true
    }

    private mutating func remember(_ description: Description) {
        if recent.isEmpty {
            asked += 1
            guard asked > 64 else { return }
            recent = [Description](repeating: Description(hash: 0, minute: .min), count: FlowLogParser.recentCount)
        }
        recent[Int(truncatingIfNeeded: description.hash) & (FlowLogParser.recentCount - 1)] = description
    }

    mutating func takeHeader(_ line: UnsafePointer<UInt8>, _ length: Int) -> Bool {
        // Editors of other systems put a byte order mark in front.
        let mark = length > 3 && line[0] == 0xEF && line[1] == 0xBB && line[2] == 0xBF ? 3 : 0
        let header = UnsafeBufferPointer(start: line + mark, count: length - mark)
        guard let announced = FlowLogFormat(header: header) else { return false }
        format = announced
        return true
    }
}
