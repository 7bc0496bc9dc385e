// SPDX-License-Identifier: Apache-2.0
import Glibc

/// A record as it stands in its file.
public struct FetchedRecord: Hashable, Sendable {
    /// Where it begins in the decompressed content.
    public var offset: UInt64
    /// The line it begins on, from 1.
    public var line: UInt64
    /// Its bytes; a line comes without its line end, and a record out of a string without that string's escapes.
    public var raw: [UInt8]
    /// Whether it goes on behind `raw`: it is longer than is kept, or the file ends inside it.
    public var wasCut: Bool
}

/// Goes back to a file for the records that a finding rests on.
public struct RawRecordFetcher: Sendable {
    /// How far a record reaches.
    public enum Shape: Sendable {
        /// To the end of its line; at most 64 KiB are kept.
        case line
        /// To the end of the JSON value, or of the string that it is written in; at most 1 MiB is kept.
        case jsonValue

        var limit: Int {
            switch self {
            case .line: 64 << 10
            case .jsonValue: 1 << 20
            }
        }
    }

    private let pool: ReaderPool
    private let limits: ReadLimits
    private static let step = 256 << 10

    /// A fetcher that reads within these limits.
    public init(pool: ReaderPool = ReaderPool(), limits: ReadLimits = ReadLimits()) {
        self.pool = pool
        self.limits = limits
    }

    /// Streams the file once and returns the records that begin at these offsets of its decompressed content, in
    /// ascending order, each offset once. Stops behind the last.
    ///
    /// Throws if the file cannot be opened. Offsets that lie behind the end of the file, or behind damage in it, are
    /// missing from the result.
    public func fetch(file: DiscoveredFile, offsets: [UInt64], shape: Shape) throws(SourceError) -> [FetchedRecord] {
        let reader = try InputReader(file: file, pool: pool, limits: limits)
        var wanted = Array(Set(offsets)).sorted()[...]
        let buffer = UnsafeMutableRawPointer.allocate(byteCount: RawRecordFetcher.step, alignment: 64)
        defer { buffer.deallocate() }
        var open: [Capture] = []
        var done: [FetchedRecord] = []
        var position = file.part?.start ?? 0
        var line = (file.part?.linesBefore ?? 0) + 1
        while !wanted.isEmpty || !open.isEmpty {
            // Damage ends the file here: what was reached before it counts.
            guard let count = try? reader.read(into: buffer, capacity: RawRecordFetcher.step), count > 0 else { break }
            let chunk = UnsafeRawBufferPointer(start: buffer, count: count)
            for index in open.indices { open[index].take(chunk) }
            var counted = 0
            while let offset = wanted.first, offset < position + UInt64(count) {
                wanted.removeFirst()
                let start = Int(offset - position)
                line += RawRecordFetcher.lineEnds(chunk[counted..<start])
                counted = start
                var capture = Capture(offset: offset, line: line, shape: shape)
                capture.take(UnsafeRawBufferPointer(rebasing: chunk[start...]))
                open.append(capture)
            }
            line += RawRecordFetcher.lineEnds(chunk[counted...])
            position += UInt64(count)
            done += open.filter(\.isComplete).map(\.record)
            open.removeAll(where: \.isComplete)
        }
        let isWhole = (try? reader.read(into: buffer, capacity: 1)) != nil
        for capture in open { done.append(capture.recordAtEnd(isWhole: isWhole)) }
        return done.sorted { $0.offset < $1.offset }
    }

    /// Streams the file once and returns the lines, from 1, on which these offsets of its decompressed content lie. Stops at
    /// the last.
    ///
    /// Throws if the file cannot be opened. Offsets behind the end of the file, or behind damage in it, are missing.
    public func lines(file: DiscoveredFile, offsets: [UInt64]) throws(SourceError) -> [UInt64: UInt64] {
        let reader = try InputReader(file: file, pool: pool, limits: limits)
        var wanted = Array(Set(offsets)).sorted()[...]
        let buffer = UnsafeMutableRawPointer.allocate(byteCount: RawRecordFetcher.step, alignment: 64)
        defer { buffer.deallocate() }
        var lines: [UInt64: UInt64] = [:]
        var position = file.part?.start ?? 0
        var line = (file.part?.linesBefore ?? 0) + 1
        while !wanted.isEmpty {
            guard let count = try? reader.read(into: buffer, capacity: RawRecordFetcher.step), count > 0 else { break }
            let chunk = UnsafeRawBufferPointer(start: buffer, count: count)
            var counted = 0
            while let offset = wanted.first, offset < position + UInt64(count) {
                wanted.removeFirst()
                let start = Int(offset - position)
                line += RawRecordFetcher.lineEnds(chunk[counted..<start])
                counted = start
                lines[offset] = line
            }
            line += RawRecordFetcher.lineEnds(chunk[counted...])
            position += UInt64(count)
        }
        return lines
    }

    private static func lineEnds(_ bytes: Slice<UnsafeRawBufferPointer>) -> UInt64 {
        guard var at = UnsafeRawBufferPointer(rebasing: bytes).baseAddress else { return 0 }
        let end = at + bytes.count
        var count: UInt64 = 0
        while let found = memchr(at, 0x0A, end - at) {
            count += 1
            at = UnsafeRawPointer(found) + 1
        }
        return count
    }
}

/// One record being taken off the stream.
private struct Capture {
    private(set) var record: FetchedRecord
    private(set) var isComplete = false
    private let shape: RawRecordFetcher.Shape
    private var json = JSONExtent()

    init(offset: UInt64, line: UInt64, shape: RawRecordFetcher.Shape) {
        record = FetchedRecord(offset: offset, line: line, raw: [], wasCut: false)
        self.shape = shape
    }

    mutating func take(_ bytes: UnsafeRawBufferPointer) {
        guard !isComplete else { return }
        let room = shape.limit - record.raw.count
        let part = UnsafeRawBufferPointer(rebasing: bytes.prefix(room))
        switch shape {
        case .line:
            if let end = part.firstIndex(of: UInt8(ascii: "\n")) {
                record.raw += part[..<end]
                finishLine()
                return
            }
        case .jsonValue:
            if let end = json.end(in: part) {
                record.raw += part[..<end]
                finishValue()
                return
            }
        }
        record.raw += part
        guard part.count < bytes.count else { return }
        // The record may end exactly where the room does.
        let next = bytes[part.count]
        switch shape {
        case .line where next == UInt8(ascii: "\n"): finishLine()
        case .jsonValue where json.endsBefore(next): finishValue()
        default:
            record.wasCut = true
            finishValue()
        }
    }

    private mutating func finishValue() {
        if json.isEmbedded { record.raw = JSONExtent.unescaped(record.raw) }
        isComplete = true
    }

    private mutating func finishLine() {
        if record.raw.last == UInt8(ascii: "\r") { record.raw.removeLast() }
        isComplete = true
    }

    /// The record where the content ends inside it.
    func recordAtEnd(isWhole: Bool) -> FetchedRecord {
        var record = record
        if record.raw.last == UInt8(ascii: "\r"), case .line = shape { record.raw.removeLast() }
        if json.isEmbedded { record.raw = JSONExtent.unescaped(record.raw) }
        record.wasCut =
            switch shape {
            case .line: !isWhole
            case .jsonValue: !(isWhole && json.isScalar)
            }
        return record
    }
}
