// SPDX-License-Identifier: Apache-2.0

/// A JSON document as a tree, for documents that are read whole: manifests, bundles, settings, rules.
///
/// Logs go through the forward scanners instead, which build nothing.
public enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    case number(JSONNumber)
    case string(String)
    case array([JSONValue])
    case object(JSONObject)

    /// The text of a string; nil for every other kind.
    public var text: String? { if case .string(let text) = self { text } else { nil } }

    /// The truth value; nil for every other kind.
    public var boolean: Bool? { if case .bool(let value) = self { value } else { nil } }

    /// The number as a double; nil for every other kind.
    public var double: Double? { if case .number(let number) = self { number.double } else { nil } }

    /// The number when it is whole and exactly an `Int64`; nil otherwise.
    public var integer: Int64? { if case .number(let number) = self { number.integer } else { nil } }

    /// The elements of an array; nil for every other kind.
    public var elements: [JSONValue]? { if case .array(let elements) = self { elements } else { nil } }

    /// The members of an object; nil for every other kind.
    public var members: JSONObject? { if case .object(let members) = self { members } else { nil } }

    /// Whether this is `null`.
    public var isNull: Bool { self == .null }

    /// The value of a member of an object; nil where there is none or this is no object.
    public subscript(key: String) -> JSONValue? { members?[key] }

    /// The element at a position of an array; nil outside it or where this is no array.
    public subscript(index: Int) -> JSONValue? {
        guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
        return elements[index]
    }
}
