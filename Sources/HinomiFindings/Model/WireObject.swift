// SPDX-License-Identifier: Apache-2.0

public import HinomiRecords

/// A part of a finding that is carried as it stands in the API's documents, since nothing here looks into it.
public struct WireObject: Hashable, Codable, Sendable, ExpressibleByDictionaryLiteral {
    /// Most bytes of its text that a finding keeps.
    static let limit = 16 << 10

    /// Its members in their order.
    public var members: JSONObject

    /// A part with these members.
    public init(_ members: JSONObject = JSONObject()) { self.members = members }

    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        members = JSONObject(elements.map { JSONObject.Member(key: $0.0, value: $0.1) })
    }

    /// Whether there is nothing in it.
    public var isEmpty: Bool { members.isEmpty }

    /// Reads it back from its text.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let members = try? JSONValue.parse(container.decode(String.self)).members else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "a JSON object is expected")
        }
        self.members = members
    }

    /// Writes it as one text.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    /// It as JSON text.
    var text: String {
        var writer = JSONWriter()
        writer.object { $0.members(members) }
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// It, or nothing where it is too large to be kept: half of it could be misread.
    var bounded: WireObject { text.utf8.count <= WireObject.limit ? self : WireObject() }
}
