// SPDX-License-Identifier: Apache-2.0

/// A text with placeholders that reads well whether or not their values are known.
///
/// `{name}` stands for a value, `{name|words}` for a value or, where it is not known, these words. A part in square
/// brackets is dropped when a value it needs is not known, or replaced by what follows a bar: `[port {remote_port}|a
/// port]`. Brackets do not nest, and the words after a bar hold no placeholders.
public struct Wording: Hashable, Sendable {
    public let template: String

    /// A wording of this template.
    public init(_ template: String) { self.template = template }

    /// The names of all placeholders in order, repeats included.
    public var placeholders: [String] {
        var names: [String] = []
        _ = filled {
            names.append($0)
            return "x"
        }
        return names
    }

    /// Whether each value that may be missing has words in its place.
    public var readsWithoutValues: Bool {
        var depth = 0
        var inside = ""
        for character in template {
            switch character {
            case "[", "]": depth += character == "[" ? 1 : -1
            case "{": inside = "{"
            case "}":
                if depth == 0, !inside.contains("|") { return false }
                inside = ""
            default: if !inside.isEmpty { inside.append(character) }
            }
            if depth < 0 || depth > 1 { return false }
        }
        return depth == 0 && inside.isEmpty
    }

    /// The text with values in place; `value` gives nil or empty text for what is not known.
    public func filled(_ value: (String) -> String?) -> String {
        var result = ""
        var rest = Substring(template)
        while let at = rest.firstIndex(where: { $0 == "[" || $0 == "{" }) {
            result += rest[..<at]
            let closing: Character = rest[at] == "[" ? "]" : "}"
            guard let end = rest[at...].firstIndex(of: closing) else { break }
            let content = rest[rest.index(after: at)..<end]
            if closing == "]" {
                result += Wording.option(content, value)
            } else {
                let (name, otherwise) = Wording.halves(content)
                result += Wording.known(name, value) ?? String(otherwise)
            }
            rest = rest[rest.index(after: end)...]
        }
        return result + rest
    }

    private static func option(_ content: Substring, _ value: (String) -> String?) -> String {
        // The bar that parts the option from its other words is the first one outside braces.
        var depth = 0
        let bar = content.firstIndex {
            if $0 == "{" { depth += 1 }
            if $0 == "}" { depth -= 1 }
            return $0 == "|" && depth == 0
        }
        let otherwise = bar.map { String(content[content.index(after: $0)...]) } ?? ""
        var rest = bar.map { content[..<$0] } ?? content
        var result = ""
        while let at = rest.firstIndex(of: "{"), let end = rest[at...].firstIndex(of: "}") {
            let (name, words) = halves(rest[rest.index(after: at)..<end])
            guard let text = known(name, value) ?? (words.isEmpty ? nil : String(words)) else { return otherwise }
            result += rest[..<at] + text
            rest = rest[rest.index(after: end)...]
        }
        return result + rest
    }

    private static func halves(_ content: Substring) -> (name: Substring, otherwise: Substring) {
        guard let bar = content.firstIndex(of: "|") else { return (content, "") }
        return (content[..<bar], content[content.index(after: bar)...])
    }

    private static func known(_ name: Substring, _ value: (String) -> String?) -> String? {
        guard let text = value(String(name)), !text.isEmpty else { return nil }
        return text
    }
}
