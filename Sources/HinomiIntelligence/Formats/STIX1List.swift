// SPDX-License-Identifier: Apache-2.0

/// STIX 1 packages: the CybOX objects within that are addresses, names, host names and the hosts of URIs.
enum STIX1List {
    /// What the content of a `Value` element is, by the object around it.
    private enum Object {
        case none
        case name
        case uri
        case other
    }

    private struct Frame {
        var object = Object.none
        /// Whether an e-mail, MAC or other address is meant that no table holds.
        var isForeign = false
        var isNegated = false
    }

    /// Longer values are no lists of addresses or names.
    private static let valueLimit = 1 << 20

    static func read(_ bytes: ListText, into intake: inout ListIntake) {
        var reader = XMLReader(bytes)
        do throws(XMLFault) {
            try read(&reader, into: &intake)
        } catch {
            intake.refuse(.badMarkup, ListIntake.nothing, line: reader.line())
        }
    }

    private static func read(_ reader: inout XMLReader, into intake: inout ListIntake) throws(XMLFault) {
        var frames = [Frame()]
        var namespaces = Namespaces()
        var value: Value?
        var content = [UInt8]()
        while !intake.isOverfull {
            switch try reader.next() {
            case .finished:
                return
            case .start:
                namespaces.note(reader)
                var frame = frames.last ?? Frame()
                if let type = reader.attribute("type"), let object = object(ofType: type) { frame.object = object }
                if let category = reader.attribute("category") { frame.isForeign = isForeign(category) }
                if reader.attribute("negate")?.isEqual("true") == true { frame.isNegated = true }
                frames.append(frame)
                value = Value(
                    reader, kind: kind(of: reader, in: frame, namespaces), isIgnored: frame.isForeign || frame.isNegated)
                content.removeAll(keepingCapacity: true)
            case .text:
                if value != nil { try reader.appendText(to: &content, limit: valueLimit) }
            case .end:
                if frames.count > 1 { frames.removeLast() }
                content.withUnsafeBufferPointer { value?.give($0.trimmed, to: &intake, line: reader.line()) }
                value = nil
            }
        }
    }

    /// The object that an `xsi:type` names; nil for types that are no objects.
    private static func object(ofType type: ListText) -> Object? {
        guard type.offset(of: "objecttype") != nil else { return nil }
        if type.offset(of: "domainnameobjecttype") != nil { return .name }
        if type.offset(of: "uriobjecttype") != nil || type.offset(of: "linkobjecttype") != nil { return .uri }
        return .other
    }

    /// Whether the category of an address object is none of IP's.
    private static func isForeign(_ category: ListText) -> Bool {
        category.isEqual("e-mail") || category.isEqual("mac") || category.isEqual("asn") || category.isEqual("atm")
            || category.isEqual("ipv4-netmask") || category.isEqual("ipv6-netmask") || category.isEqual("ipv4-net-mask")
            || category.isEqual("ipv6-net-mask")
    }

    /// What the element that starts holds; nil where it is of no concern.
    private static func kind(of reader: XMLReader, in frame: Frame, _ namespaces: Namespaces) -> FieldKind? {
        let name = reader.local(reader.name)
        if name.isEqual("address_value") { return .address }
        if name.isEqual("hostname_value") || name.isEqual("fqdn") { return .name }
        guard name.isEqual("value") else { return nil }
        switch namespaces.object(of: reader.prefix(reader.name), in: reader) {
        case .name: return .name
        case .uri: return .url
        case .other: return nil
        case .unknown:
            switch frame.object {
            case .name: return .name
            case .uri: return .url
            case .none, .other: return nil
            }
        }
    }

    /// The content of an element that holds addresses or names.
    private struct Value {
        let kind: FieldKind
        let isIgnored: Bool
        let condition: String
        let delimiter: [UInt8]

        init?(_ reader: XMLReader, kind: FieldKind?, isIgnored: Bool) {
            guard let kind else { return nil }
            self.kind = kind
            condition = reader.attribute("condition").map { $0.string(limit: 32).lowercased() } ?? "equals"
            delimiter = reader.attribute("delimiter").map { Array($0.prefix(32)) } ?? Array("##comma##".utf8)
            self.isIgnored = isIgnored || reader.attribute("apply_condition")?.isEqual("none") == true
                || ["doesnotequal", "doesnotcontain", "exclusivebetween"].contains(condition)
        }

        func give(_ text: ListText, to intake: inout ListIntake, line: Int) {
            if text.isEmpty { return }
            if isIgnored || text.contains(UInt8(ascii: "@")) { return intake.ignore() }
            let parts = split(text)
            switch condition {
            case "equals", "":
                for part in parts where !part.trimmed.isEmpty { intake.take(part, as: kind, line: line) }
            case "inclusivebetween" where parts.count == 2 && kind == .address:
                intake.takeRange(parts[0], parts[1], line: line)
            default:
                intake.refuse(.unknownCondition, text, line: line)
            }
        }

        private func split(_ text: ListText) -> [ListText] {
            guard let first = delimiter.first else { return [text] }
            var parts = [ListText]()
            var start = 0
            var at = 0
            while at + delimiter.count <= text.count {
                if text[at] == first, text[at..<(at + delimiter.count)].elementsEqual(delimiter) {
                    parts.append(text.part(start..<at))
                    at += delimiter.count
                    start = at
                } else {
                    at += 1
                }
            }
            parts.append(text.part(start..<text.count))
            return parts
        }
    }

    /// The prefixes of a document that stand for the namespaces of names and of URIs.
    private struct Namespaces {
        enum Object {
            case name
            case uri
            case other
            case unknown
        }

        private var known = [(prefix: Range<Int>, object: Object)]()

        mutating func note(_ reader: XMLReader) {
            for attribute in reader.attributes where reader.prefix(attribute.name).isEqual("xmlns") {
                guard known.count < XMLReader.attributeLimit else { return }
                let address = reader.bytes.part(attribute.value)
                let prefix = (attribute.name.lowerBound + 6)..<attribute.name.upperBound
                if address.offset(of: "domain-name") != nil || address.offset(of: "domainnameobject") != nil {
                    known.append((prefix, .name))
                } else if address.offset(of: "objects/uri") != nil || address.offset(of: "#uriobject") != nil {
                    known.append((prefix, .uri))
                } else {
                    known.append((prefix, .other))
                }
            }
        }

        func object(of prefix: ListText, in reader: XMLReader) -> Object {
            known.last { reader.bytes.part($0.prefix).elementsEqual(prefix) }?.object ?? .unknown
        }
    }
}
