// SPDX-License-Identifier: Apache-2.0

import CBytes
import HinomiRecords

/// States by key: open addressing over a pool of cells that never move, so that states are changed where they lie.
///
/// Cells are named by their place, which is theirs until they are removed; nothing here is checked again.
final class StateTable<Key: StateKey, State> {
    /// A key and its state.
    struct Cell {
        var key: Key
        /// Never nil between folds; optional so that a fold can take it out and let go of it. Nil in cells that are free.
        var state: State?
        /// When something was last folded into it, in seconds.
        var touched: Int64
    }

    private static var chunkSize: Int { 64 }
    // The methods alone touch what follows, one at a time: that needs no looking after at run time.
    @exclusivity(unchecked) private var chunks: [UnsafeMutablePointer<Cell>] = []
    // The memory of chunks: a quarter more at a time, up to that for which there are large pages.
    private var blocks: [UnsafeMutablePointer<Cell>] = []
    @exclusivity(unchecked) private var used = 0
    @exclusivity(unchecked) private var free: [UInt32] = []
    // The tag, and place + 1; 0 is an empty slot.
    @exclusivity(unchecked) private var slots: UnsafeMutablePointer<UInt64>
    @exclusivity(unchecked) private var mask = 63
    /// Keys in the table.
    @exclusivity(unchecked) private(set) var count = 0
    // Seeded anew in each process: keys come from outside, and a fixed hash could be made to collide.
    private let seed: UInt64

    init() {
        seed = .random(in: .min ... .max)
        slots = Memory.allocate(UInt64.self, count: mask + 1)
        slots.initialize(repeating: 0, count: mask + 1)
    }

    /// A table with the same keys at the same places, whose states go their own way from here on.
    init(copying other: StateTable) {
        (mask, used, free, count, seed) = (other.mask, other.used, other.free, other.count, other.seed)
        slots = Memory.allocate(UInt64.self, count: mask + 1)
        slots.initialize(from: other.slots, count: mask + 1)
        for (i, chunk) in other.chunks.enumerated() {
            if i == chunks.count { addChunks() }
            let filled = min(StateTable.chunkSize, used - i * StateTable.chunkSize)
            if filled > 0 { chunks[i].initialize(from: chunk, count: filled) }
        }
    }

    deinit {
        freeCells()
        slots.deallocate()
    }

    /// The cell at a place.
    @inline(__always)
    subscript(place: Int) -> UnsafeMutablePointer<Cell> { chunks[place >> 6] + (place & 63) }

    /// The places given out so far; cells without a state are free.
    var places: Range<Int> { 0..<used }

    /// Bytes of memory besides those of the states themselves: keys, times, slots, and cells that are free.
    var placeBytes: Int {
        chunks.count * StateTable.chunkSize * MemoryLayout<Cell>.stride - count * MemoryLayout<State?>.size
            + (mask + 1) * MemoryLayout<UInt64>.stride
    }

    /// The hash by which a key is kept.
    @inline(__always)
    func hash(of key: Key) -> UInt32 {
        var hash = StableHash(seed: seed)
        key.feed(&hash)
        return UInt32(truncatingIfNeeded: hash.value)
    }

    /// The place of a key; -1 when it has none.
    @inline(__always)
    func find(_ key: Key, hash: UInt32) -> Int {
        var at = Int(hash) & mask
        while true {
            let slot = slots[at]
            if slot == 0 { return -1 }
            if UInt32(truncatingIfNeeded: slot &>> 32) == hash {
                let place = Int(truncatingIfNeeded: slot & 0xFFFF_FFFF) &- 1
                if self[place].pointee.key == key { return place }
            }
            at = (at &+ 1) & mask
        }
    }

    /// Asks for the memory in which a key with this hash is looked for first.
    @inline(__always)
    func prefetchSlot(_ hash: UInt32) { hinomi_prefetch(slots + (Int(hash) & mask)) }

    /// Asks for the memory of the cell that is found first by this hash.
    @inline(__always)
    func prefetchCell(_ hash: UInt32) {
        let slot = slots[Int(hash) & mask]
        guard slot != 0 else { return }
        let cell = UnsafeRawPointer(self[Int(truncatingIfNeeded: slot & 0xFFFF_FFFF) &- 1])
        hinomi_prefetch(cell)
        hinomi_prefetch(cell + min(64, MemoryLayout<Cell>.size - 1))
    }

    // Cells of up to 64 bytes lie in one cache line each.
    private func addChunks() {
        let chunkBytes = StateTable.chunkSize * MemoryLayout<Cell>.stride
        let more = min(chunks.count / 4 + 1, (2 << 20) / chunkBytes + 1)
        let block = Memory.allocate(Cell.self, count: more * StateTable.chunkSize)
        blocks.append(block)
        for i in 0..<more { chunks.append(block + i * StateTable.chunkSize) }
    }

    /// Puts in a key that is not there yet.
    func insert(_ key: Key, hash: UInt32, state: consuming State, touched: Int64) {
        if (count + 1) * 2 > mask { growSlots() }
        let place: Int
        let cell = Cell(key: key, state: consume state, touched: touched)
        if let old = free.popLast() {
            place = Int(old)
            self[place].pointee = cell
        } else {
            place = used
            if place >> 6 == chunks.count { addChunks() }
            self[place].initialize(to: cell)
            used += 1
        }
        put(UInt64(hash) << 32 | UInt64(place + 1))
        count += 1
    }

    /// Takes out the cell at a place.
    func remove(_ place: Int) {
        self[place].pointee.state = nil
        let hash = hash(of: self[place].pointee.key)
        let wanted = UInt64(hash) << 32 | UInt64(place + 1)
        var gap = Int(hash) & mask
        while slots[gap] != wanted { gap = (gap &+ 1) & mask }
        // Close the gap: move up those behind it that would not be found any more.
        var next = (gap &+ 1) & mask
        while slots[next] != 0 {
            let home = Int(truncatingIfNeeded: slots[next] &>> 32) & mask
            if (next &- home) & mask >= (next &- gap) & mask {
                slots[gap] = slots[next]
                gap = next
            }
            next = (next &+ 1) & mask
        }
        slots[gap] = 0
        free.append(UInt32(truncatingIfNeeded: place))
        count -= 1
    }

    /// Takes everything out.
    func removeAll() {
        freeCells()
        chunks = []
        blocks = []
        used = 0
        free = []
        count = 0
        for i in 0...mask { slots[i] = 0 }
    }

    private func freeCells() {
        for place in 0..<used { self[place].deinitialize(count: 1) }
        for block in blocks { block.deallocate() }
    }

    @inline(__always)
    private func put(_ slot: UInt64) {
        var at = Int(truncatingIfNeeded: slot &>> 32) & mask
        while slots[at] != 0 { at = (at &+ 1) & mask }
        slots[at] = slot
    }

    private func growSlots() {
        let old = slots
        let oldCount = mask + 1
        mask = oldCount * 2 - 1
        slots = Memory.allocate(UInt64.self, count: mask + 1)
        slots.initialize(repeating: 0, count: mask + 1)
        for i in 0..<oldCount where old[i] != 0 { put(old[i]) }
        old.deallocate()
    }
}
