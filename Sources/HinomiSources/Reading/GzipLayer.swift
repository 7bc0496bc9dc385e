// SPDX-License-Identifier: Apache-2.0

/// Reads gzip (RFC 1952): any number of members, each checked against its CRC-32 and length.
final class GzipLayer: DecodingLayer {
    private enum Position { case member, body, between, done }

    /// Names and comments in a header have no length; no honest one comes near this.
    private static let maximumHeader = 1 << 20

    private let window: ByteWindow
    private var body: DeflateBody
    private var position = Position.member

    init(_ window: ByteWindow, decoder: any DeflateDecoder, expansion: Expansion) {
        self.window = window
        body = DeflateBody(decoder: decoder)
        super.init(expansion: expansion)
    }

    override func decode(into buffer: UnsafeMutableRawPointer, capacity: Int) throws(Fault) -> Int {
        while true {
            switch position {
            case .member:
                try readHeader()
                body.restart()
                position = .body
            case .body:
                switch try body.advance(window, into: buffer, capacity: capacity) {
                case .bytes(let count): return count
                case .outOfInput: throw GzipLayer.torn
                case .broken(let count, let words):
                    let fault = Fault(.corrupt, "gzip data is damaged: \(words)")
                    guard count > 0 else { throw fault }
                    pending = fault
                    return count
                case .finished(let count):
                    position = .between
                    do { try readTrailer() } catch {
                        guard count > 0 else { throw error }
                        pending = error
                        return count
                    }
                    if count > 0 { return count }
                }
            case .between: position = try startsAnotherMember() ? .member : .done
            case .done: return 0
            }
        }
    }

    private static let torn = Fault(.torn, "gzip data ends early; the file is cut off")

    private func readHeader() throws(Fault) {
        var crc: UInt32 = 0
        var length = 0

        func next() throws(Fault) -> UInt8 {
            guard let byte = try window.nextByte() else { throw GzipLayer.torn }
            length += 1
            guard length <= GzipLayer.maximumHeader else { throw Fault(.corrupt, "the gzip header does not end") }
            var copy = byte
            crc = crc32(crc, &copy, 1)
            return byte
        }

        func skipText() throws(Fault) {
            while try next() != 0 {}
        }

        guard try next() == 0x1F, try next() == 0x8B else { throw Fault(.corrupt, "a gzip header was expected") }
        let method = try next()
        guard method == 8 else { throw Fault(.unsupported, "gzip method \(method) is unknown; only deflate (8) is") }
        let flags = try next()
        guard flags & 0xE0 == 0 else { throw Fault(.corrupt, "the gzip header has reserved flags set") }
        for _ in 0..<6 { _ = try next() }
        if flags & 4 != 0 {
            let low = try next()
            let high = try next()
            for _ in 0..<(Int(high) << 8 | Int(low)) { _ = try next() }
        }
        if flags & 8 != 0 { try skipText() }
        if flags & 16 != 0 { try skipText() }
        if flags & 2 != 0 {
            let expected = crc & 0xFFFF
            let low = try next()
            let high = try next()
            guard UInt32(high) << 8 | UInt32(low) == expected else {
                throw Fault(.checksum, "the gzip header does not match its checksum")
            }
        }
    }

    private func readTrailer() throws(Fault) {
        guard try window.gather(8) >= 8 else { throw GzipLayer.torn }
        let crc = UInt32(littleEndian: window.bytes.loadUnaligned(as: UInt32.self))
        let length = UInt32(littleEndian: window.bytes.loadUnaligned(fromByteOffset: 4, as: UInt32.self))
        guard crc == body.decoder.crc else {
            throw Fault(.checksum, "gzip data is damaged: the content does not match its checksum")
        }
        guard length == UInt32(truncatingIfNeeded: body.produced) else {
            throw Fault(.checksum, "gzip data is damaged: the content does not have the length it should have")
        }
        window.advance(8)
    }

    /// Zero padding to the end is no damage, as with gzip itself.
    private func startsAnotherMember() throws(Fault) -> Bool {
        guard try window.refill() else { return false }
        if window.bytes.load(as: UInt8.self) == 0x1F {
            let count = try window.gather(2)
            if count < 2 { throw GzipLayer.torn }
            if window.bytes.load(fromByteOffset: 1, as: UInt8.self) == 0x8B { return true }
        }
        while try window.refill() {
            for index in 0..<window.available where window.bytes.load(fromByteOffset: index, as: UInt8.self) != 0 {
                let offset = window.offset + UInt64(index)
                throw Fault(
                    .trailingData, "something that is not gzip follows the gzip data, from byte \(grouped(offset)) on",
                    at: offset)
            }
            window.advance(window.available)
        }
        return false
    }
}
