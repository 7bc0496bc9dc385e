// SPDX-License-Identifier: Apache-2.0

import CBytes

extension JSONSlice {
    /// The truth value of `true`, `false`, or the strings "true" and "false", which AWS writes as well.
    public var bool: Bool? {
        switch kind {
        case .true: true
        case .false: false
        case .string: equalsIgnoringCase("true") ? true : equalsIgnoringCase("false") ? false : nil
        default: nil
        }
    }

    /// A whole number without sign, fraction and exponent, also when written as a string; nil beyond 64 bits.
    public var unsigned: UInt64? {
        guard kind == .number || kind == .string, count >= 1, let base else { return nil }
        var value: UInt64 = 0
        if count <= 19 {
            // Nineteen digits always fit.
            for i in 0..<count {
                let digit = base[i] &- 0x30
                guard digit <= 9 else { return nil }
                value = value &* 10 &+ UInt64(digit)
            }
            return value
        }
        for byte in bytes {
            let digit = byte &- 0x30
            guard digit <= 9 else { return nil }
            let (tens, tooLarge) = value.multipliedReportingOverflow(by: 10)
            let (sum, tooLargeToo) = tens.addingReportingOverflow(UInt64(digit))
            if tooLarge || tooLargeToo { return nil }
            value = sum
        }
        return value
    }

    /// A whole number without fraction and exponent, also when written as a string; nil beyond 64 bits.
    public var integer: Int64? {
        guard let base, count >= 1, base[0] == 0x2D else { return unsigned.flatMap { Int64(exactly: $0) } }
        guard let magnitude = JSONSlice(kind, base + 1, count - 1).unsigned, magnitude <= 1 << 63 else { return nil }
        return Int64(truncatingIfNeeded: 0 &- magnitude)
    }

    /// Any number; nil for other kinds and beyond the range of a double.
    public var double: Double? {
        guard kind == .number, let value = Double(String(decoding: bytes, as: UTF8.self)), value.isFinite else {
            return nil
        }
        return value
    }

    /// The address in a string; nil when there is none.
    public var address: IPAddress? {
        guard kind == .string, let base else { return nil }
        if hasEscapes { return withUnescapedBytes { IPAddress($0) } }
        // A slice lies in what a scanner reads, with readable bytes behind it.
        let v4 = hinomi_dotted_ipv4(base, count)
        return v4 >= 0 ? IPAddress(v4: UInt32(truncatingIfNeeded: v4)) : IPAddress(bytes)
    }

    /// The account in a string or number; nil when there is none.
    public var account: AccountID? {
        guard kind == .string || kind == .number else { return nil }
        return AccountID(bytes)
    }

    /// The time in an ISO 8601 string; nil when there is none.
    public var time: Timestamp? {
        guard kind == .string else { return nil }
        return hasEscapes ? withUnescapedBytes { Timestamp(iso8601: $0) } : Timestamp(iso8601: bytes)
    }
}
