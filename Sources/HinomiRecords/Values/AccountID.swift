// SPDX-License-Identifier: Apache-2.0

/// An AWS account: twelve decimal digits.
@frozen
public struct AccountID: Hashable, Comparable, Codable, Sendable, CustomStringConvertible {
    /// The twelve digits as a number; 0 stands for "not known".
    public var number: UInt64

    /// The account with this number.
    @inlinable
    public init(number: UInt64) { self.number = number }

    /// Reads one to twelve digits; nil for anything else ("unknown" among it).
    @inlinable
    public init?(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count >= 1, bytes.count <= 12, let base = bytes.baseAddress else { return nil }
        if bytes.count == 12 {
            // Eight digits and four, each half folded in steps of pairs.
            let raw = UnsafeRawPointer(base)
            let high = UInt64(littleEndian: raw.loadUnaligned(as: UInt64.self))
            let low = UInt64(UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: 8, as: UInt32.self))) << 32
            guard let first = AccountID.eightDigits(high), let last = AccountID.eightDigits(low | 0x3030_3030) else {
                return nil
            }
            number = first &* 10_000 &+ last
            return
        }
        var value: UInt64 = 0
        for byte in bytes {
            guard byte &- 48 <= 9 else { return nil }
            value = value * 10 + UInt64(byte - 48)
        }
        number = value
    }

    // The number in eight ASCII digits, the first in the lowest byte.
    @inlinable
    static func eightDigits(_ word: UInt64) -> UInt64? {
        let high: UInt64 = 0xF0F0_F0F0_F0F0_F0F0
        guard word & high == 0x3030_3030_3030_3030, (word &+ 0x0606_0606_0606_0606) & high == 0x3030_3030_3030_3030 else {
            return nil
        }
        let pairs = ((word & 0x0F0F_0F0F_0F0F_0F0F) &* 2561) >> 8
        let fours = ((pairs & 0x00FF_00FF_00FF_00FF) &* 6_553_601) >> 16
        return ((fours & 0x0000_FFFF_0000_FFFF) &* 42_949_672_960_001) >> 32
    }

    /// The account that records without one belong to.
    @inlinable
    public static var unknown: AccountID { AccountID(number: 0) }

    @inlinable
    public static func < (a: AccountID, b: AccountID) -> Bool { a.number < b.number }

    /// Twelve digits, leading zeros kept.
    public var description: String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 12 - digits.count)) + digits
    }
}
