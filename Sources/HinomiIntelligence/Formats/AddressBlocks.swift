// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// The fewest blocks that make up a range of addresses, in order.
struct AddressBlocks: Sequence, IteratorProtocol {
    private var next128: UInt128
    private let last128: UInt128
    private var isDone: Bool

    /// The blocks from `first` to `last`, both included.
    init(first: IPAddress, last: IPAddress) {
        next128 = first.bits
        last128 = last.bits
        isDone = first > last
    }

    mutating func next() -> CIDR? {
        guard !isDone else { return nil }
        // As many free bits as the alignment of the start and the end of the range allow.
        var free = next128 == 0 ? 128 : next128.trailingZeroBitCount
        while free > 0 {
            let size = free == 128 ? UInt128.max : (1 << UInt128(free)) - 1
            if last128 - next128 >= size { break }
            free -= 1
        }
        let block = CIDR(IPAddress(bits: next128), prefixLength: 128 - free)
        let end = next128 | (free == 128 ? UInt128.max : (1 << UInt128(free)) - 1)
        if end >= last128 { isDone = true } else { next128 = end + 1 }
        return block
    }
}

extension IPAddress {
    /// The address as one number.
    var bits: UInt128 { UInt128(high) << 64 | UInt128(low) }

    init(bits: UInt128) {
        self.init(high: UInt64(truncatingIfNeeded: bits >> 64), low: UInt64(truncatingIfNeeded: bits))
    }
}
