// SPDX-License-Identifier: Apache-2.0

/// Writes JSON text: escaped, in the order it is told, compact or indented.
///
/// Beside what JSON demands, everything that could steer a terminal or hide (control characters up to U+009F, marks of
/// writing direction, U+2028 and U+2029) is written as an escape; it reads back as the same text.
public struct JSONWriter: Sendable {
    /// The text so far, in UTF-8.
    public private(set) var bytes: [UInt8] = []
    private let isIndented: Bool
    private var depth = 0
    private var isFirst = true
    private var isAfterKey = false

    /// A writer with nothing written; `isIndented` sets two spaces a level and a line for each member.
    public init(isIndented: Bool = false) { self.isIndented = isIndented }

    /// Writes an object, whose members `body` writes.
    public mutating func object(_ body: (inout JSONWriter) -> Void) { container("{", "}", body) }

    /// Writes an array, whose elements `body` writes.
    public mutating func array(_ body: (inout JSONWriter) -> Void) { container("[", "]", body) }

    /// Writes the name of a member; its value comes next.
    public mutating func key(_ name: String) {
        begin()
        quote(name)
        bytes.append(UInt8(ascii: ":"))
        if isIndented { bytes.append(UInt8(ascii: " ")) }
        isAfterKey = true
    }

    /// Writes a text.
    public mutating func text(_ text: String) {
        begin()
        quote(text)
    }

    /// Writes a whole number.
    public mutating func integer(_ number: some BinaryInteger) {
        begin()
        bytes.append(contentsOf: String(number).utf8)
    }

    /// Writes a number, without a fraction where it has none; `null` for what is no finite number.
    public mutating func number(_ number: Double) {
        begin()
        if !number.isFinite {
            bytes.append(contentsOf: "null".utf8)
        } else if let whole = Int64(exactly: number), whole.magnitude < 1 << 53 {
            bytes.append(contentsOf: String(whole).utf8)
        } else {
            bytes.append(contentsOf: number.description.utf8)
        }
    }

    /// Writes `true` or `false`.
    public mutating func truth(_ truth: Bool) {
        begin()
        bytes.append(contentsOf: (truth ? "true" : "false").utf8)
    }

    /// Writes a value that is JSON text already.
    public mutating func document(_ text: some Sequence<UInt8>) {
        begin()
        bytes.append(contentsOf: text)
    }

    /// Ends a line, to begin another document behind it.
    public mutating func newline() {
        bytes.append(UInt8(ascii: "\n"))
        isFirst = true
    }

    /// Takes what was written so far out of the writer.
    public mutating func take() -> [UInt8] {
        defer { bytes.removeAll(keepingCapacity: true) }
        return bytes
    }

    private mutating func begin() {
        if isAfterKey {
            isAfterKey = false
            return
        }
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        isFirst = false
        breakLine()
    }

    private mutating func breakLine() {
        guard isIndented, depth > 0 else { return }
        bytes.append(UInt8(ascii: "\n"))
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * depth))
    }

    private mutating func container(
        _ opening: Unicode.Scalar, _ closing: Unicode.Scalar, _ body: (inout JSONWriter) -> Void
    ) {
        begin()
        bytes.append(UInt8(ascii: opening))
        depth += 1
        isFirst = true
        body(&self)
        depth -= 1
        if !isFirst {
            if depth == 0, isIndented { bytes.append(UInt8(ascii: "\n")) }
            breakLine()
        }
        bytes.append(UInt8(ascii: closing))
        isFirst = false
        isAfterKey = false
    }

    private mutating func quote(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": bytes.append(contentsOf: "\\\"".utf8)
            case "\\": bytes.append(contentsOf: "\\\\".utf8)
            case "\n": bytes.append(contentsOf: "\\n".utf8)
            case "\r": bytes.append(contentsOf: "\\r".utf8)
            case "\t": bytes.append(contentsOf: "\\t".utf8)
            case _ where VisibleText.isHidden(scalar): UTF16.encode(scalar)?.forEach { escape($0) }
            default: bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func escape(_ unit: UInt16) {
        let digits = Array("0123456789abcdef".utf8)
        bytes.append(contentsOf: "\\u".utf8)
        for shift in [UInt16(12), 8, 4, 0] { bytes.append(digits[Int(unit >> shift & 15)]) }
    }
}

extension JSONWriter {
    /// Writes a member of text, or nothing where the text is empty.
    public mutating func member(_ name: String, _ value: String) {
        if value.isEmpty { return }
        key(name)
        text(value)
    }

    /// Writes a member of text, empty or not.
    public mutating func member(_ name: String, always value: String) {
        key(name)
        text(value)
    }

    /// Writes a member that is a whole number.
    public mutating func member(_ name: String, _ value: some BinaryInteger) {
        key(name)
        integer(value)
    }

    /// Writes a member that is a number, or nothing where it is no finite one.
    public mutating func member(_ name: String, _ value: Double?) {
        guard let value, value.isFinite else { return }
        key(name)
        number(value)
    }

    /// Writes a member that is `true` or `false`.
    public mutating func member(_ name: String, _ value: Bool) {
        key(name)
        truth(value)
    }

    /// Writes a member that is a list of texts.
    public mutating func member(_ name: String, _ values: [String]) {
        array(name) { for value in values { $0.text(value) } }
    }

    /// Writes a member that is an object.
    public mutating func object(_ name: String, _ body: (inout JSONWriter) -> Void) {
        key(name)
        object(body)
    }

    /// Writes a member that is an array.
    public mutating func array(_ name: String, _ body: (inout JSONWriter) -> Void) {
        key(name)
        array(body)
    }
}
