// SPDX-License-Identifier: Apache-2.0

/// An element of the XML in which S3 and STS answer, with what is in it.
///
/// Attributes, comments and declarations are passed over; no entity but the five of XML and character references is known, and
/// document types are refused.
struct XMLElement: Hashable {
    var name: String
    /// The text directly in it.
    var text = ""
    var children: [XMLElement] = []

    static let depthLimit = 32

    /// The first child of a name.
    subscript(name: String) -> XMLElement? { children.first { $0.name == name } }

    /// All children of a name.
    func all(_ name: String) -> [XMLElement] { children.filter { $0.name == name } }

    /// Reads a document.
    static func parse(_ bytes: [UInt8]) throws(AWSError) -> XMLElement {
        var reader = Reader(bytes: bytes)
        return try reader.document()
    }

    private struct Reader {
        let bytes: [UInt8]
        var at = 0

        mutating func document() throws(AWSError) -> XMLElement {
            var open: [XMLElement] = []
            while at < bytes.count {
                guard bytes[at] == UInt8(ascii: "<") else {
                    let text = try text()
                    if open.isEmpty {
                        guard text.allSatisfy({ $0.isWhitespace || $0 == "\u{FEFF}" }) else { throw fault }
                    } else {
                        open[open.count - 1].text += text
                    }
                    continue
                }
                if skips("<?") {
                    try pass("?>")
                } else if skips("<!--") {
                    try pass("-->")
                } else if skips("</") {
                    let name = try name()
                    try pass(">")
                    guard let element = open.popLast(), element.name == name else { throw fault }
                    guard !open.isEmpty else { return element }
                    open[open.count - 1].children.append(element)
                } else if skips("<") {
                    let element = XMLElement(name: try name())
                    if try attributesEndTheElement() {
                        guard !open.isEmpty else { return element }
                        open[open.count - 1].children.append(element)
                    } else {
                        guard open.count < XMLElement.depthLimit else { throw fault }
                        open.append(element)
                    }
                }
            }
            throw fault
        }

        private var fault: AWSError { .unreadable("the answer is not XML, or ends too early") }

        private mutating func skips(_ mark: StaticString) -> Bool {
            let count = mark.utf8CodeUnitCount
            guard bytes.count - at >= count,
                bytes[at..<(at + count)].elementsEqual(UnsafeBufferPointer(start: mark.utf8Start, count: count))
            else { return false }
            at += count
            return true
        }

        private mutating func pass(_ mark: StaticString) throws(AWSError) {
            while at < bytes.count {
                if skips(mark) { return }
                at += 1
            }
            throw fault
        }

        // The part behind the prefix.
        private mutating func name() throws(AWSError) -> String {
            let start = at
            while at < bytes.count, bytes[at] > 0x20, !"<>/=!\"'&".utf8.contains(bytes[at]) { at += 1 }
            guard at > start, at - start <= 256 else { throw fault }
            return String(String(decoding: bytes[start..<at], as: UTF8.self).split(separator: ":").last ?? "")
        }

        // Goes past the end of the tag.
        private mutating func attributesEndTheElement() throws(AWSError) -> Bool {
            var quote: UInt8?
            while at < bytes.count {
                let byte = bytes[at]
                at += 1
                if let open = quote {
                    if byte == open { quote = nil }
                } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                    quote = byte
                } else if byte == UInt8(ascii: ">") {
                    return bytes[at - 2] == UInt8(ascii: "/")
                }
            }
            throw fault
        }

        private mutating func text() throws(AWSError) -> String {
            var content: [UInt8] = []
            while at < bytes.count, bytes[at] != UInt8(ascii: "<") {
                guard bytes[at] == UInt8(ascii: "&") else {
                    content.append(bytes[at])
                    at += 1
                    continue
                }
                let start = at + 1
                while at < bytes.count, at - start < 10, bytes[at] != UInt8(ascii: ";") { at += 1 }
                guard at < bytes.count, bytes[at] == UInt8(ascii: ";") else { throw fault }
                content += Array(try reference(String(decoding: bytes[start..<at], as: UTF8.self)).utf8)
                at += 1
            }
            guard let text = String(validating: content, as: UTF8.self) else { throw fault }
            return text
        }

        private func reference(_ name: String) throws(AWSError) -> String {
            switch name {
            case "lt": return "<"
            case "gt": return ">"
            case "amp": return "&"
            case "quot": return "\""
            case "apos": return "'"
            default:
                guard name.hasPrefix("#") else { throw fault }
                let digits = name.dropFirst()
                let code = digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
                guard let scalar = code.flatMap({ Unicode.Scalar($0) }) else { throw fault }
                return String(scalar)
            }
        }
    }
}
