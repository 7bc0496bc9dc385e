// SPDX-License-Identifier: Apache-2.0

/// An IPv4 or IPv6 address, kept as the 128 bits of its IPv6 form (IPv4 as `::ffff:a.b.c.d`).
@frozen
public struct IPAddress: Hashable, Comparable, Codable, Sendable {
    /// The first 64 bits in network order.
    public var high: UInt64
    /// The last 64 bits in network order.
    public var low: UInt64

    /// The address with these 128 bits.
    @inlinable
    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// The IPv4 address with these 32 bits, first octet highest.
    @inlinable
    public init(v4: UInt32) {
        high = 0
        low = 0xFFFF_0000_0000 | UInt64(v4)
    }

    /// The IPv4 address a.b.c.d.
    @inlinable
    public init(_ a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8) {
        self.init(v4: UInt32(a) << 24 | UInt32(b) << 16 | UInt32(c) << 8 | UInt32(d))
    }

    /// Whether this is an IPv4 address.
    @inlinable
    public var isV4: Bool { high == 0 && low >> 32 == 0xFFFF }

    /// The 32 bits of an IPv4 address; meaningless for IPv6.
    @inlinable
    public var v4: UInt32 { UInt32(truncatingIfNeeded: low) }

    @inlinable
    public static func < (a: IPAddress, b: IPAddress) -> Bool {
        a.high != b.high ? a.high < b.high : a.low < b.low
    }

    /// The unspecified address `::`, which stands for "none".
    @inlinable
    public static var unspecified: IPAddress { IPAddress(high: 0, low: 0) }
}
