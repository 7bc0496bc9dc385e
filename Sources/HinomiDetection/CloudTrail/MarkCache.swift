// SPDX-License-Identifier: Apache-2.0

import HinomiIntelligence
import HinomiRecords

/// What lists said of the addresses met lately: callers have few of them, and large tables lie in slow memory.
struct MarkCache: Sendable {
    private struct Entry: Sendable {
        var address: IPAddress
        var mark: UInt32
    }

    private static let size = 4_096
    private var known: [Entry?] = Array(repeating: nil, count: size)
    private var table: AddressTable?
    // Addresses come from outside, and might be chosen to lie at one place.
    private let factor = UInt64.random(in: .min ... .max) | 1

    /// What a table says of an address.
    mutating func mark(of address: IPAddress, in table: AddressTable) -> UInt32 {
        if self.table !== table {
            known = Array(repeating: nil, count: MarkCache.size)
            self.table = table
        }
        let place = Int(truncatingIfNeeded: ((address.low ^ address.high) &* factor) >> 32) & (MarkCache.size - 1)
        if let entry = known[place], entry.address == address { return entry.mark }
        let mark = table.lookup(address)
        known[place] = Entry(address: address, mark: mark)
        return mark
    }
}
