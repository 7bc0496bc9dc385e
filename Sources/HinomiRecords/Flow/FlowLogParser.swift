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
    private(set) var told = DescriptionTable()
    var isSkippingLine = false

    /// A parser for lines of `format` until a header line says otherwise.
    ///
    /// `region` is used for interfaces whose records have no region field.
    public init(format: FlowLogFormat = .version2, region: String = "") {
        self.format = format
        isVersion2 = format == .version2
        fallbackRegion = region
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
                if plain.count > 0 {
                    at &+= take(plain, base + at, offset &+ UInt64(at), &record, &batch)
                    continue
                }
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

    // Takes in ordinary lines. Returns how many bytes they are.
    @inline(__always)
    private mutating func take(
        _ plain: Version2Lines, _ start: UnsafePointer<UInt8>, _ offset: UInt64, _ record: inout FlowRecord,
        _ batch: inout FlowBatch
    ) -> Int {
        var at = 0
        batch.records.append(addingCapacity: plain.count) { records in
            for i in 0..<plain.count {
                plain.fill(&record, from: i)
                record.offset = offset &+ UInt64(at)
                // Such lines say nothing of an interface but its name.
                if told.isNews(record.interface, record.start / 60) {
                    var texts = FlowLineTexts()
                    (texts.account, texts.interface) = plain.texts(i, start + at)
                    describe(texts, record, &batch.interfaces)
                }
                records.append(record)
                at &+= plain.length(i) &+ 1
            }
        }
        return at
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
        if told.isNews(texts.description(of: record.interface), record.start / 60) {
            describe(texts, record, &batch.interfaces)
        }
        finish(line, length, offset, &record, &batch)
    }

    @inline(never)
    private func describe(
        _ texts: FlowLineTexts, _ record: FlowRecord, _ interfaces: inout [InterfaceAnnouncement]
    ) {
        let facts = texts.facts(of: record.interface, region: fallbackRegion)
        interfaces.append(InterfaceAnnouncement(seconds: record.start, facts: facts))
    }

    /// Fills in what follows from the line as a whole, and puts the record into the batch.
    @inline(__always)
    private func finish(
        _ line: UnsafePointer<UInt8>, _ length: Int, _ offset: UInt64, _ record: inout FlowRecord,
        _ batch: inout FlowBatch
    ) {
        record.recordID = FlowRecord.id(ofLine: line, length)
        record.offset = offset
        if record.status == .noData {
            batch.noDataCount += 1
        } else {
            batch.records.append(record)
        }
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
