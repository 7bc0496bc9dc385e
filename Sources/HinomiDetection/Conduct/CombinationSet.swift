// SPDX-License-Identifier: Apache-2.0

/// A few hundred hashes, asked for one with every call.
struct CombinationSet: Codable, Sendable {
    // Open addressing; 0 is empty, and at most half are used.
    private var slots: [UInt32] = []
    private(set) var count = 0

    func contains(_ hash: UInt32) -> Bool {
        slots.withUnsafeBufferPointer { slots in
            guard slots.count > 0, let base = slots.baseAddress else { return false }
            let wanted = max(hash, 1)
            var at = Int(wanted) & (slots.count - 1)
            while base[at] != 0 {
                if base[at] == wanted { return true }
                at = (at + 1) & (slots.count - 1)
            }
            return false
        }
    }

    mutating func insert(_ hash: UInt32) {
        guard !contains(hash) else { return }
        if (count + 1) * 2 > slots.count {
            let held = slots
            slots = Array(repeating: 0, count: max(16, held.count * 2))
            for hash in held where hash != 0 { put(hash) }
        }
        put(max(hash, 1))
        count += 1
    }

    private mutating func put(_ hash: UInt32) {
        var at = Int(hash) & (slots.count - 1)
        while slots[at] != 0 { at = (at + 1) & (slots.count - 1) }
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
