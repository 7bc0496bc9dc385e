// SPDX-License-Identifier: Apache-2.0

import HinomiStatistics

/// The distinct domains of a client that do not exist: the last 64, and how many of all look generated.
struct FailedDomains: Codable, Sendable {
    private var recent = RecentHashes()
    // A bit for each of them, the oldest lowest: whether it looks generated.
    private var marks: UInt64 = 0
    // Those of all that look generated, from when the first is forgotten.
    private var all: Apart<DistinctCounter>?

    /// Whether a domain is among the last.
    func contains(_ hash: UInt64) -> Bool { recent.contains(hash) }

    /// Notes a domain that is not among the last. Returns whether the number of those that look generated may have changed.
    @discardableResult
    mutating func insert(_ hash: UInt64, isGenerated: Bool) -> Bool {
        if recent.isFull {
            if all == nil { all = Apart(counted) }
            marks >>= 1
        }
        recent.insert(hash)
        guard isGenerated else { return false }
        marks |= 1 << (recent.count - 1)
        return all?.update { $0.insert(hash) } ?? true
    }

    /// How many distinct domains look generated; an estimate beyond 64.
    var generated: Int { all?.value.count ?? marks.nonzeroBitCount }

    private var counted: DistinctCounter {
        var counter = DistinctCounter()
        // What was read may be damaged, and hold more than there are bits: a shift too far gives nothing.
        for place in 0..<recent.count where marks >> place & 1 == 1 { counter.insert(recent[place]) }
        return counter
    }
}
