// SPDX-License-Identifier: Apache-2.0

/// Remembers roughly what was met before: two Bloom filters of 2 KiB that take turns.
///
/// Says "new" of something met before only when it was met long ago; says "known" of something new for at most about one
/// in a hundred, since a filter is retired after a thousand entries or half a day. Allocated with the first entry.
public struct FirstContactFilter: Hashable, Codable, Sendable {
    private static let words = 256
    private static let capacity = 1_000
    private static let halfLife: Int64 = 43_200

    private var current: [UInt64] = []
    private var previous: [UInt64] = []
    private var entries = 0
    private var since = Int64.min

    public init() {}

    /// Notes a well-mixed hash at a time in seconds. Returns whether it is met for the first time.
    public mutating func insert(_ hash: UInt64, at seconds: Int64) -> Bool {
        if current.isEmpty || entries >= FirstContactFilter.capacity || seconds - since > FirstContactFilter.halfLife {
            previous = current
            current = [UInt64](repeating: 0, count: FirstContactFilter.words)
            entries = 0
            since = seconds
        }
        var isKnown = true
        var isInPrevious = !previous.isEmpty
        for probe in 0..<7 {
            let bit = Int(truncatingIfNeeded: (hash &+ UInt64(probe) &* (hash >> 32 | 1)) >> 8 & 0x3FFF)
            let mask: UInt64 = 1 << UInt64(bit & 63)
            if current[bit >> 6] & mask == 0 {
                isKnown = false
                current[bit >> 6] |= mask
            }
            if isInPrevious, previous[bit >> 6] & mask == 0 { isInPrevious = false }
        }
        if !isKnown { entries += 1 }
        return !isKnown && !isInPrevious
    }
}
