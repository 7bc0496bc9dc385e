// SPDX-License-Identifier: Apache-2.0

/// Why an XML document cannot be read further.
enum XMLFault: Error, Hashable {
    case unexpectedEnd
    case badName
    case badAttribute
    case badEntity
    case mismatchedTag
    case tooDeep
    case tooMuch
    case textOutside
}

/// A pull reader for XML without document types: no entity but the five of XML and character references is known,
/// nothing is fetched, and depth, attributes and text are bounded.
struct XMLReader {
    enum Event {
        case start
        case end
        case text
        case finished
    }

    struct Attribute {
        var name: Range<Int>
        var value: Range<Int>
    }

    static let depthLimit = 128
    static let attributeLimit = 256

    let bytes: ListText
    private var at = 0
    /// The names of the open elements.
    private(set) var open = [Range<Int>]()
    /// The name of the element that starts or ends.
    private(set) var name = 0..<0
    /// The attributes of the element that starts.
    private(set) var attributes = [Attribute]()
    /// The text, or the content of a character data section.
    private(set) var text = 0..<0
    /// Whether `text` is taken as it stands, without references.
    private(set) var isVerbatim = false
    private var isEmptyElement = false
    private var countedTo = 0
    private var lineNumber = 1

    init(_ bytes: ListText) { self.bytes = bytes }

    /// The line at which the reader stands.
    mutating func line() -> Int {
        while countedTo < min(at, bytes.count) {
            if bytes[countedTo] == 0x0A { lineNumber += 1 }
            countedTo += 1
        }
        return lineNumber
    }

    /// Goes on to the next event.
    mutating func next() throws(XMLFault) -> Event {
        if isEmptyElement {
            isEmptyElement = false
            return .end
        }
        while at < bytes.count {
            if bytes[at] != UInt8(ascii: "<") {
                let start = at
                while at < bytes.count, bytes[at] != UInt8(ascii: "<") { at += 1 }
                if open.isEmpty {
                    // White space and a byte order mark stand outside the root.
                    guard bytes[start..<at].allSatisfy({ $0 <= 0x20 || (start == 0 && $0 >= 0xBB) }) else {
                        throw .textOutside
                    }
                    continue
                }
                text = start..<at
                isVerbatim = false
                return .text
            }
            guard at + 1 < bytes.count else { throw .unexpectedEnd }
            switch bytes[at + 1] {
            case UInt8(ascii: "/"):
                try endTag()
                return .end
            case UInt8(ascii: "?"):
                at = try after("?>")
            case UInt8(ascii: "!"):
                if bytes.part(at..<min(at + 4, bytes.count)).isEqual("<!--") {
                    at += 4
                    at = try after("-->")
                } else if bytes.part(at..<min(at + 9, bytes.count)).isEqual("<![cdata[") {
                    guard !open.isEmpty else { throw .textOutside }
                    let start = at + 9
                    at = try after("]]>")
                    text = start..<(at - 3)
                    isVerbatim = true
                    return .text
                } else {
                    try skipDocumentType()
                }
            default:
                try startTag()
                return .start
            }
        }
        guard open.isEmpty else { throw .unexpectedEnd }
        return .finished
    }

    /// The part of a qualified name behind its prefix.
    func local(_ name: Range<Int>) -> ListText {
        let text = bytes.part(name)
        guard let colon = text.lastIndex(of: UInt8(ascii: ":")) else { return text }
        return text.part((colon + 1)..<text.count)
    }

    /// The prefix of a qualified name; empty where there is none.
    func prefix(_ name: Range<Int>) -> ListText {
        let text = bytes.part(name)
        return text.part(0..<(text.lastIndex(of: UInt8(ascii: ":")) ?? 0))
    }

    /// The value of an attribute of the element that starts, by the local part of its name, in lower case.
    func attribute(_ name: StaticString) -> ListText? {
        attributes.first { local($0.name).isEqual(name) }.map { bytes.part($0.value) }
    }

    private mutating func startTag() throws(XMLFault) {
        at += 1
        name = try readName()
        attributes.removeAll(keepingCapacity: true)
        while true {
            skipSpace()
            guard at < bytes.count else { throw .unexpectedEnd }
            if bytes[at] == UInt8(ascii: ">") {
                at += 1
                guard open.count < XMLReader.depthLimit else { throw .tooDeep }
                open.append(name)
                return
            }
            if bytes[at] == UInt8(ascii: "/") {
                guard at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: ">") else { throw .badName }
                at += 2
                isEmptyElement = true
                return
            }
            let attribute = try readName()
            skipSpace()
            guard at < bytes.count, bytes[at] == UInt8(ascii: "=") else { throw .badAttribute }
            at += 1
            skipSpace()
            guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") || bytes[at] == UInt8(ascii: "'") else {
                throw .badAttribute
            }
            let quote = bytes[at]
            at += 1
            let start = at
            while at < bytes.count, bytes[at] != quote { at += 1 }
            guard at < bytes.count else { throw .unexpectedEnd }
            guard attributes.count < XMLReader.attributeLimit else { throw .tooMuch }
            attributes.append(Attribute(name: attribute, value: start..<at))
            at += 1
        }
    }

    private mutating func endTag() throws(XMLFault) {
        at += 2
        name = try readName()
        skipSpace()
        guard at < bytes.count else { throw .unexpectedEnd }
        guard bytes[at] == UInt8(ascii: ">"), let opened = open.popLast(),
            bytes[opened].elementsEqual(bytes[name])
        else { throw .mismatchedTag }
        at += 1
    }

    private mutating func readName() throws(XMLFault) -> Range<Int> {
        let start = at
        while at < bytes.count, XMLReader.isNameByte(bytes[at]) { at += 1 }
        guard at > start, at - start <= 256 else { throw .badName }
        return start..<at
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        byte &- 97 < 26 || byte &- 65 < 26 || byte &- 48 < 10 || byte >= 0x80 || byte == UInt8(ascii: ":")
            || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
    }

    private mutating func skipSpace() {
        while at < bytes.count, bytes[at] <= 0x20 { at += 1 }
    }

    private func after(_ mark: StaticString) throws(XMLFault) -> Int {
        guard let found = bytes.offset(of: mark, from: at) else { throw .unexpectedEnd }
        return found + mark.utf8CodeUnitCount
    }

    /// Passes over a document type without reading it: what it declares is not known later, and so refused.
    private mutating func skipDocumentType() throws(XMLFault) {
        var brackets = 0
        var quote: UInt8?
        while at < bytes.count {
            let byte = bytes[at]
            at += 1
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if byte == UInt8(ascii: "[") {
                brackets += 1
            } else if byte == UInt8(ascii: "]") {
                brackets -= 1
            } else if byte == UInt8(ascii: ">"), brackets <= 0 {
                return
            }
        }
        throw .unexpectedEnd
    }
}
