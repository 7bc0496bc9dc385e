// SPDX-License-Identifier: Apache-2.0

import CBytes

/// The last 64 distinct hashes, the oldest forgotten first: tells what is new from what comes again.
struct RecentHashes: Hashable, Codable, Sendable {
    private static let capacity = 64
    private var hashes: [UInt32] = []
    private var oldest: UInt32 = 0

    /// Whether a hash is among them.
    func contains(_ hash: UInt64) -> Bool {
        hashes.withUnsafeBufferPointer {
            hinomi_contains32($0.baseAddress, $0.count, UInt32(truncatingIfNeeded: hash)) != 0
        }
    }

    /// Notes a hash. Returns whether it is new.
    @discardableResult
    mutating func insert(_ hash: UInt64) -> Bool {
        guard !contains(hash) else { return false }
        let short = UInt32(truncatingIfNeeded: hash)
        if hashes.count < RecentHashes.capacity {
            hashes.append(short)
        } else {
            // Brought into its bounds first: what was read may be damaged.
            let place = Int(oldest) % hashes.count
            hashes[place] = short
            oldest = UInt32((place + 1) % hashes.count)
        }
        return true
    }
}
