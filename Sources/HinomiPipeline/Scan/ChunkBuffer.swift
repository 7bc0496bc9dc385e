// SPDX-License-Identifier: Apache-2.0

/// Memory for pieces of a log, with readable spare bytes behind the end as parsers want them.
final class ChunkBuffer {
    /// Readable bytes behind the filled part.
    static let spare = 64

    private(set) var base: UnsafeMutableRawPointer
    private(set) var capacity: Int
    /// Bytes in use from the start.
    private(set) var count = 0
    /// Bytes of the input before the buffer's start.
    private(set) var offset: UInt64 = 0

    init(capacity: Int) {
        self.capacity = capacity
        base = UnsafeMutableRawPointer.allocate(byteCount: capacity + ChunkBuffer.spare, alignment: 64)
        base.initializeMemory(as: UInt8.self, repeating: 0, count: capacity + ChunkBuffer.spare)
    }

    deinit { base.deallocate() }

    /// Empties the buffer for another input, which begins at an offset.
    func reset(at offset: UInt64 = 0) {
        count = 0
        self.offset = offset
    }

    /// Room for more bytes; grows when the buffer is full of one unfinished record.
    func room() -> (start: UnsafeMutableRawPointer, count: Int) {
        if count == capacity {
            let larger = UnsafeMutableRawPointer.allocate(byteCount: capacity * 2 + ChunkBuffer.spare, alignment: 64)
            larger.copyMemory(from: base, byteCount: count)
            (larger + count).initializeMemory(
                as: UInt8.self, repeating: 0, count: capacity * 2 + ChunkBuffer.spare - count)
            base.deallocate()
            base = larger
            capacity *= 2
        }
        return (base + count, capacity - count)
    }

    /// Notes that `added` bytes were put into the room.
    func fill(_ added: Int) {
        count += added
        // What lies behind must not look like the rest of a number.
        (base + count).initializeMemory(as: UInt8.self, repeating: 0, count: ChunkBuffer.spare)
    }

    /// The bytes in use.
    var bytes: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: base.assumingMemoryBound(to: UInt8.self), count: count)
    }

    /// Drops bytes from the start.
    func drop(_ used: Int) {
        guard used > 0 else { return }
        count -= used
        offset += UInt64(used)
        base.copyMemory(from: base + used, byteCount: count)
        (base + count).initializeMemory(as: UInt8.self, repeating: 0, count: ChunkBuffer.spare)
    }
}
