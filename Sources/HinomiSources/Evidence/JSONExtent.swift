// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// Follows a JSON value byte by byte to its end.
///
/// Envelopes carry records in strings, so that the value may begin inside one. Then its first quote or line end is
/// escaped, which none of a value's own can be, and it ends with the string.
struct JSONExtent {
    private var depth = 0
    private var isInString = false
    private var isEscaped = false
    private var isUndecided = true
    private(set) var isScalar = false
    /// Whether the value is written in a string, whose quotes are not part of it.
    private(set) var isEmbedded = false

    /// The index behind the value's last byte; nil if it goes on.
    mutating func end(in bytes: UnsafeRawBufferPointer) -> Int? {
        for index in bytes.indices {
            let byte = bytes[index]
            if isUndecided { decide(by: byte) }
            if isInString {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    if isEmbedded { return index }
                    isInString = false
                    if depth == 0 { return index + 1 }
                }
                continue
            }
            if isScalar {
                if JSONExtent.delimits(byte) { return index }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""): isInString = true
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                if depth <= 0 { return index + 1 }
            default: if depth == 0, !JSONExtent.delimits(byte) { isScalar = true }
            }
        }
        return nil
    }

    // What follows spaces and opening brackets tells where the value is written.
    private mutating func decide(by byte: UInt8) {
        if byte <= 0x20 || byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") { return }
        isUndecided = false
        guard byte == UInt8(ascii: "\\") else { return }
        isEmbedded = true
        isInString = true
    }

    /// The text behind the escapes of what stands in a string; what cannot be read stays as it is.
    static func unescaped(_ raw: [UInt8]) -> [UInt8] {
        // What was cut may have been cut inside an escape.
        for cut in 0...min(5, raw.count) {
            let quoted = [UInt8(ascii: "\"")] + raw.dropLast(cut) + [UInt8(ascii: "\"")]
            let text = (quoted + [UInt8](repeating: 0, count: 64)).withUnsafeBufferPointer { bytes -> [UInt8]? in
                guard let start = bytes.baseAddress else { return nil }
                var scanner = JSONScanner(from: start, to: start + quoted.count)
                guard let value = try? scanner.value(), scanner.at == scanner.end else { return nil }
                return value.withUnescapedBytes { Array($0.drop { $0 <= 0x20 }) }
            }
            if let text { return text }
        }
        return raw
    }

    /// Whether a value that goes on up to here ends before `byte`.
    func endsBefore(_ byte: UInt8) -> Bool {
        isScalar && JSONExtent.delimits(byte) || isEmbedded && !isEscaped && byte == UInt8(ascii: "\"")
    }

    private static func delimits(_ byte: UInt8) -> Bool {
        byte <= 0x20 || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}")
    }
}
