// SPDX-License-Identifier: Apache-2.0
import CZlib
import CZstd

/// Packs test data by libraries other than the ones under test, and byte by byte where formats are bent on purpose.
enum Packing {
    static func deflate(_ bytes: [UInt8], level: Int32 = 6) -> [UInt8] {
        var stream = z_stream()
        deflateInit2_(
            &stream, level, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        defer { deflateEnd(&stream) }
        var output = [UInt8](repeating: 0, count: bytes.count + bytes.count / 100 + 1000)
        var input = bytes
        input.withUnsafeMutableBufferPointer { source in
            output.withUnsafeMutableBufferPointer { target in
                stream.next_in = source.baseAddress
                stream.avail_in = UInt32(source.count)
                stream.next_out = target.baseAddress
                stream.avail_out = UInt32(target.count)
                _ = CZlib.deflate(&stream, Z_FINISH)
            }
        }
        return Array(output.prefix(Int(stream.total_out)))
    }

    static func crc(_ bytes: [UInt8]) -> UInt32 {
        bytes.withUnsafeBufferPointer { UInt32(truncatingIfNeeded: CZlib.crc32(0, $0.baseAddress, UInt32($0.count))) }
    }

    static func little(_ value: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: value.littleEndian) { Array($0) }
    }

    static func gzip(
        _ bytes: [UInt8], level: Int32 = 6, extra: [UInt8]? = nil, name: String? = nil, comment: String? = nil,
        headerCRC: Bool = false, crc: UInt32? = nil, length: UInt32? = nil
    ) -> [UInt8] {
        var flags: UInt8 = 0
        if extra != nil { flags |= 4 }
        if name != nil { flags |= 8 }
        if comment != nil { flags |= 16 }
        if headerCRC { flags |= 2 }
        var packed: [UInt8] = [0x1F, 0x8B, 8, flags, 1, 2, 3, 4, 0, 3]
        if let extra { packed += little(UInt16(extra.count)) + extra }
        if let name { packed += Array(name.utf8) + [0] }
        if let comment { packed += Array(comment.utf8) + [0] }
        if headerCRC { packed += little(UInt16(truncatingIfNeeded: Packing.crc(packed))) }
        packed += deflate(bytes, level: level)
        packed += little(crc ?? Packing.crc(bytes))
        packed += little(length ?? UInt32(truncatingIfNeeded: bytes.count))
        return packed
    }

    static func zstd(_ bytes: [UInt8], level: Int32 = 3, windowLog: Int32? = nil) -> [UInt8] {
        let context = ZSTD_createCCtx()
        defer { ZSTD_freeCCtx(context) }
        ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, level)
        ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)
        if let windowLog {
            ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, windowLog)
            // Without the content's size the frame keeps the window it was given.
            ZSTD_CCtx_setParameter(context, ZSTD_c_contentSizeFlag, 0)
        }
        var output = [UInt8](repeating: 0, count: ZSTD_compressBound(bytes.count) + 64)
        let capacity = output.count
        var written = 0
        output.withUnsafeMutableBytes { target in
            bytes.withUnsafeBytes { source in
                var input = ZSTD_inBuffer(src: source.baseAddress, size: windowLog == nil ? source.count : 0, pos: 0)
                var result = ZSTD_outBuffer(dst: target.baseAddress, size: capacity, pos: 0)
                ZSTD_compressStream2(context, &result, &input, ZSTD_e_flush)
                input = ZSTD_inBuffer(src: source.baseAddress, size: source.count, pos: input.pos)
                while ZSTD_compressStream2(context, &result, &input, ZSTD_e_end) != 0 {}
                written = result.pos
            }
        }
        return Array(output.prefix(written))
    }
}

/// Writes a zip archive in any of the shapes that writers produce.
struct ZipBuilder {
    enum Sizes { case inHeader, descriptor, descriptorWithoutSignature, zip64, zip64Descriptor }

    private(set) var bytes: [UInt8] = []
    private var directory: [UInt8] = []
    private var count = 0

