// SPDX-License-Identifier: Apache-2.0

/// Reads the content of one zip entry, and checks it against the sizes and the CRC-32 the archive gives.
final class ZipEntryLayer: DecodingLayer {
    private let window: ByteWindow
    private var body: DeflateBody?
    private var storedCRC: UInt32 = 0
    private var storedCount: UInt64 = 0
    private var isDone = false
    private let isStored: Bool
    private let hasDescriptor: Bool
    private var hasLongDescriptor = false
    private let crc: UInt32?
    private let compressedSize: UInt64?
    private let uncompressedSize: UInt64?

    /// Takes the local header off `window` and is ready for the content.
    init(_ window: ByteWindow, entry: ZipEntry, decoder: () throws(Fault) -> any DeflateDecoder, expansion: Expansion)
        throws(Fault)
    {
        if let obstacle = entry.obstacle { throw obstacle }
        guard try window.gather(ZipLayout.localSize) >= ZipLayout.localSize else { throw ZipEntryLayer.torn }
        let header = window.bytes
        guard header.u32(0) == ZipLayout.local else {
            throw Fault(.corrupt, "zip data is damaged: no entry begins where one should")
        }
        let nameLength = Int(header.u16(26))
        let extraLength = Int(header.u16(28))
        window.advance(ZipLayout.localSize)
        try ZipEntryLayer.skip(nameLength, in: window)
        if extraLength > 0, try window.gather(extraLength) >= extraLength {
            hasLongDescriptor =
                Zip64Sizes(uncompressed: 0, compressed: 0, offset: 0, extra: window.bytes, count: extraLength).isPresent
        }
        try ZipEntryLayer.skip(extraLength, in: window)
        self.window = window
        isStored = entry.method == 0
        hasDescriptor = entry.flags & 8 != 0
        crc = entry.crc
        compressedSize = entry.compressedSize
        uncompressedSize = entry.uncompressedSize
        if isStored {
            guard compressedSize != nil else {
                throw Fault(
                    .unsupported, "the entry is stored without its size, and the archive's directory is missing")
            }
        } else {
            var started = DeflateBody(decoder: try decoder())
            started.restart()
            body = started
        }
        super.init(expansion: expansion)
    }

    static let torn = Fault(.torn, "zip data ends early; the file is cut off")

    override func decode(into buffer: UnsafeMutableRawPointer, capacity: Int) throws(Fault) -> Int {
        guard !isDone else { return 0 }
        if isStored { return try copyStored(into: buffer, capacity: capacity) }
        guard
            let progress = try body?.advance(
                window, limit: compressedSize ?? .max, into: buffer, capacity: capacity)
        else { return 0 }
        switch progress {
        case .bytes(let count): return count
        case .outOfInput:
            if let compressedSize, body?.consumed == compressedSize {
                throw Fault(.corrupt, "zip data is damaged: the entry's data ends before its content does")
            }
            throw ZipEntryLayer.torn
        case .broken(let count, let words):
            return try deliver(count, then: Fault(.corrupt, "zip data is damaged: \(words)"))
        case .finished(let count):
            isDone = true
            do {
                try check(
                    crc: body?.decoder.crc ?? 0, produced: body?.produced ?? 0, consumed: body?.consumed ?? 0)
            } catch { return try deliver(count, then: error) }
            return count
        }
    }

    private func copyStored(into buffer: UnsafeMutableRawPointer, capacity: Int) throws(Fault) -> Int {
        let left = (compressedSize ?? 0) - storedCount
        let count = left == 0 ? 0 : try window.take(into: buffer, count: Int(clamping: min(UInt64(capacity), left)))
        if left > 0, count == 0 { throw ZipEntryLayer.torn }
        storedCRC = crc32(storedCRC, buffer, count)
        storedCount += UInt64(count)
        if storedCount == compressedSize {
            isDone = true
            do { try check(crc: storedCRC, produced: storedCount, consumed: storedCount) } catch {
                return try deliver(count, then: error)
            }
        }
        return count
    }

    private func deliver(_ count: Int, then fault: Fault) throws(Fault) -> Int {
        guard count > 0 else { throw fault }
        pending = fault
        return count
    }

    private func check(crc actual: UInt32, produced: UInt64, consumed: UInt64) throws(Fault) {
        var expected = crc
        if expected == nil, hasDescriptor {
            expected = try readDescriptor(crc: actual, produced: produced, consumed: consumed)
        }
        if let compressedSize, compressedSize != consumed { throw ZipEntryLayer.wrongSize }
        if let uncompressedSize, uncompressedSize != produced { throw ZipEntryLayer.wrongSize }
        if let expected, expected != actual {
            throw Fault(.checksum, "zip data is damaged: the content does not match its checksum")
        }
    }

    private static let wrongSize = Fault(
        .checksum, "zip data is damaged: the entry does not have the size it should have")

    /// The descriptor behind the data comes with or without a signature, with 32-bit or 64-bit sizes, and nothing says
    /// which: the form that agrees with the data is taken.
    private func readDescriptor(crc: UInt32, produced: UInt64, consumed: UInt64) throws(Fault) -> UInt32 {
        let count = try window.gather(24)
        let bytes = window.bytes
        for (start, isLong) in [
            (4, hasLongDescriptor), (0, hasLongDescriptor), (4, !hasLongDescriptor), (0, !hasLongDescriptor),
        ] {
            let size = start + (isLong ? 20 : 12)
            guard count >= size, start == 0 || bytes.u32(0) == ZipLayout.descriptor else { continue }
            let sizesAgree =
                isLong
                ? bytes.u64(start + 4) == consumed && bytes.u64(start + 12) == produced
                : bytes.u32(start + 4) == UInt32(truncatingIfNeeded: consumed)
                    && bytes.u32(start + 8) == UInt32(truncatingIfNeeded: produced)
            guard sizesAgree, bytes.u32(start) == crc else { continue }
            window.advance(size)
            return crc
        }
        if count < 12 { throw ZipEntryLayer.torn }
        throw Fault(.checksum, "zip data is damaged: the content does not match its checksum and sizes")
    }

    private static func skip(_ count: Int, in window: ByteWindow) throws(Fault) {
        var left = count
        while left > 0 {
            guard try window.refill() else { throw ZipEntryLayer.torn }
            let part = min(left, window.available)
            window.advance(part)
            left -= part
        }
    }
}
