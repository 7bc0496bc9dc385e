// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// A name as tables keep it: two independent hashes of its bytes.
///
/// The first finds the place in a table, the second is compared there; that another name has both does not happen by
/// chance.
@usableFromInline
struct NameKey: Hashable, Comparable {
    @usableFromInline var first: UInt64
    @usableFromInline var second: UInt64

    init(first: UInt64, second: UInt64) {
        self.first = first
        self.second = second
    }

    @usableFromInline
    init(_ name: UnsafeBufferPointer<UInt8>) {
        first = StableHash.of(name)
        second = NameKey.second(of: name)
    }

    /// The hash that is compared; never 0, which marks a free slot.
    @usableFromInline
    static func second(of name: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var hash = StableHash(seed: 0x5851_F42D_4C95_7F2D)
        hash.combine(name)
        let value = hash.value
        return value == 0 ? 1 : value
    }

    @usableFromInline
    static func < (a: NameKey, b: NameKey) -> Bool { a.first != b.first ? a.first < b.first : a.second < b.second }
}
