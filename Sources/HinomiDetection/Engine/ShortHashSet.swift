// SPDX-License-Identifier: Apache-2.0

/// A few hundred halves of hashes, asked for one with every record.
struct ShortHashSet: Codable, Sendable {
    // Open addressing; 0 is empty, and at most half are used.
    private var slots: [UInt32] = []
    private(set) var count = 0
    // The number of slots less one; -1 without any. Kept here, since the head of an array is further memory to wait for.
    private var mask = -1

    func contains(_ hash: UInt32) -> Bool {
        guard mask >= 0 else { return false }
        let mask = mask
        return slots.withUnsafeBufferPointer { slots in
            guard let base = slots.baseAddress else { return false }
            let wanted = max(hash, 1)
            var at = Int(wanted) & mask
            while base[at] != 0 {
                if base[at] == wanted { return true }
                at = (at + 1) & mask
            }
            return false
        }
    }

    /// Where a hash is looked for first, to ask for that memory in advance; nil where there is none.
    ///
    /// Only the address: to ask here as well would hold the array meanwhile, and holding it touches what is not there yet.
    func home(of hash: UInt32) -> UnsafeRawPointer? {
        slots.withUnsafeBufferPointer { slots in
            mask >= 0 ? slots.baseAddress.map { UnsafeRawPointer($0 + (Int(max(hash, 1)) & mask)) } : nil
        }
    }

    /// Puts in a hash. Returns whether it is new.
    @discardableResult
    mutating func insert(_ hash: UInt32) -> Bool {
        guard !contains(hash) else { return false }
        if (count + 1) * 2 > slots.count {
            let held = slots
            slots = Array(repeating: 0, count: max(16, held.count * 2))
            mask = slots.count - 1
            for hash in held where hash != 0 { put(hash) }
        }
        put(max(hash, 1))
        count += 1
        return true
    }

    private mutating func put(_ hash: UInt32) {
        var at = Int(hash) & mask
        while slots[at] != 0 { at = (at + 1) & mask }
        slots[at] = hash
    }

    init() {}

    init(from decoder: any Decoder) throws {
        for hash in try decoder.singleValueContainer().decode([UInt32].self) { insert(hash) }
    }

    func encode(to encoder: any Encoder) throws {
        // In an order of their own, since where they lie depends on what came first.
        var container = encoder.singleValueContainer()
        try container.encode(slots.filter { $0 != 0 }.sorted())
    }
}
