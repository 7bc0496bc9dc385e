// SPDX-License-Identifier: Apache-2.0

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
