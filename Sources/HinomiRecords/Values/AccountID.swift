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
        guard bytes.count >= 1, bytes.count <= 12 else { return nil }
        var value: UInt64 = 0
        for byte in bytes {
            guard byte &- 48 <= 9 else { return nil }
            value = value * 10 + UInt64(byte - 48)
        }
        number = value
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
