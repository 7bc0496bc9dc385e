// SPDX-License-Identifier: Apache-2.0

import CBytes

/// The last 64 distinct hashes, the oldest forgotten first: tells what is new from what comes again.
struct RecentHashes: Hashable, Codable, Sendable {
    private static let capacity = 64
    // The oldest first.
    private var hashes: [UInt32] = []

    /// Whether there is no room for another without forgetting the oldest.
    var isFull: Bool { hashes.count >= RecentHashes.capacity }

    /// Whether a hash is among them.
    func contains(_ hash: UInt64) -> Bool {
        hashes.withUnsafeBufferPointer {
            hinomi_contains32($0.baseAddress, $0.count, RecentHashes.short(hash)) != 0
        }
    }

    /// Notes a hash. Returns whether it is new.
    @discardableResult
    mutating func insert(_ hash: UInt64) -> Bool {
        guard !contains(hash) else { return false }
        // What was read may be damaged, and hold more.
        if isFull { hashes.removeFirst(hashes.count - RecentHashes.capacity + 1) }
        hashes.append(RecentHashes.short(hash))
        return true
    }

    var count: Int { hashes.count }

    /// What is kept of the hash at a place, the oldest at 0.
    subscript(place: Int) -> UInt64 { UInt64(hashes[place]) << 32 }

    // The upper half, which is all that counters look at.
    private static func short(_ hash: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: hash >> 32) }
}
