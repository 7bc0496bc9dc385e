// SPDX-License-Identifier: Apache-2.0

/// Takes the addresses, names and hosts of URLs out of a STIX 2 pattern.
///
/// Every comparison of an address, name or URL with constants counts, however `AND`, `OR` and observation operators join
/// them: a table has no way to demand two things at once, and what an analyst wrote down as part of an attack is worth a
/// look by itself. Negated comparisons and other kinds of objects are ignored.
struct STIX2Pattern {
    private enum Token {
        case word(ListText)
        case text([UInt8])
        case symbol(UInt8)
    }

    private let pattern: ListText
    private var at = 0

    private init(_ pattern: ListText) { self.pattern = pattern }

    static func read(_ pattern: ListText, threat: ListText, line: Int, into intake: inout ListIntake) {
        var reader = STIX2Pattern(pattern)
        guard pattern.count <= 1 << 20, reader.readComparisons(threat: threat, line: line, into: &intake) else {
            return intake.refuse(.badPattern, pattern, line: line)
        }
    }

    /// Whether the pattern was well formed as far as it matters here.
    private mutating func readComparisons(threat: ListText, line: Int, into intake: inout ListIntake) -> Bool {
        var path: ListText?
        var isNegated = false
        var depth = 0
        var comparisons = 0
        while let token = next() {
            switch token {
            case .symbol(UInt8(ascii: "[")), .symbol(UInt8(ascii: "(")):
                depth += 1
            case .symbol(UInt8(ascii: "]")), .symbol(UInt8(ascii: ")")):
                depth -= 1
                if depth < 0 { return false }
            case .symbol(UInt8(ascii: "!")):
                isNegated = true
            case .symbol(UInt8(ascii: "=")):
                guard let compared = path, let value = next() else { return false }
                give(value, of: compared, isNegated: isNegated, threat, line, &intake)
                comparisons += 1
                path = nil
                isNegated = false
            case .word(let word):
                if word.isEqual("not") {
                    isNegated = true
                } else if word.isEqual("in") {
                    guard let compared = path, readSet(of: compared, isNegated: isNegated, threat, line, &intake) else {
                        return false
                    }
                    comparisons += 1
                    path = nil
                    isNegated = false
                } else if word.isEqual("issubset") || word.isEqual("like") || word.isEqual("matches")
                    || word.isEqual("issuperset")
                {
                    guard let compared = path, let value = next() else { return false }
                    let isTaken = word.isEqual("issubset") || word.isEqual("like")
                    give(value, of: compared, isNegated: isNegated || !isTaken, threat, line, &intake)
                    comparisons += 1
                    path = nil
                    isNegated = false
                } else if word.contains(UInt8(ascii: ":")) {
                    path = word
                }
            case .text, .symbol:
                continue
            }
        }
        return at >= pattern.count && depth == 0 && comparisons > 0
    }

    private mutating func readSet(
        of path: ListText, isNegated: Bool, _ threat: ListText, _ line: Int, _ intake: inout ListIntake
    ) -> Bool {
        guard case .symbol(UInt8(ascii: "("))? = next() else { return false }
        while let token = next() {
            switch token {
            case .symbol(UInt8(ascii: ")")): return true
            case .symbol(UInt8(ascii: ",")): continue
            default: give(token, of: path, isNegated: isNegated, threat, line, &intake)
            }
        }
        return false
    }

    private func give(
        _ value: Token, of path: ListText, isNegated: Bool, _ threat: ListText, _ line: Int, _ intake: inout ListIntake
    ) {
        guard let kind = STIX2Pattern.kind(of: path), !isNegated, case .text(var text) = value else {
            return intake.ignore()
        }
        if kind == .name, text.starts(with: "%.".utf8) { text[0] = UInt8(ascii: "*") }
        text.withUnsafeBufferPointer { intake.take($0, as: kind, threat: threat, line: line) }
    }

    /// What an object path such as `network-traffic:dst_ref.value` compares; nil where tables hold no such thing.
    private static func kind(of path: ListText) -> FieldKind? {
        guard let colon = path.firstIndex(of: UInt8(ascii: ":")) else { return nil }
        let type = path.part(0..<colon)
        let property = path.part((colon + 1)..<path.count)
        let isValue = property.isEqual("value")
        if type.isEqual("ipv4-addr") || type.isEqual("ipv6-addr") { return isValue ? .address : nil }
        if type.isEqual("domain-name") {
            return isValue ? .name : property.isEqual("resolves_to_refs[*].value") ? .any : nil
        }
        if type.isEqual("url") { return isValue ? .url : nil }
        if type.isEqual("network-traffic") { return property.isEqual("dst_ref.value") ? .any : nil }
        return nil
    }

    /// The next token; nil at the end, or before what is none.
    private mutating func next() -> Token? {
        while at < pattern.count, pattern[at] <= 0x20 { at += 1 }
        guard at < pattern.count else { return nil }
        let byte = pattern[at]
        if byte == UInt8(ascii: "'") { return readText() }
        if STIX2Pattern.isWordByte(byte) {
            let start = at
            while at < pattern.count {
                if STIX2Pattern.isWordByte(pattern[at]) {
                    at += 1
                } else if pattern[at] == UInt8(ascii: "["), at + 2 < pattern.count, pattern[at + 2] == UInt8(ascii: "]") {
                    // An index within a path: `[*]` or `[0]`.
                    at += 3
                } else if pattern[at] == UInt8(ascii: "'"), pattern[at - 1] == 0x2E {
                    // A quoted key within a path: `file:hashes.'SHA-256'`.
                    guard readText() != nil else { return nil }
                } else {
                    break
                }
            }
            return .word(pattern.part(start..<at))
        }
        at += 1
        return .symbol(byte)
    }

    private mutating func readText() -> Token? {
        let start = at
        var text = [UInt8]()
        at += 1
        while at < pattern.count {
            if pattern[at] == UInt8(ascii: "\\"), at + 1 < pattern.count {
                text.append(pattern[at + 1])
                at += 2
            } else if pattern[at] == UInt8(ascii: "'") {
                at += 1
                return .text(text)
            } else {
                text.append(pattern[at])
                at += 1
            }
        }
        at = start
        return nil
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        byte &- 97 < 26 || byte &- 65 < 26 || byte &- 48 < 10 || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "_")
            || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "*") || byte >= 0x80
    }
}
