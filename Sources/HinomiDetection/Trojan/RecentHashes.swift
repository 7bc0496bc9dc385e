// SPDX-License-Identifier: Apache-2.0

import CBytes

/// The last 64 distinct hashes, the oldest forgotten first: tells what is new from what comes again.
///
/// Of a hash sixteen bits are kept: one new hash in a thousand is taken for known.
struct RecentHashes: Hashable, Codable, Sendable {
    private static let capacity: UInt8 = 64
    private var hashes: [UInt16] = []
    private var oldest: UInt8 = 0

    // Not the lowest bits, by which hashes are chosen that are looked at.
    private static func short(_ hash: UInt64) -> UInt16 { UInt16(truncatingIfNeeded: hash >> 48) }

    /// Whether a hash is among them.
    func contains(_ hash: UInt64) -> Bool {
        hashes.withUnsafeBufferPointer {
            hinomi_contains16($0.baseAddress, $0.count, RecentHashes.short(hash)) != 0
        }
    }

    /// Notes a hash. Returns whether it is new.
    @discardableResult
    mutating func insert(_ hash: UInt64) -> Bool {
        guard !contains(hash) else { return false }
        let short = RecentHashes.short(hash)
        if hashes.count < Int(RecentHashes.capacity) {
            hashes.append(short)
        } else {
            // What was read may be damaged.
            oldest %= RecentHashes.capacity
            hashes[Int(oldest)] = short
            oldest += 1
        }
        return true
    }
}
