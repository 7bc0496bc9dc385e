// SPDX-License-Identifier: Apache-2.0

/// Text out of logs, made safe to show: what would steer a terminal or hide itself is written out.
enum VisibleText {
    /// The text in one line; control characters, line and paragraph separators and marks that change the direction of
    /// writing become `\u{1b}` and the like, and what lies beyond `limit` bytes is cut.
    static func of(_ text: String, limit: Int = .max) -> String {
        let text = limit == .max ? text : text.bounded(limit)
        guard text.unicodeScalars.contains(where: isHidden) else { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where isHidden(scalar): result += "\\u{" + String(scalar.value, radix: 16) + "}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// Whether a character does something other than stand there.
    static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0: true
        case 0xAD, 0x61C, 0x180E, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB: true
        case 0xE0000...0xE0FFF: true
        default: false
        }
    }
}