    mutating func add(
        _ name: String, _ content: [UInt8], stored: Bool = false, sizes: Sizes = .inHeader, flags: UInt16 = 0,
        method: UInt16? = nil, crc: UInt32? = nil, offsetInDirectory: UInt32? = nil
    ) {
        let data = stored ? content : Packing.deflate(content)
        let checksum = crc ?? Packing.crc(content)
        let nameBytes = Array(name.utf8)
        let hasDescriptor = sizes == .descriptor || sizes == .descriptorWithoutSignature || sizes == .zip64Descriptor
        let isLong = sizes == .zip64 || sizes == .zip64Descriptor
        let allFlags = flags | (hasDescriptor ? 8 : 0)
        let packing = method ?? (stored ? 0 : 8)
        let offset = UInt32(bytes.count)
        let known = !hasDescriptor
        var extra: [UInt8] = []
        if isLong {
            extra = Packing.little(UInt16(1)) + Packing.little(UInt16(16))
            extra += Packing.little(known ? UInt64(content.count) : 0) + Packing.little(known ? UInt64(data.count) : 0)
        }
        bytes += Packing.little(UInt32(0x0403_4B50)) + Packing.little(UInt16(20)) + Packing.little(allFlags)
        bytes += Packing.little(packing) + Packing.little(UInt32(0)) + Packing.little(known ? checksum : 0)
        bytes += Packing.little(isLong ? UInt32.max : known ? UInt32(data.count) : 0)
        bytes += Packing.little(isLong ? UInt32.max : known ? UInt32(content.count) : 0)
        bytes +=
            Packing.little(UInt16(nameBytes.count)) + Packing.little(UInt16(extra.count)) + nameBytes + extra + data
        if hasDescriptor {
            if sizes != .descriptorWithoutSignature { bytes += Packing.little(UInt32(0x0807_4B50)) }
            bytes += Packing.little(checksum)
            if isLong {
                bytes += Packing.little(UInt64(data.count)) + Packing.little(UInt64(content.count))
            } else {
                bytes += Packing.little(UInt32(data.count)) + Packing.little(UInt32(content.count))
            }
        }
        var longExtra: [UInt8] = []
        if isLong {
            longExtra = Packing.little(UInt16(1)) + Packing.little(UInt16(24)) + Packing.little(UInt64(content.count))
            longExtra += Packing.little(UInt64(data.count)) + Packing.little(UInt64(offset))
        }
        directory += Packing.little(UInt32(0x0201_4B50)) + Packing.little(UInt16(20)) + Packing.little(UInt16(20))
        directory +=
            Packing.little(allFlags) + Packing.little(packing) + Packing.little(UInt32(0)) + Packing.little(checksum)
        directory += Packing.little(isLong ? UInt32.max : UInt32(data.count))
        directory += Packing.little(isLong ? UInt32.max : UInt32(content.count))
        directory += Packing.little(UInt16(nameBytes.count)) + Packing.little(UInt16(longExtra.count))
        directory += [UInt8](repeating: 0, count: 10)
        directory += Packing.little(isLong ? UInt32.max : offsetInDirectory ?? offset) + nameBytes + longExtra
        count += 1
    }

    /// The archive with its directory, the directory's end in 64-bit form if asked for.
    func finished(zip64: Bool = false, comment: String = "") -> [UInt8] {
        let start = bytes.count
        var all = bytes + directory
        if zip64 {
            let record = all.count
            all += Packing.little(UInt32(0x0606_4B50)) + Packing.little(UInt64(44)) + Packing.little(UInt16(45))
            all += Packing.little(UInt16(45)) + Packing.little(UInt32(0)) + Packing.little(UInt32(0))
            all += Packing.little(UInt64(count)) + Packing.little(UInt64(count))
            all += Packing.little(UInt64(directory.count)) + Packing.little(UInt64(start))
            all += Packing.little(UInt32(0x0706_4B50)) + Packing.little(UInt32(0)) + Packing.little(UInt64(record))
            all += Packing.little(UInt32(1))
        }
        all += Packing.little(UInt32(0x0605_4B50)) + Packing.little(UInt16(0)) + Packing.little(UInt16(0))
        all += Packing.little(zip64 ? UInt16.max : UInt16(count)) + Packing.little(zip64 ? UInt16.max : UInt16(count))
        all += Packing.little(zip64 ? UInt32.max : UInt32(directory.count))
        all += Packing.little(zip64 ? UInt32.max : UInt32(start))
        return all + Packing.little(UInt16(comment.utf8.count)) + Array(comment.utf8)
    }
}
