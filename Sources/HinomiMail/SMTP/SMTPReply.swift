// SPDX-License-Identifier: Apache-2.0

/// What a server answers to a command: a code, and lines of text.
struct SMTPReply: Hashable, Sendable {
    let code: Int
    let lines: [String]

    var isPermanentRefusal: Bool { 500...599 ~= code }

    /// The code and the text, short and in one line, for logs.
    var told: String {
        let text = lines.joined(separator: " ").unicodeScalars.map { 0x20...0x7E ~= $0.value ? Character($0) : "?" }
        return "\(code) " + String(text.prefix(200))
    }
}

/// Reads replies out of the bytes that a server sends, of which none is trusted.
struct SMTPReplyParser {
    /// The longest line, in bytes. RFC 5321 allows 512; some servers write more.
    static let maximumLine = 2_048
    /// The most lines of one reply.
    static let maximumLines = 128

    private var pending: [UInt8] = []
    private var code: Int?
    private var lines: [String] = []

    /// Whether there are bytes that belong to no finished reply.
    var hasRest: Bool { !pending.isEmpty || code != nil }

    /// Takes bytes in and gives back the reply that they finish; nil while it is not whole.
    ///
    /// Bytes after the end of a reply stay as the rest.
    mutating func take(_ bytes: some Sequence<UInt8>) throws(SMTPError) -> SMTPReply? {
        pending += bytes
        while let end = pending.firstIndex(of: 0x0A) {
            var line = pending[..<end]
            if line.last == 0x0D { line.removeLast() }
            guard line.count <= SMTPReplyParser.maximumLine else { throw .badReply("a line is too long") }
            let isLast = try take(line: line)
            pending.removeSubrange(...end)
            if isLast, let code {
                defer {
                    self.code = nil
                    lines = []
                }
                return SMTPReply(code: code, lines: lines)
            }
        }
        guard pending.count <= SMTPReplyParser.maximumLine else { throw .badReply("a line is too long") }
        return nil
    }

    // `250-text` goes on, `250 text` and `250` end.
    private mutating func take(line: ArraySlice<UInt8>) throws(SMTPError) -> Bool {
        let digits = line.prefix(3)
        guard digits.count == 3, digits.allSatisfy({ 0x30...0x39 ~= $0 }) else {
            throw .badReply("a line begins with no code")
        }
        let number = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        guard 200...599 ~= number else { throw .badReply("the code \(number) is none of SMTP") }
        guard code == nil || code == number else { throw .badReply("its lines have different codes") }
        let mark = line.dropFirst(3).first
        guard mark == nil || mark == 0x20 || mark == UInt8(ascii: "-") else {
            throw .badReply("a code is followed by neither a blank nor a dash")
        }
        guard lines.count < SMTPReplyParser.maximumLines else { throw .badReply("it has too many lines") }
        code = number
        lines.append(String(decoding: line.dropFirst(4), as: UTF8.self))
        return mark != UInt8(ascii: "-")
    }
}
