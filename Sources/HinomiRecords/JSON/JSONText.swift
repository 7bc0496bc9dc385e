// SPDX-License-Identifier: Apache-2.0

import CBytes

/// What JSON strings are made of: escapes and UTF-8.
enum JSONText {
    /// The value of a hexadecimal digit; above 15 for every other byte.
    @inline(__always)
    static func nibble(_ byte: UInt8) -> UInt8 {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: 255
        }
    }

    /// Writes the text behind the escapes of `raw`, which never is longer than `raw`; half surrogates become U+FFFD.
    ///
    /// Returns the number of bytes written; nil when `out` is too small or an escape is none. `out` may begin where `raw`
    /// begins.
    static func unescape(_ raw: UnsafeBufferPointer<UInt8>, into out: UnsafeMutableBufferPointer<UInt8>) -> Int? {
        var at = 0
        var written = 0
        while at < raw.count {
            let byte = raw[at]
            if byte != 0x5C {
                guard written < out.count else { return nil }
                out[written] = byte
                written += 1
                at += 1
                continue
            }
            guard at + 1 < raw.count else { return nil }
            let code = raw[at + 1]
            if code == 0x75 {
                guard var unit = hexUnit(raw, at + 2) else { return nil }
                at += 6
                if unit &- 0xD800 < 0x400, at + 1 < raw.count, raw[at] == 0x5C, raw[at + 1] == 0x75,
                    let low = hexUnit(raw, at + 2), low &- 0xDC00 < 0x400
                {
                    unit = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
                    at += 6
                }
                guard let length = write(unit, to: out, at: written) else { return nil }
                written += length
                continue
            }
            guard let plain = plainEscape(code), written < out.count else { return nil }
            out[written] = plain
            written += 1
            at += 2
        }
        return written
    }

    private static func plainEscape(_ code: UInt8) -> UInt8? {
        switch code {
        case 0x22, 0x5C, 0x2F: code
        case 0x62: 0x08
        case 0x66: 0x0C
        case 0x6E: 0x0A
        case 0x72: 0x0D
        case 0x74: 0x09
        default: nil
        }
    }

    private static func hexUnit(_ raw: UnsafeBufferPointer<UInt8>, _ at: Int) -> UInt32? {
        guard at + 4 <= raw.count else { return nil }
        var unit: UInt32 = 0
        for i in at..<(at + 4) {
            let digit = nibble(raw[i])
            if digit > 15 { return nil }
            unit = unit << 4 | UInt32(digit)
        }
        return unit
    }

    private static func write(_ scalar: UInt32, to out: UnsafeMutableBufferPointer<UInt8>, at: Int) -> Int? {
        let value = scalar &- 0xD800 < 0x800 ? 0xFFFD : scalar
        let length = value < 0x80 ? 1 : value < 0x800 ? 2 : value < 0x10000 ? 3 : 4
        guard at + length <= out.count else { return nil }
        if length == 1 {
            out[at] = UInt8(truncatingIfNeeded: value)
            return 1
        }
        var rest = value
        for i in stride(from: length - 1, to: 0, by: -1) {
            out[at + i] = 0x80 | UInt8(truncatingIfNeeded: rest & 0x3F)
            rest >>= 6
        }
        out[at] = (length == 2 ? 0xC0 : length == 3 ? 0xE0 : 0xF0) | UInt8(truncatingIfNeeded: rest)
        return length
    }

    /// Whether the bytes are well-formed UTF-8 (no overlong forms, no surrogates, nothing above U+10FFFF).
    static func isUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let base = bytes.baseAddress else { return true }
        let count = bytes.count
        var at = 0
        while at < count {
            if at + 16 <= count, hinomi_mask16_at_most(base + at, 0x7F) == 0xFFFF {
                at += 16
                continue
            }
            let lead = base[at]
            if lead < 0x80 {
                at += 1
                continue
            }
            let length: Int
            var first: ClosedRange<UInt8> = 0x80...0xBF
            switch lead {
            case 0xC2...0xDF: length = 2
            case 0xE0:
                length = 3
                first = 0xA0...0xBF
            case 0xED:
                length = 3
                first = 0x80...0x9F
            case 0xE1...0xEF: length = 3
            case 0xF0:
                length = 4
                first = 0x90...0xBF
            case 0xF4:
                length = 4
                first = 0x80...0x8F
            case 0xF1...0xF3: length = 4
            default: return false
            }
            guard at + length <= count, first.contains(base[at + 1]) else { return false }
            for i in 2..<max(length, 2) where base[at + i] & 0xC0 != 0x80 { return false }
            at += length
        }
        return true
    }
}
