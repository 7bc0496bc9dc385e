// SPDX-License-Identifier: Apache-2.0

/// A block of addresses: a prefix of an address and its length.
public struct CIDR: Hashable, Comparable, Codable, Sendable, CustomStringConvertible {
    /// The first address of the block.
    public let first: IPAddress
    /// Leading bits that are fixed, out of 128; an IPv4 `/24` is 120.
    public let prefixLength: Int

    /// The block of `prefixLength` leading bits (of 128) around `address`; the other bits are cleared.
    public init(_ address: IPAddress, prefixLength: Int) {
        let length = min(max(prefixLength, 0), 128)
        let highMask: UInt64 = length >= 64 ? .max : length == 0 ? 0 : .max << UInt64(64 - length)
        let lowMask: UInt64 = length >= 128 ? .max : length <= 64 ? 0 : .max << UInt64(128 - length)
        first = IPAddress(high: address.high & highMask, low: address.low & lowMask)
        self.prefixLength = length
    }

    /// Reads `192.0.2.0/24`, `2001:db8::/32` or a single address.
    public init?(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let slash = bytes.firstIndex(of: 0x2F) else {
            guard let address = IPAddress(bytes) else { return nil }
            self.init(address, prefixLength: 128)
            return
        }
        guard let address = IPAddress(UnsafeBufferPointer(rebasing: bytes[..<slash])) else { return nil }
        let digits = bytes[(slash + 1)...]
        guard let first = digits.first, digits.count <= 3, digits.count == 1 || first != 0x30 else { return nil }
        var length = 0
        for digit in digits {
            guard digit &- 48 <= 9 else { return nil }
            length = length * 10 + Int(digit - 48)
        }
        // An IPv4 address in IPv6 notation has the length of IPv6.
        let isDotted = !bytes[..<slash].contains(0x3A)
        guard length <= (isDotted ? 32 : 128) else { return nil }
        self.init(address, prefixLength: isDotted ? length + 96 : length)
    }

    /// Reads CIDR text.
    public init?(_ text: String) {
        var text = text
        guard let value = text.withUTF8({ CIDR($0) }) else { return nil }
        self = value
    }

    /// The last address of the block.
    public var last: IPAddress {
        let length = prefixLength
        let highMask: UInt64 = length >= 64 ? .max : length == 0 ? 0 : .max << UInt64(64 - length)
        let lowMask: UInt64 = length >= 128 ? .max : length <= 64 ? 0 : .max << UInt64(128 - length)
        return IPAddress(high: first.high | ~highMask, low: first.low | ~lowMask)
    }

    /// Whether `address` lies in the block.
    public func contains(_ address: IPAddress) -> Bool { first <= address && address <= last }

    public static func < (a: CIDR, b: CIDR) -> Bool {
        a.first != b.first ? a.first < b.first : a.prefixLength < b.prefixLength
    }

    /// The usual notation; a single address has no slash.
    public var description: String {
        if prefixLength == 128 { return first.description }
        return "\(first)/\(first.isV4 && prefixLength >= 96 ? prefixLength - 96 : prefixLength)"
    }
}
