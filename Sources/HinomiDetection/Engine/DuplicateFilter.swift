// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// The record ids of one slab: says of each whether it came before. Memory is kept from slab to slab.
final class DuplicateFilter {
    private var slots: UnsafeMutablePointer<UInt64>
    private var size = 64

    init() {
        slots = Memory.allocate(UInt64.self, count: size)
        slots.initialize(repeating: 0, count: size)
    }

    deinit { slots.deallocate() }

    /// Forgets everything and makes room for `count` ids.
    func reset(for count: Int) {
        var wanted = 64
        while wanted < count * 2 { wanted *= 2 }
        if size < wanted || size > wanted * 16 {
            slots.deallocate()
            slots = Memory.allocate(UInt64.self, count: wanted)
            size = wanted
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
