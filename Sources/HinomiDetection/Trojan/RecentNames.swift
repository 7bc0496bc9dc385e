// SPDX-License-Identifier: Apache-2.0

/// Short hashes of the last eight names, kept in place.
struct RecentNames: Sendable {
    private static let capacity = 8
    // The oldest first, behind places that are free, which are 0.
    private var hashes = InlineArray<8, UInt32>(repeating: 0)

    /// Notes a hash, forgetting the oldest one when there are too many. Returns whether it is new.
    mutating func insert(_ hash: UInt32) -> Bool {
        let hash = max(hash, 1)
        var isKnown = false
        for i in 0..<RecentNames.capacity { isKnown = isKnown || hashes[i] == hash }
        if isKnown { return false }
        for i in 1..<RecentNames.capacity { hashes[i - 1] = hashes[i] }
        hashes[RecentNames.capacity - 1] = hash
        return true
    }
}

extension RecentNames: Codable {
    init(from decoder: any Decoder) throws {
        for hash in try [UInt32](from: decoder) { _ = insert(hash) }
    }

    func encode(to encoder: any Encoder) throws {
        try (0..<RecentNames.capacity).map { hashes[$0] }.filter { $0 != 0 }.encode(to: encoder)
    }
}
