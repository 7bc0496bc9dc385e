// SPDX-License-Identifier: Apache-2.0

import HinomiIntelligence
import HinomiRecords

/// What lists said of the addresses met lately: callers have few of them, and large tables lie in slow memory.
struct MarkCache: Sendable {
    private static let size = 4_096
    // An IPv4 address and, above it, its mark plus 1; 0 for none. IPv6 callers are few.
    private var known = [UInt64](repeating: 0, count: size)
    private var table: AddressTable?
    // Addresses come from outside, and might be chosen to lie at one place.
    private let factor = UInt32.random(in: .min ... .max) | 1

    /// What a table says of an address.
    mutating func mark(of address: IPAddress, in table: AddressTable) -> UInt32 {
        guard address.isV4 else { return table.lookup(address) }
        if self.table !== table {
            known = Array(repeating: 0, count: MarkCache.size)
            self.table = table
        }
        let place = Int((address.v4 &* factor) >> 20)
        let entry = known[place]
        if entry >> 32 != 0, UInt32(truncatingIfNeeded: entry) == address.v4 { return UInt32(entry >> 32) - 1 }
        let mark = table.lookup(address)
        if mark < .max { known[place] = UInt64(mark + 1) << 32 | UInt64(address.v4) }
        return mark
    }
}
