// SPDX-License-Identifier: Apache-2.0

/// Short hashes of the last eight names, kept in place.
struct RecentNames: Sendable {
    private static let capacity = 8
    private var hashes = InlineArray<8, UInt32>(repeating: 0)
    private var count = 0

    /// Notes a hash, forgetting the oldest one when there are too many. Returns whether it is new.
    mutating func insert(_ hash: UInt32) -> Bool {
        for i in 0..<count where hashes[i] == hash { return false }
        if count == RecentNames.capacity {
            for i in 1..<count { hashes[i - 1] = hashes[i] }
            count -= 1
        }
        hashes[count] = hash
        count += 1
        return true
    }
}

extension RecentNames: Codable {
    init(from decoder: any Decoder) throws {
        for hash in try [UInt32](from: decoder) { _ = insert(hash) }
    }

    func encode(to encoder: any Encoder) throws { try (0..<count).map { hashes[$0] }.encode(to: encoder) }
}
