// SPDX-License-Identifier: Apache-2.0

/// Hashes of the names met lately, the oldest forgotten first: tells new names from repeats.
///
/// 2,048 names in 16 KiB at most; a client that asks a domain for more names than that within a day is met again as new.
struct DistinctNames: Codable, Sendable {
    private static let capacity = 2_048
    // Two generations, so that forgetting is cheap.
    private var current = ShortHashSet()
    private var previous = ShortHashSet()

    /// Notes a hash. Returns whether it is new.
    mutating func insert(_ hash: UInt64) -> Bool {
        let short = UInt32(truncatingIfNeeded: hash >> 32)
        if previous.contains(short) { return false }
        guard current.insert(short) else { return false }
        if current.count >= DistinctNames.capacity / 2 {
            previous = current
            current = ShortHashSet()
        }
        return true
    }
}
