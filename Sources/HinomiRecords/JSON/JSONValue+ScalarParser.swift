// SPDX-License-Identifier: Apache-2.0

extension JSONParser {
    /// Reads a string; `at` stands on its opening quote.
    mutating func string() throws(JSONError) -> String {
        at += 1
        let start = at
        while at < bytes.count {
            let byte = bytes[at]
            if byte == UInt8(ascii: "\"") {
                let text = try validated(UnsafeBufferPointer(rebasing: bytes[start..<at]), at: start)
                at += 1
                return text
            }
            if byte == UInt8(ascii: "\\") { return try escapedString(from: start) }
            if byte < 0x20 { throw JSONError(.controlCharacter, at: at) }
            at += 1
        }
        throw JSONError(.unexpectedEnd, at: at)
    }

    private func validated(_ text: some Collection<UInt8>, at start: Int) throws(JSONError) -> String {
        guard let string = String(validating: text, as: UTF8.self) else { throw JSONError(.badUTF8, at: start) }
        return string
    }

    private mutating func escapedString(from start: Int) throws(JSONError) -> String {
        var text = [UInt8](bytes[start..<at])
        while at < bytes.count {
            let byte = bytes[at]
            switch byte {
            case UInt8(ascii: "\""):
                at += 1
                return try validated(text, at: start)
            case UInt8(ascii: "\\"):
                try escape(into: &text)
            case 0..<0x20:
                throw JSONError(.controlCharacter, at: at)
            default:
                text.append(byte)
                at += 1
            }
        }
        throw JSONError(.unexpectedEnd, at: at)
    }

    private mutating func escape(into text: inout [UInt8]) throws(JSONError) {
        guard at + 1 < bytes.count else { throw JSONError(.unexpectedEnd, at: bytes.count) }
        let plain: UInt8
        switch bytes[at + 1] {
        case UInt8(ascii: "\""): plain = 0x22
        case UInt8(ascii: "\\"): plain = 0x5C
        case UInt8(ascii: "/"): plain = 0x2F
        case UInt8(ascii: "b"): plain = 0x08
        case UInt8(ascii: "f"): plain = 0x0C
        case UInt8(ascii: "n"): plain = 0x0A
        case UInt8(ascii: "r"): plain = 0x0D
        case UInt8(ascii: "t"): plain = 0x09
        case UInt8(ascii: "u"):
            text.append(contentsOf: Character(try scalar()).utf8)
            return
        default: throw JSONError(.badEscape, at: at)
        }
        text.append(plain)
        at += 2
    }

    /// Reads `\uXXXX`, with its second half where it is a surrogate.
    private mutating func scalar() throws(JSONError) -> Unicode.Scalar {
        let start = at
        let first = try codeUnit()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first >> 10 == 0xD800 >> 10, at + 1 < bytes.count, bytes[at] == UInt8(ascii: "\\"),
            bytes[at + 1] == UInt8(ascii: "u")
        else { throw JSONError(.loneSurrogate, at: start) }
        let second = try codeUnit()
        guard second >> 10 == 0xDC00 >> 10,
            let scalar = Unicode.Scalar(0x10000 + (first & 0x3FF) << 10 + (second & 0x3FF))
        else { throw JSONError(.loneSurrogate, at: start) }
        return scalar
    }

    private mutating func codeUnit() throws(JSONError) -> UInt32 {
        guard at + 6 <= bytes.count else { throw JSONError(.unexpectedEnd, at: bytes.count) }
        var value: UInt32 = 0
        for i in (at + 2)..<(at + 6) {
            let digit: UInt8
            switch bytes[i] {
            case 0x30...0x39: digit = bytes[i] - 0x30
            case 0x41...0x46: digit = bytes[i] - 0x37
            case 0x61...0x66: digit = bytes[i] - 0x57
            default: throw JSONError(.badEscape, at: i)
            }
            value = value << 4 | UInt32(digit)
        }
        at += 6
        return value
    }

    /// Reads a number; `at` stands on its sign or first digit.
    mutating func number() throws(JSONError) -> JSONNumber {
        let start = at
        var isWhole = true
        if bytes[at] == UInt8(ascii: "-") { at += 1 }
        let integerStart = at
        try digits()
        if bytes[integerStart] == UInt8(ascii: "0"), at > integerStart + 1 {
            throw JSONError(.badNumber, at: integerStart)
        }
        if at < bytes.count, bytes[at] == UInt8(ascii: ".") {
            isWhole = false
            at += 1
            try digits()
        }
        if at < bytes.count, bytes[at] | 0x20 == UInt8(ascii: "e") {
            isWhole = false
            at += 1
            if at < bytes.count, bytes[at] == UInt8(ascii: "+") || bytes[at] == UInt8(ascii: "-") { at += 1 }
            try digits()
        }
        let text = String(decoding: bytes[start..<at], as: UTF8.self)
        guard let double = Double(text), double.isFinite else { throw JSONError(.numberOutOfRange, at: start) }
        return isWhole ? JSONNumber(double: double, integer: Int64(text)) : JSONNumber(double)
    }

    private mutating func digits() throws(JSONError) {
        let start = at
        while at < bytes.count, bytes[at] &- 48 <= 9 { at += 1 }
        guard at > start else {
            throw JSONError(at < bytes.count ? .badNumber : .unexpectedEnd, at: at)
        }
    }
}
