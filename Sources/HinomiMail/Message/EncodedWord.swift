// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Text in the header of a mail: as it is where it is plain, else in encoded words (RFC 2047).
enum EncodedWord {
    // An encoded word has at most 75 characters, of which "=?UTF-8?B?" and "?=" are 12; base64 makes 4 of 3.
    private static let maximumBytes = 45

    /// The text for a header, of one line or folded. Control characters become spaces, so it cannot end the header.
    static func header(_ text: String) -> String {
        let clean = String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { $0.properties.generalCategory == .control || $0.isLineEnd ? " " : $0 }))
        let isPlain = clean.unicodeScalars.allSatisfy(\.isASCII) && !clean.contains("=?") && clean.utf8.count <= 200
        guard !isPlain else { return clean }
        var words: [String] = []
        var word: [UInt8] = []
        for scalar in clean.unicodeScalars {
            let bytes = Array(String(Character(scalar)).utf8)
            if word.count + bytes.count > maximumBytes {
                words.append(encoded(word))
                word = []
            }
            word += bytes
        }
        words.append(encoded(word))
        return words.joined(separator: "\r\n ")
    }

    /// A name before an address: quoted where it is plain, else in encoded words.
    static func phrase(_ name: String) -> String {
        let text = header(name)
        guard text == name, !text.hasPrefix("=?") else { return text }
        return "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }

    private static func encoded(_ bytes: [UInt8]) -> String { "=?UTF-8?B?\(Data(bytes).base64EncodedString())?=" }
}

extension Unicode.Scalar {
    // What some readers take for the end of a line, though it is no control character.
    fileprivate var isLineEnd: Bool { value == 0x2028 || value == 0x2029 }
}
