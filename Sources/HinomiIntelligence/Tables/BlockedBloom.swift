// SPDX-License-Identifier: Apache-2.0

import CBytes

/// A Bloom filter in blocks of one cache line: tells of most hashes that are absent with a single memory access.
///
/// 12 bits and 6 marks a key: about one absent hash in 200 passes.
@usableFromInline
struct BlockedBloom: Sendable {
    @usableFromInline static var bitsPerKey: Int { 12 }
    @usableFromInline let words: FixedStorage<UInt64>
    @usableFromInline let blocks: UInt64

    init(keys: Int) {
        let blocks = max(1, (keys * BlockedBloom.bitsPerKey + 511) / 512)
        words = FixedStorage(zeroed: blocks * 8)
        self.blocks = UInt64(blocks)
    }

    /// Takes a hash in; only while the filter is built.
    func insert(_ hash: UInt64) {
        let block = words.base + Int(truncatingIfNeeded: hash.multipliedFullWidth(by: blocks).high) &* 8
        var bits = hash &* 0x9E37_79B9_7F4A_7C15
        for _ in 0..<6 {
            let bit = bits >> 55
            block[Int(truncatingIfNeeded: bit >> 6)] |= 1 << (bit & 63)
            bits <<= 9
        }
    }

    /// False when the hash was never taken in.
    @inlinable
    @inline(__always)
    func mayContain(_ hash: UInt64) -> Bool {
        let block = words.base + Int(truncatingIfNeeded: hash.multipliedFullWidth(by: blocks).high) &* 8
        var bits = hash &* 0x9E37_79B9_7F4A_7C15
        for _ in 0..<6 {
            let bit = bits >> 55
            if block[Int(truncatingIfNeeded: bit &>> 6)] & (1 &<< (bit & 63)) == 0 { return false }
            bits &<<= 9
        }
        return true
    }

    /// Asks for the memory that `mayContain` will look at.
    func prefetch(_ hash: UInt64) {
        hinomi_prefetch(words.base + Int(truncatingIfNeeded: hash.multipliedFullWidth(by: blocks).high) &* 8)
    }
}
