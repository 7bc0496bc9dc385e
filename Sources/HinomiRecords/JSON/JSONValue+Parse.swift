// SPDX-License-Identifier: Apache-2.0

extension JSONValue {
    /// How many arrays and objects may lie within each other.
    public static let depthLimit = 64

    /// Reads one JSON text (RFC 8259, strictly); a UTF-8 byte order mark at its beginning is skipped.
    ///
    /// Refuses texts of more than `maximumBytes` bytes or nested deeper than `depthLimit`.
    public static func parse(
        _ bytes: UnsafeBufferPointer<UInt8>, maximumBytes: Int = 64 << 20
    ) throws(JSONError) -> JSONValue {
        guard bytes.count <= maximumBytes else { throw JSONError(.tooLong, at: maximumBytes) }
        var parser = JSONParser(bytes)
        parser.skipByteOrderMark()
        let value = try parser.value(depth: 0)
        try parser.end()
        return value
    }

    /// Reads a JSON text.
    public static func parse(_ text: String, maximumBytes: Int = 64 << 20) throws(JSONError) -> JSONValue {
        var text = text
        let result = text.withUTF8 { bytes in
            Result { () throws(JSONError) in try parse(bytes, maximumBytes: maximumBytes) }
        }
        return try result.get()
    }

    /// Reads a JSON object and hands each element of its array member `key` to `body` instead of keeping it.
    ///
    /// Large documents that are one long array in an object are read in little memory so. Returns the other members.
    /// Elements were handed over already when an error is thrown further on.
    public static func forEachElement(
        of key: String, in bytes: UnsafeBufferPointer<UInt8>, maximumBytes: Int = 64 << 20, _ body: (JSONValue) -> Void
    ) throws(JSONError) -> JSONObject {
        guard bytes.count <= maximumBytes else { throw JSONError(.tooLong, at: maximumBytes) }
        var parser = JSONParser(bytes)
        parser.skipByteOrderMark()
        var rest = JSONObject()
        try parser.members { (name, parser) throws(JSONError) in
            if name == key, parser.peek() == UInt8(ascii: "[") {
                try parser.elements { (parser) throws(JSONError) in body(try parser.value(depth: 2)) }
            } else {
                rest.members.append(.init(key: name, value: try parser.value(depth: 1)))
            }
        }
        try parser.end()
        return rest
    }
}
