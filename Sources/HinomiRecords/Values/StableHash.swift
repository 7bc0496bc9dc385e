// SPDX-License-Identifier: Apache-2.0

/// The published hash of Hinomi: the same value on every machine, in every process and version.
///
/// Partitions, record ids and keys depend on it; `Hasher` is seeded anew in each process and must not be used for them.
/// It is a multiply-and-fold hash over 8-byte words (the construction of wyhash), not a cryptographic one.
@frozen
public struct StableHash: Sendable {
    @usableFromInline
    var state: UInt64

    /// A hash that starts from `seed`.
    @inlinable
    public init(seed: UInt64 = 0) { state = seed ^ 0x9E37_79B9_7F4A_7C15 }

    @inlinable
    @inline(__always)
    static func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let product = a.multipliedFullWidth(by: b)
        return product.high ^ product.low
    }

    /// Takes in one word.
    @inlinable
    @inline(__always)
    public mutating func combine(_ word: UInt64) {
        state = StableHash.fold(state ^ 0xA076_1D64_78BD_642F, word ^ 0xE703_7ED1_A0B4_28DB)
    }

    /// Takes in bytes and their number.
    @inlinable
    @inline(__always)
    public mutating func combine(_ bytes: UnsafeBufferPointer<UInt8>) {
        if let base = bytes.baseAddress {
            combine(UnsafeRawPointer(base), bytes.count)
        } else {
            finish(0, 0, 0)
        }
    }

    /// Takes in `count` bytes from `base`.
    @inlinable
    @inline(__always)
    public mutating func combine(_ base: UnsafeRawPointer, _ count: Int) {
        if count >= 64 { return combineBlocks(base, count) }
        var at = 0
        let blocks = count & ~15
        while at < blocks {
            state = StableHash.step(state, base + at)
            at &+= 16
        }
        var a: UInt64 = 0
        var b: UInt64 = 0
        if at &+ 8 <= count {
            a = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: at, as: UInt64.self))
            at &+= 8
        }
        let rest = count &- at
        if rest > 0 {
            if count >= 8 {
                // The last bytes, by a load that ends with them: what is hashed already is shifted out.
                let last = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self))
                b = last &>> UInt64(truncatingIfNeeded: 64 &- rest &* 8)
            } else {
                while at < count {
                    b |= UInt64(base.load(fromByteOffset: at, as: UInt8.self)) &<< UInt64(truncatingIfNeeded: at &* 8)
                    at &+= 1
                }
            }
        }
        finish(a, b, count)
    }

    // Takes in 64 bytes at a time, in four chains side by side: in one, each step would wait for the one before. The last
    // 64 overlap those before, so that the processor need not guess how many are left.
    @inlinable
    @inline(__always)
    mutating func combineBlocks(_ base: UnsafeRawPointer, _ count: Int) {
        var (a, b, c, d) = (state, state ^ 0x2D35_8DCC_AA6C_78A5, state ^ 0x8BB8_4B93_962E_ACC9, ~state)
        let last = count &- 64
        var at = 0
        while at < last {
            a = StableHash.step(a, base + at)
            b = StableHash.step(b, base + at + 16)
            c = StableHash.step(c, base + at + 32)
            d = StableHash.step(d, base + at + 48)
            at &+= 64
        }
        a = StableHash.step(a, base + last)
        b = StableHash.step(b, base + last + 16)
        c = StableHash.step(c, base + last + 32)
        d = StableHash.step(d, base + last + 48)
        state = StableHash.fold(a ^ 0x4B33_A62E_D433_D4A3, b) ^ StableHash.fold(c ^ 0x4D5A_2DA5_1DE1_AA47, d)
        finish(0, 0, count)
    }

    @inlinable
    @inline(__always)
    static func step(_ state: UInt64, _ bytes: UnsafeRawPointer) -> UInt64 {
        let a = UInt64(littleEndian: bytes.loadUnaligned(as: UInt64.self))
        let b = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        return fold(state ^ a ^ 0xA076_1D64_78BD_642F, b ^ 0xE703_7ED1_A0B4_28DB)
    }

    // Takes in what is left behind the last whole 16 bytes, and the number of all bytes.
    @inlinable
    @inline(__always)
    mutating func finish(_ a: UInt64, _ b: UInt64, _ count: Int) {
        state = StableHash.fold(
            state ^ a ^ 0x8EBC_6AF0_9C88_C6E3, b ^ UInt64(truncatingIfNeeded: count) ^ 0x5899_65CC_7537_4CC3)
    }

    /// Takes in the UTF-8 of a text.
    public mutating func combine(_ text: String) {
        var text = text
        text.withUTF8 { combine($0) }
    }

    /// The hash so far.
    @inlinable
    @inline(__always)
    public var value: UInt64 { StableHash.fold(state ^ 0x1D8E_4E27_C47D_124F, state | 1) }

    /// The hash of `bytes` alone.
    @inlinable
    public static func of(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var hash = StableHash()
        hash.combine(bytes)
        return hash.value
    }

    /// The hash of a text alone.
    public static func of(_ text: String) -> UInt64 {
        var hash = StableHash()
        hash.combine(text)
        return hash.value
    }
}
