// SPDX-License-Identifier: Apache-2.0

/// The list of entries of a zip archive.
///
/// Read from the archive's directory at its end; where that is missing, as in a file that was cut off, from the
/// entries themselves.
public struct ZipArchive: Sendable {
    /// The archive.
    public let path: LocalPath
    /// The entries in the order of their names' bytes, folders among them.
    public let entries: [ZipEntry]
    /// Why the list may be incomplete; nil for a sound archive.
    public let damage: SourceError?

    /// More entries than this are damage or an attack.
    static let maximumEntries = 1_000_000

    /// Lists the archive at `path`.
    public init(_ path: LocalPath, pool: ReaderPool, limits: ReadLimits = ReadLimits()) throws(SourceError) {
        let workspace = pool.borrow()
        defer { pool.giveBack(workspace) }
        do {
            let file = try OpenFile(path)
            self.init(path, file: file, stage: workspace.outer, limits: limits)
        } catch {
            throw SourceError(error.kind, path: path.display, reason: error.reason)
        }
    }

    init(_ path: LocalPath, file: OpenFile, stage: Stage, limits: ReadLimits) {
        self.path = path
        var found: [ZipEntry]
        var fault: Fault?
        do {
            found = try ZipDirectory.read(file, window: stage.window)
        } catch {
            // No usable directory: walk from entry to entry.
            var walk = ZipWalk(file: file, stage: stage, limits: limits)
            walk.run()
            found = walk.entries
            fault = walk.fault ?? error
        }
        if let overlap = ZipArchive.firstOverlap(found) {
            found = []
            fault = overlap
        }
        entries = found.sorted { a, b in
            a.name == b.name ? a.headerOffset < b.headerOffset : a.name.lexicographicallyPrecedes(b.name)
        }
        damage = fault.map {
            SourceError(
                $0.kind, path: path.display, reason: $0.reason, compressedOffset: $0.compressedOffset ?? file.offset,
                decompressedOffset: nil)
        }
    }

    /// Entries that share data are how a small archive pretends to hold petabytes.
    private static func firstOverlap(_ entries: [ZipEntry]) -> Fault? {
        let sorted = entries.sorted { $0.headerOffset < $1.headerOffset }
        var end: UInt64 = 0
        for entry in sorted {
            guard entry.headerOffset >= end else {
                return Fault(.expansion, "entries of the archive overlap, as in a decompression bomb: it is not read")
            }
            let (next, overflow) = (entry.compressedSize ?? 0).addingReportingOverflow(
                UInt64(ZipLayout.localSize + entry.name.count))
            let (sum, secondOverflow) = entry.headerOffset.addingReportingOverflow(next)
            end = overflow || secondOverflow ? .max : sum
        }
        return nil
    }
}

/// The central directory.
enum ZipDirectory {
    static func read(_ file: OpenFile, window: ByteWindow) throws(Fault) -> [ZipEntry] {
        let end = try findEnd(file)
        var entries: [ZipEntry] = []
        file.seek(to: end.offset)
        window.attach(file, at: end.offset)
        while UInt64(entries.count) < end.count {
            guard try window.gather(ZipLayout.centralSize) >= ZipLayout.centralSize,
                window.bytes.u32(0) == ZipLayout.central
            else { throw damaged }
            let nameLength = Int(window.bytes.u16(28))
            let extraLength = Int(window.bytes.u16(30))
            let commentLength = Int(window.bytes.u16(32))
            let size = ZipLayout.centralSize + nameLength + extraLength + commentLength
            guard try window.gather(size) >= size else { throw damaged }
            let header = window.bytes
            let sizes = Zip64Sizes(
                uncompressed: header.u32(24), compressed: header.u32(20), offset: header.u32(42),
                extra: header + ZipLayout.centralSize + nameLength, count: extraLength)
            let (offset, overflow) = sizes.offset.addingReportingOverflow(end.shift)
            guard !overflow, offset < file.size else { throw damaged }
            let name = UnsafeRawBufferPointer(start: header + ZipLayout.centralSize, count: nameLength)
            entries.append(
                ZipEntry(
                    name: Array(name), headerOffset: offset, compressedSize: sizes.compressed,
                    uncompressedSize: sizes.uncompressed, crc: header.u32(16), method: header.u16(10),
                    flags: header.u16(8)))
            window.advance(size)
        }
        return entries
    }

    private static let damaged = Fault(.corrupt, "the archive's directory is damaged")

    private struct End {
        var offset: UInt64
        var count: UInt64
        /// How far everything lies behind where it says: something was put in front of the archive.
        var shift: UInt64
    }

