// SPDX-License-Identifier: Apache-2.0

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
