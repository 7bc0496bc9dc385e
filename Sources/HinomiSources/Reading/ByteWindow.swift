// SPDX-License-Identifier: Apache-2.0

/// A reused buffer over the next bytes of an origin. Small looks (headers, trailers) and large steps share it.
final class ByteWindow {
    /// Bytes in front of the data, so that a decoder can hand back what it took too much.
    private static let headroom = 64

    private let storage: UnsafeMutableRawPointer
    let capacity: Int
    private var origin: (any ByteOrigin)?
    private var position = 0
    private var end = 0
    private var endOffset: UInt64 = 0

    init(capacity: Int) {
        self.capacity = max(capacity, 1024)
        // Zeroed once: decoders may look (not depend) a few bytes past the end.
        let size = self.capacity + 2 * ByteWindow.headroom
        storage = .allocate(byteCount: size, alignment: 64)
        storage.initializeMemory(as: UInt8.self, repeating: 0, count: size)
    }

    deinit { storage.deallocate() }

    private var start: UnsafeMutableRawPointer { storage + ByteWindow.headroom }

    /// Begins anew on this origin, whose next byte is at `offset`.
    func attach(_ origin: (any ByteOrigin)?, at offset: UInt64 = 0) {
        self.origin = origin
        position = 0
        end = 0
        endOffset = offset
    }

    /// Begins anew with bytes already read from the origin.
    func preload(_ bytes: UnsafeRawPointer, count: Int, then origin: any ByteOrigin) {
        attach(origin, at: UInt64(count))
        end = min(count, capacity)
        start.copyMemory(from: bytes, byteCount: end)
    }

    /// The next byte's address; `available` bytes are there.
    var bytes: UnsafeRawPointer { UnsafeRawPointer(start + position) }

    /// How many bytes can be taken without reading.
    var available: Int { end - position }

    /// The origin's offset of the next byte.
    var offset: UInt64 { endOffset &- UInt64(available) }

    /// Takes `count` of the available bytes.
    func advance(_ count: Int) { position += min(count, available) }

    /// Hands back bytes that were taken, lowest byte of `bytes` first.
    func unread(_ bytes: UInt64, count: Int) {
        let count = min(count, 8, position + ByteWindow.headroom)
        position -= count
        for index in 0..<count {
            (start + position + index).storeBytes(
                of: UInt8(truncatingIfNeeded: bytes >> UInt64(8 * index)), as: UInt8.self)
        }
    }

    /// Reads more if nothing is left; false at the end of the origin.
    func refill() throws(Fault) -> Bool {
        if available > 0 { return true }
        guard let origin else { return false }
        position = 0
        end = 0
        end = try origin.read(into: start, capacity: capacity)
        endOffset += UInt64(end)
        return end > 0
    }

    /// Brings `count` bytes together if the origin has them; says how many are there, at most what fits.
    func gather(_ count: Int) throws(Fault) -> Int {
        let wanted = min(count, capacity)
        guard available < wanted, let origin else { return available }
        let held = available
        if position != 0 {
            // The ranges may overlap; copyMemory allows that.
            if held > 0 { start.copyMemory(from: start + position, byteCount: held) }
            position = 0
            end = held
        }
        while end < wanted {
            let part = try origin.read(into: start + end, capacity: capacity - end)
            if part == 0 { break }
            end += part
            endOffset += UInt64(part)
        }
        return available
    }

    /// Takes the next byte; nil at the end.
    func nextByte() throws(Fault) -> UInt8? {
        guard try refill() else { return nil }
        defer { position += 1 }
        return (start + position).load(as: UInt8.self)
    }

    /// Moves up to `count` bytes out, past the buffer where it holds none.
    func take(into buffer: UnsafeMutableRawPointer, count: Int) throws(Fault) -> Int {
        if available > 0 {
            let part = min(available, count)
            buffer.copyMemory(from: bytes, byteCount: part)
            position += part
            return part
        }
        guard let origin else { return 0 }
        let part = try origin.read(into: buffer, capacity: count)
        endOffset += UInt64(part)
        return part
    }
}