    private static func findEnd(_ file: OpenFile) throws(Fault) -> End {
        let missing = Fault(.torn, "the archive's directory is missing; the file is cut off")
        let tailSize = Int(clamping: min(file.size, UInt64(ZipLayout.endSize + 65_535 + ZipLayout.locatorSize)))
        guard tailSize >= ZipLayout.endSize else { throw missing }
        let tail = UnsafeMutableRawPointer.allocate(byteCount: tailSize, alignment: 16)
        defer { tail.deallocate() }
        let tailStart = file.size - UInt64(tailSize)
        file.seek(to: tailStart)
        guard try file.readFully(into: tail, count: tailSize) == tailSize else { throw missing }
        let bytes = UnsafeRawPointer(tail)
        var at = tailSize - ZipLayout.endSize
        while at >= 0 {
            if bytes.u32(at) == ZipLayout.end, at + ZipLayout.endSize + Int(bytes.u16(at + 20)) <= tailSize { break }
            at -= 1
        }
        guard at >= 0 else { throw missing }
        guard bytes.u16(at + 4) == 0 || bytes.u16(at + 4) == .max else {
            throw Fault(.unsupported, "the archive has several parts; join them first")
        }
        var count = UInt64(bytes.u16(at + 10))
        var size = UInt64(bytes.u32(at + 12))
        var offset = UInt64(bytes.u32(at + 16))
        var behind = tailStart + UInt64(at)
        let locator = at - ZipLayout.locatorSize
        if locator >= 0, bytes.u32(locator) == ZipLayout.locator64 {
            let position = bytes.u64(locator + 8)
            file.seek(to: position)
            let record = UnsafeMutableRawPointer.allocate(byteCount: ZipLayout.end64Size, alignment: 16)
            defer { record.deallocate() }
            let fields = UnsafeRawPointer(record)
            guard try file.readFully(into: record, count: ZipLayout.end64Size) == ZipLayout.end64Size,
                fields.u32(0) == ZipLayout.end64
            else { throw damaged }
            count = fields.u64(32)
            size = fields.u64(40)
            offset = fields.u64(48)
            behind = position
        }
        guard count <= UInt64(ZipArchive.maximumEntries) else {
            throw Fault(.corrupt, "the archive claims \(grouped(count)) entries, more than are read")
        }
        guard size <= behind, offset <= behind - size else { throw damaged }
        return End(offset: behind - size, count: count, shift: behind - size - offset)
    }
}

/// Finds entries without the directory, one after the other.
struct ZipWalk {
    let file: OpenFile
    let stage: Stage
    let limits: ReadLimits
    private(set) var entries: [ZipEntry] = []
    private(set) var fault: Fault?

    init(file: OpenFile, stage: Stage, limits: ReadLimits) {
        self.file = file
        self.stage = stage
        self.limits = limits
    }

    mutating func run() {
        do { try walk() } catch { fault = error }
    }

    private mutating func walk() throws(Fault) {
        var offset: UInt64 = 0
        while entries.count < ZipArchive.maximumEntries {
            file.seek(to: offset)
            let window = stage.window
            window.attach(file, at: offset)
            guard try window.gather(ZipLayout.localSize) >= ZipLayout.localSize,
                window.bytes.u32(0) == ZipLayout.local
            else { return }
            let nameLength = Int(window.bytes.u16(26))
            let extraLength = Int(window.bytes.u16(28))
            let size = ZipLayout.localSize + nameLength + extraLength
            guard try window.gather(size) >= size else { throw ZipEntryLayer.torn }
            let entry = ZipWalk.entry(header: window.bytes, nameLength, extraLength, at: offset)
            entries.append(entry)
            if let compressed = entry.compressedSize {
                let (next, overflow) = (offset + UInt64(size)).addingReportingOverflow(compressed)
                guard !overflow, next <= file.size else { throw ZipEntryLayer.torn }
                offset = next
                if entry.flags & 8 != 0 { offset += try descriptorSize(at: next) }
            } else {
                offset = try measure(entry)
            }
        }
    }

    private static func entry(header: UnsafeRawPointer, _ nameLength: Int, _ extraLength: Int, at offset: UInt64)
        -> ZipEntry
    {
        let flags = header.u16(6)
        let sizes = Zip64Sizes(
            uncompressed: header.u32(22), compressed: header.u32(18), offset: 0,
            extra: header + ZipLayout.localSize + nameLength, count: extraLength)
        // With a descriptor the header's fields are zero, or right where the writer knew them after all.
        let isKnown = flags & 8 == 0 || sizes.compressed != 0
        let name = UnsafeRawBufferPointer(start: header + ZipLayout.localSize, count: nameLength)
        return ZipEntry(
            name: Array(name), headerOffset: offset, compressedSize: isKnown ? sizes.compressed : nil,
            uncompressedSize: isKnown ? sizes.uncompressed : nil, crc: isKnown ? header.u32(14) : nil,
            method: header.u16(8), flags: flags)
    }

    /// Inflates an entry whose size is not written in front of it, to find its end.
    private func measure(_ entry: ZipEntry) throws(Fault) -> UInt64 {
        file.seek(to: entry.headerOffset)
        stage.window.attach(file, at: entry.headerOffset)
        let stage = stage
        let layer = try ZipEntryLayer(
            stage.window, entry: entry, decoder: { () throws(Fault) in try stage.deflateDecoder() },
            expansion: Expansion(limits: limits, window: stage.window, from: entry.headerOffset))
        let scratch = UnsafeMutableRawPointer.allocate(byteCount: 64 << 10, alignment: 64)
        defer { scratch.deallocate() }
        while try layer.read(into: scratch, capacity: 64 << 10) > 0 {}
        return stage.window.offset
    }

    private func descriptorSize(at offset: UInt64) throws(Fault) -> UInt64 {
        file.seek(to: offset)
        stage.window.attach(file, at: offset)
        let count = try stage.window.gather(28)
        // Whatever form it has, the next header begins right behind it.
        for size in [16, 12, 24, 20] where count >= size + 4 {
            let next = stage.window.bytes.u32(size)
            if next == ZipLayout.local || next == ZipLayout.central || next == ZipLayout.archiveExtra {
                return UInt64(size)
            }
        }
        throw ZipEntryLayer.torn
    }
}
