// SPDX-License-Identifier: Apache-2.0

/// How the bytes of a source are packed, told by their first bytes and never by the name.
enum InputFormat: Equatable {
    case plain, gzip, zip, zstd
    /// Known, and not read: the words say what it is.
    case foreign(String)

    /// How many bytes are looked at.
    static let sampleSize = 264

    init(_ bytes: UnsafeRawPointer, count: Int) {
        func starts(_ magic: [UInt8], at offset: Int = 0) -> Bool {
            guard count >= offset + magic.count else { return false }
            for (index, byte) in magic.enumerated()
            where bytes.load(fromByteOffset: offset + index, as: UInt8.self) != byte {
                return false
            }
            return true
        }
        guard count >= 2 else {
            self = .plain
            return
        }
        // The first bytes of text decide at once.
        switch bytes.load(as: UInt8.self) {
        case 0x1F where starts([0x1F, 0x8B]): self = .gzip
        case 0x28 where starts([0x28, 0xB5, 0x2F, 0xFD]): self = .zstd
        case 0x50...0x5F where starts([0x2A, 0x4D, 0x18], at: 1): self = .zstd
        case 0x50 where starts(Array("PK\u{3}\u{4}".utf8)) || starts(Array("PK\u{5}\u{6}".utf8)): self = .zip
        case 0x50 where starts(Array("PK00PK\u{3}\u{4}".utf8)): self = .foreign("a zip archive in several parts")
        case 0x50 where starts(Array("PAR1".utf8)): self = .foreign("a Parquet file")
        case 0x42 where starts(Array("BZh".utf8)) && starts([0x31, 0x41, 0x59, 0x26, 0x53, 0x59], at: 4):
            self = .foreign("compressed with bzip2")
        case 0xFD where starts([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]): self = .foreign("compressed with xz")
        case 0x04 where starts([0x04, 0x22, 0x4D, 0x18]): self = .foreign("compressed with lz4")
        case 0x37 where starts([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]): self = .foreign("a 7z archive")
        case 0x1F where starts([0x1F, 0x9D]): self = .foreign("compressed with compress (.Z)")
        default: self = starts(Array("ustar".utf8), at: 257) ? .foreign("a tar archive") : .plain
        }
    }
}
