// SPDX-License-Identifier: Apache-2.0

/// The body of a mail in quoted-printable form (RFC 2045): ASCII in short lines, whatever the text.
enum QuotedPrintable {
    // Lines have at most 76 characters, the soft break included.
    private static let maximumLine = 75

    /// The text, whose lines may end in any way, in lines that end in CR LF.
    static func encode(_ text: String) -> [UInt8] {
        var body: [UInt8] = []
        var lines = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
            .split(separator: "\n", omittingEmptySubsequences: false)
        // The end of the last line is no line of its own.
        if lines.last?.isEmpty ?? false { lines.removeLast() }
        for line in lines { append(Array(line.utf8), to: &body) }
        return body
    }

    private static func append(_ line: [UInt8], to body: inout [UInt8]) {
        var width = 0
        for (i, byte) in line.enumerated() {
            let isLast = i == line.count - 1
            // Blanks at the end of a line get lost on the way.
            let isPlain = 0x21...0x7E ~= byte && byte != UInt8(ascii: "=") || (byte == 0x20 || byte == 0x09) && !isLast
            let piece = isPlain ? [byte] : escape(byte)
            if width + piece.count > maximumLine {
                body += Array("=\r\n".utf8)
                width = 0
            }
            body += piece
            width += piece.count
        }
        body += Array("\r\n".utf8)
    }

    private static func escape(_ byte: UInt8) -> [UInt8] {
        let digits = Array("0123456789ABCDEF".utf8)
        return [UInt8(ascii: "="), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
}
