// SPDX-License-Identifier: Apache-2.0

/// Keys that are hashes already.
struct HashedSet: Sendable {
    private var table = HashedTable<Void>()

    /// Whether there are none.
    var isEmpty: Bool { table.count == 0 }

    /// Whether a key is one of them.
    func contains(_ key: UInt64) -> Bool { table.place(of: key) != nil }

    /// Puts in a key.
    mutating func insert(_ key: UInt64) { table[key] = () }

    /// Takes out a key, if it is there.
    mutating func remove(_ key: UInt64) { table[key] = nil }
}

extension HashedSet: Codable {
    init(from decoder: any Decoder) throws {
        for key in try decoder.singleValueContainer().decode(Set<UInt64>.self) { insert(key) }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(Set(table.keys))
    }
}
