// SPDX-License-Identifier: Apache-2.0

/// The members of a JSON object in the order of the text.
///
/// A key that occurs twice is kept twice; look-ups see the last one, as JavaScript does.
public struct JSONObject: Hashable, Sendable, RandomAccessCollection, ExpressibleByDictionaryLiteral {
    /// One member.
    public struct Member: Hashable, Sendable {
        public var key: String
        public var value: JSONValue

        /// A member of this key and value.
        public init(key: String, value: JSONValue) {
            self.key = key
            self.value = value
        }
    }

    /// The members in the order of the text.
    public var members: [Member]

    /// An object of these members.
    public init(_ members: [Member] = []) { self.members = members }

    /// An object of these members.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        members = elements.map { Member(key: $0.0, value: $0.1) }
    }

    public var startIndex: Int { 0 }
    public var endIndex: Int { members.count }
    public subscript(position: Int) -> Member { members[position] }

    /// The value of the last member of this key; nil where there is none. Walks the members.
    public subscript(key: String) -> JSONValue? { members.last { $0.key == key }?.value }
}
