// SPDX-License-Identifier: Apache-2.0

/// Decimal numbers, eight digits at once (SWAR). Reads up to 8 bytes behind the text, whatever they are.
enum FlowNumber {
    /// Up to 20 digits; nil for anything else and for numbers beyond 64 bits.
    @inline(__always)
    static func read(_ text: UnsafePointer<UInt8>, _ size: Int) -> UInt64? {
        if size <= 8 { return eight(text, size) }
        guard size <= 16 else { return long(text, size) }
        guard let high = eight(text, size &- 8), let low = eight(text + (size &- 8), 8) else { return nil }
        return high &* 100_000_000 &+ low
    }

    /// One to eight digits.
    @inline(__always)
    private static func eight(_ text: UnsafePointer<UInt8>, _ size: Int) -> UInt64? {
        let raw = UInt64(littleEndian: UnsafeRawPointer(text).loadUnaligned(as: UInt64.self))
        // Shifted to the high end, so that the missing digits read as zero.
        let shift = UInt64(truncatingIfNeeded: 64 &- 8 &* size)
        var value = (raw ^ 0x3030_3030_3030_3030) &<< shift
        if (value | (value &+ 0x0606_0606_0606_0606)) & 0xF0F0_F0F0_F0F0_F0F0 != 0 { return nil }
        value = (value &* 10) &+ (value &>> 8)
        return
            (((value & 0x0000_00FF_0000_00FF) &* 0x000F_4240_0000_0064)
            &+ (((value &>> 16) & 0x0000_00FF_0000_00FF) &* 0x0000_2710_0000_0001)) &>> 32
    }

    @inline(never)
    private static func long(_ text: UnsafePointer<UInt8>, _ size: Int) -> UInt64? {
        guard size <= 20 else { return nil }
        var value: UInt64 = 0
        for i in 0..<size {
            let digit = text[i] &- 0x30
            if digit > 9 { return nil }
            let (scaled, over) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = scaled.addingReportingOverflow(UInt64(digit))
            if over || carry { return nil }
            value = sum
        }
        return value
    }
}
