// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// The clients whose facts were told already.
struct KnownClients {
    private var all: Set<UInt64> = []
    // In front of the set: nearly every query comes from a client that asked a moment ago.
    private var recent = [UInt64](repeating: 0, count: 4_096)

    /// Whether a client was not told of yet. A client with several addresses is told once for each.
    mutating func insert(_ key: UInt64, source: IPAddress) -> Bool {
        let told = key ^ source.low &* 0x9E37_79B9_7F4A_7C15 ^ source.high
        let slot = Int(truncatingIfNeeded: told >> 24 & 4_095)
        if recent[slot] == told { return false }
        recent[slot] = told
        // A flood of invented clients must not fill the memory; forgetting only means telling again.
        if all.count > 1_000_000 { all = [] }
        return all.insert(told).inserted
    }
}
