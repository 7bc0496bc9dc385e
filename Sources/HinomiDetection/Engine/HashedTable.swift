// SPDX-License-Identifier: Apache-2.0

import CBytes

/// Values by keys that are hashes already. They lie side by side and are changed in place.
///
/// Nothing may depend on the order in which they lie.
struct HashedTable<Value> {
    private(set) var keys: [UInt64] = []
    var values: [Value] = []
    // Half of a key and, below it, its place + 1; 0 is an empty slot. At most half are used.
    private var slots: [UInt64] = Array(repeating: 0, count: 16)
    // Drawn anew for each table: keys come from outside, and might be chosen to collide.
    private let factor = UInt64.random(in: .min ... .max) | 1

    init() {}

    var count: Int { keys.count }

    /// Where the value of a key lies until the next one is removed.
    func place(of key: UInt64) -> Int? {
        let slot = slots[slot(of: key)]
        return slot == 0 ? nil : HashedTable.place(in: slot)
    }

    /// Asks for the memory in which a key is looked for first.
    func prefetchSlot(of key: UInt64) {
        slots.withUnsafeBufferPointer { slots in
            if let base = slots.baseAddress { hinomi_prefetch(base + home(of: key)) }
        }
    }

    /// Asks for the memory of the value of a key.
    func prefetchValue(of key: UInt64) {
        guard let place = place(of: key) else { return }
        values.withUnsafeBufferPointer { values in
            if let base = values.baseAddress { hinomi_prefetch(base + place) }
        }
    }

    /// The value of a key; setting nil takes it out. For values that are small: they are copied.
    subscript(key: UInt64) -> Value? {
        get { place(of: key).map { values[$0] } }
        set {
            if let newValue {
                let slot = slot(of: key)
                if slots[slot] != 0 {
                    values[HashedTable.place(in: slots[slot])] = newValue
                } else {
                    insert(newValue, for: key, at: slot)
                }
            } else {
                _ = remove(key)
            }
        }
    }

    /// Puts in the value of a key that has none. Returns where it lies.
    @discardableResult
    mutating func insert(_ value: Value, for key: UInt64) -> Int {
        let slot = slot(of: key)
        precondition(slots[slot] == 0)
        return insert(value, for: key, at: slot)
    }

    // `slot` is the one of the key.
    @discardableResult
    private mutating func insert(_ value: Value, for key: UInt64, at slot: Int) -> Int {
        let place = keys.count
        keys.append(key)
        values.append(value)
        if (place + 1) * 2 > slots.count {
            rebuild(slots.count * 2)
        } else {
            slots[slot] = HashedTable.slot(key, at: place)
        }
        return place
    }

    /// Takes out the value of a key.
    mutating func remove(_ key: UInt64) -> Value? {
        let slot = slot(of: key)
        guard slots[slot] != 0 else { return nil }
        let place = HashedTable.place(in: slots[slot])
        empty(slot)
        // The last one takes its place.
        let last = keys.count - 1
        if place != last { slots[self.slot(of: keys[last])] = HashedTable.slot(keys[last], at: place) }
        let lastKey = keys.removeLast()
        var value = values.removeLast()
        if place != last {
            keys[place] = lastKey
            swap(&values[place], &value)
        }
        return value
    }

    // Where a key is told of, or would be.
    private func slot(of key: UInt64) -> Int {
        let mask = slots.count - 1
        var at = home(of: key)
        while slots[at] != 0 {
            // Half of the key tells nearly all others apart without a look at them.
            if (slots[at] ^ key) >> 32 == 0, keys[HashedTable.place(in: slots[at])] == key { break }
            at = (at + 1) & mask
        }
        return at
    }

    private static func slot(_ key: UInt64, at place: Int) -> UInt64 { key & ~0xFFFF_FFFF | UInt64(place + 1) }

    private static func place(in slot: UInt64) -> Int { Int(slot & 0xFFFF_FFFF) - 1 }

    private func home(of key: UInt64) -> Int {
        Int(truncatingIfNeeded: (key &* factor) >> 32) & (slots.count - 1)
    }

    // Empties a slot; those behind it move up, so that they are still found.
    private mutating func empty(_ slot: Int) {
        let mask = slots.count - 1
        var hole = slot
        slots[hole] = 0
        var at = (hole + 1) & mask
        while slots[at] != 0 {
            let home = home(of: keys[HashedTable.place(in: slots[at])])
            if (at - home) & mask >= (at - hole) & mask {
                slots.swapAt(at, hole)
                hole = at
            }
            at = (at + 1) & mask
        }
    }

    private mutating func rebuild(_ count: Int) {
        slots = Array(repeating: 0, count: count)
        for place in keys.indices { slots[slot(of: keys[place])] = HashedTable.slot(keys[place], at: place) }
    }
}

extension HashedTable: Sendable where Value: Sendable {}

extension HashedTable: Codable where Value: Codable {
    init(from decoder: any Decoder) throws {
        self.init()
        for (key, value) in try decoder.singleValueContainer().decode([UInt64: Value].self) { insert(value, for: key) }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(Dictionary(zip(keys, values)) { first, _ in first })
    }
}
