// SPDX-License-Identifier: Apache-2.0

/// The record ids of one slab: says of each whether it came before. Memory is kept from slab to slab.
struct DuplicateFilter {
    private var slots: [UInt64] = []
    private var mask = 0

    /// Forgets everything and makes room for `count` ids.
    mutating func reset(for count: Int) {
        var size = 64
        while size < count * 2 { size *= 2 }
        if slots.count < size || slots.count > size * 16 {
            slots = [UInt64](repeating: 0, count: size)
        } else {
            for i in slots.indices { slots[i] = 0 }
        }
        mask = slots.count - 1
    }

    /// Whether the id came for the first time.
    mutating func insert(_ id: UInt64) -> Bool {
        // 0 marks a free slot.
        let id = id == 0 ? 1 : id
        var slot = Int(truncatingIfNeeded: (id &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
        while slots[slot] != 0 {
            if slots[slot] == id { return false }
            slot = (slot + 1) & mask
        }
        slots[slot] = id
        return true
    }
}
