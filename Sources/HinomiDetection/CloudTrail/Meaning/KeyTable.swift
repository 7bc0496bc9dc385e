// SPDX-License-Identifier: Apache-2.0

/// A table of stable hashes that is made once and read often: one look on average.
struct KeyTable<Value: BitwiseCopyable & Sendable>: Sendable {
    private var keys: [UInt64]
    private var values: [Value?]
    private let mask: Int
    /// Keys in it.
    private(set) var count = 0

    /// A table of these; of equal keys the first counts.
    init(_ entries: [(key: UInt64, value: Value)]) {
        var size = 16
        while size < entries.count * 4 { size *= 2 }
        keys = [UInt64](repeating: 0, count: size)
        values = [Value?](repeating: nil, count: size)
        mask = size - 1
        for entry in entries {
            var slot = home(of: entry.key)
            while values[slot] != nil, keys[slot] != entry.key { slot = (slot + 1) & mask }
            guard values[slot] == nil else { continue }
            keys[slot] = entry.key
            values[slot] = entry.value
            count += 1
        }
    }

    /// The value of a key.
    subscript(key: UInt64) -> Value? {
        var slot = home(of: key)
        while let value = values[slot] {
            if keys[slot] == key { return value }
            slot = (slot &+ 1) & mask
        }
        return nil
    }

    // The lowest bit may hold something else than the hash.
    private func home(of key: UInt64) -> Int { Int(truncatingIfNeeded: key >> 8) & mask }
}
