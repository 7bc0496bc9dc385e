// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// What a detector's states are kept by.
protocol StateKey: Hashable, Codable, Sendable {
    /// Takes the key into a hash, all of it that tells it from others.
    func feed(_ hash: inout StableHash)
}

extension UInt64: StateKey {
    func feed(_ hash: inout StableHash) { hash.combine(self) }
}

extension StableHash {
    /// Takes in an address.
    @inline(__always)
    mutating func combine(_ address: IPAddress) {
        combine(address.high)
        combine(address.low)
    }
}
