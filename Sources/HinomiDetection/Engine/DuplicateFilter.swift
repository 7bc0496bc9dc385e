// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// The record ids of one slab: says of each whether it came before. Memory is kept from slab to slab.
final class DuplicateFilter {
    private var slots: UnsafeMutablePointer<UInt64>
    // How many slots there are room for, and how many are in use; both powers of two.
    private var room = 64
    private var size = 64

    init() {
        slots = Memory.allocate(UInt64.self, count: room)
        slots.initialize(repeating: 0, count: size)
    }

    deinit { slots.deallocate() }

    /// Forgets everything and makes room for `count` ids.
    func reset(for count: Int) {
        size = 64
        while size < count * 4 { size *= 2 }
        if room < size || room > size * 16 {
            slots.deallocate()
            slots = Memory.allocate(UInt64.self, count: size)
            room = size
        }
        slots.initialize(repeating: 0, count: size)
    }

    /// Whether the id came for the first time.
    @inline(__always)
    func insert(_ id: UInt64) -> Bool {
        // 0 marks a free slot.
        let id = id == 0 ? 1 : id
        let mask = size &- 1
        var slot = Int(truncatingIfNeeded: (id &* 0x9E37_79B9_7F4A_7C15) &>> 32) & mask
        while slots[slot] != 0 {
            if slots[slot] == id { return false }
            slot = (slot &+ 1) & mask
        }
        slots[slot] = id
        return true
    }
}
