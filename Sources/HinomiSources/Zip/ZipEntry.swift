// SPDX-License-Identifier: Apache-2.0

/// One file inside a zip archive.
public struct ZipEntry: Hashable, Sendable {
    /// The name inside the archive, as its bytes.
    public let name: [UInt8]
    /// Where the entry's local header begins in the archive.
    public let headerOffset: UInt64
    /// What the archive says about the size of the compressed data; nil where only the data itself can tell.
    public let compressedSize: UInt64?
    /// What the archive says about the size of the content; nil where only the data itself can tell.
    public let uncompressedSize: UInt64?
    /// The CRC-32 the content must have; nil where it stands behind the data.
    let crc: UInt32?
    let method: UInt16
    let flags: UInt16

    /// Whether this is a folder, which has no content.
    public var isFolder: Bool { name.last == UInt8(ascii: "/") }

    /// Whether the content is encrypted.
    public var isEncrypted: Bool { flags & 1 != 0 }

    /// The name as people read it.
    public var displayName: String { LocalPath.display(name) }

    /// Why this entry cannot be read; nil if it can.
    var obstacle: Fault? {
        if isEncrypted { return Fault(.encrypted, "the entry is encrypted") }
        if method == 0 || method == 8 { return nil }
        let name =
            switch method {
            case 9: "deflate64"
            case 12: "bzip2"
            case 14: "LZMA"
            case 20, 93: "zstd"
            case 95: "xz"
            case 98: "PPMd"
            case 99: "AES encryption"
            default: "method \(method)"
            }
        return Fault(
            method == 99 ? .encrypted : .unsupported,
            "the entry is packed with \(name); only stored and deflated entries are read")
    }
}

/// Fixed layouts of the zip format (APPNOTE 6.3).
enum ZipLayout {
    static let local: UInt32 = 0x0403_4B50
    static let central: UInt32 = 0x0201_4B50
    static let end: UInt32 = 0x0605_4B50
    static let end64: UInt32 = 0x0606_4B50
    static let locator64: UInt32 = 0x0706_4B50
    static let descriptor: UInt32 = 0x0807_4B50
    static let archiveExtra: UInt32 = 0x0806_4B50

    static let localSize = 30
    static let centralSize = 46
    static let endSize = 22
    static let locatorSize = 20
    static let end64Size = 56
}

extension UnsafeRawPointer {
    func u16(_ offset: Int) -> UInt16 { UInt16(littleEndian: loadUnaligned(fromByteOffset: offset, as: UInt16.self)) }
    func u32(_ offset: Int) -> UInt32 { UInt32(littleEndian: loadUnaligned(fromByteOffset: offset, as: UInt32.self)) }
    func u64(_ offset: Int) -> UInt64 { UInt64(littleEndian: loadUnaligned(fromByteOffset: offset, as: UInt64.self)) }
}

/// The 64-bit sizes of a header's extra field; each is present only where the 32-bit field is all ones.
struct Zip64Sizes {
    var uncompressed: UInt64
    var compressed: UInt64
    var offset: UInt64
    /// Whether the extra field was there: a data descriptor then has 64-bit sizes.
    var isPresent = false

    init(uncompressed: UInt32, compressed: UInt32, offset: UInt32, extra: UnsafeRawPointer, count: Int) {
        self.uncompressed = UInt64(uncompressed)
        self.compressed = UInt64(compressed)
        self.offset = UInt64(offset)
        var at = 0
        while at + 4 <= count {
            let id = extra.u16(at)
            let size = Int(extra.u16(at + 2))
            at += 4
            guard at + size <= count else { return }
            if id == 1 {
                isPresent = true
                var field = at
                func next(_ value: inout UInt64) {
                    guard field + 8 <= at + size else { return }
                    value = extra.u64(field)
                    field += 8
                }
                if uncompressed == .max { next(&self.uncompressed) }
                if compressed == .max { next(&self.compressed) }
                if offset == .max { next(&self.offset) }
                return
            }
            at += size
        }
    }
}
