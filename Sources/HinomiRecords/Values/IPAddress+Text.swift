// SPDX-License-Identifier: Apache-2.0

extension IPAddress: CustomStringConvertible, LosslessStringConvertible {
    /// Reads dotted IPv4 (four decimal octets, no leading zeros) or IPv6 text (RFC 4291, no zone).
    @inlinable
    public init?(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let value = IPAddress.v4(bytes) ?? IPAddress.v6(bytes) else { return nil }
        self = value
    }

    /// Reads address text.
    public init?(_ text: String) {
        var text = text
        guard let value = text.withUTF8({ IPAddress($0) }) else { return nil }
        self = value
    }

    @inlinable
    static func v4(_ bytes: UnsafeBufferPointer<UInt8>) -> IPAddress? {
        guard bytes.count >= 7, bytes.count <= 15 else { return nil }
        var value: UInt32 = 0
        var octet: UInt32 = 0
        var digits = 0
        var dots = 0
        for byte in bytes {
            let digit = byte &- 48
            if digit <= 9 {
                if digits > 0 && octet == 0 { return nil }
                octet = octet * 10 + UInt32(digit)
                digits += 1
                if digits > 3 || octet > 255 { return nil }
            } else if byte == 0x2E {
                if digits == 0 || dots == 3 { return nil }
                value = value << 8 | octet
                octet = 0
                digits = 0
                dots += 1
            } else {
                return nil
            }
        }
        guard dots == 3, digits > 0 else { return nil }
        return IPAddress(v4: value << 8 | octet)
    }

    @usableFromInline
    static func v6(_ bytes: UnsafeBufferPointer<UInt8>) -> IPAddress? {
        guard bytes.count >= 2, bytes.count <= 45 else { return nil }
        var groups: (UInt64, UInt64) = (0, 0)
        var count = 0
        var gap = -1
        var at = 0
        func store(_ value: UInt64) {
            if count < 4 {
                groups.0 |= value << UInt64(48 - 16 * count)
            } else {
                groups.1 |= value << UInt64(48 - 16 * (count - 4))
            }
            count += 1
        }
        if bytes[0] == 0x3A {
            guard bytes[1] == 0x3A else { return nil }
            gap = 0
            at = 2
        }
        while at < bytes.count {
            if count == 8 { return nil }
            var value: UInt64 = 0
            var digits = 0
            let start = at
            while at < bytes.count, digits <= 4 {
                let byte = bytes[at]
                let nibble: UInt8
                switch byte {
                case 0x30...0x39: nibble = byte - 0x30
                case 0x41...0x46: nibble = byte - 0x37
                case 0x61...0x66: nibble = byte - 0x57
                default: nibble = 255
                }
                if nibble == 255 { break }
                value = value << 4 | UInt64(nibble)
                digits += 1
                at += 1
            }
            if at < bytes.count, bytes[at] == 0x2E {
                // The dotted IPv4 tail.
                guard count <= 6, let tail = v4(UnsafeBufferPointer(rebasing: bytes[start...])) else { return nil }
                store(UInt64(tail.v4 >> 16))
                store(UInt64(tail.v4 & 0xFFFF))
                at = bytes.count
                break
            }
            guard digits >= 1, digits <= 4 else { return nil }
            store(value)
            if at == bytes.count { break }
            guard bytes[at] == 0x3A else { return nil }
            at += 1
            if at == bytes.count { return nil }
            if bytes[at] == 0x3A {
                if gap >= 0 { return nil }
                gap = count
                at += 1
            }
        }
        if gap < 0 { return count == 8 ? IPAddress(high: groups.0, low: groups.1) : nil }
        guard count < 8 else { return nil }
        // Shift the groups behind the gap to the end.
        let moved = count - gap
        var all = [UInt64](repeating: 0, count: 8)
        for i in 0..<count {
            let group = i < 4 ? groups.0 >> UInt64(48 - 16 * i) : groups.1 >> UInt64(48 - 16 * (i - 4))
            all[i < gap ? i : 8 - moved + (i - gap)] = group & 0xFFFF
        }
        return IPAddress(
            high: all[0] << 48 | all[1] << 32 | all[2] << 16 | all[3],
            low: all[4] << 48 | all[5] << 32 | all[6] << 16 | all[7])
    }

    /// Dotted IPv4, or IPv6 in the canonical form of RFC 5952.
    public var description: String {
        if isV4 { return "\(v4 >> 24).\(v4 >> 16 & 255).\(v4 >> 8 & 255).\(v4 & 255)" }
        var groups = [UInt64]()
        for i in 0..<8 { groups.append((i < 4 ? high >> UInt64(48 - 16 * i) : low >> UInt64(112 - 16 * i)) & 0xFFFF) }
        var best = 0..<0
        var i = 0
        while i < 8 {
            var end = i
            while end < 8, groups[end] == 0 { end += 1 }
            if end - i > max(best.count, 1) { best = i..<end }
            i = max(end, i + 1)
        }
        func hex(_ range: Range<Int>) -> String {
            groups[range].map { String($0, radix: 16) }.joined(separator: ":")
        }
        return best.isEmpty ? hex(0..<8) : hex(0..<best.lowerBound) + "::" + hex(best.upperBound..<8)
    }
}
