// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// The members of an object in a request.
package struct Fields: Sendable {
    private let object: JSONObject
    private let path: FieldPath

    /// The members of a value, which must be an object.
    init(_ value: JSONValue, _ path: FieldPath) throws(APIError) {
        guard let object = value.members else { throw .invalid(path, "it must be an object") }
        self.object = object
        self.path = path
    }

    /// One member, there or not.
    func member(_ name: String) -> Field { Field(value: object[name], path: .member(path, name)) }
}

/// One value of a request on its way to be checked; `null` counts as absent.
struct Field {
    let value: JSONValue?
    let path: FieldPath

    func required<Value>(
        _ read: (JSONValue, FieldPath) throws(APIError) -> Value
    ) throws(APIError) -> Value {
        guard let value = try optional(read) else { throw .invalid(path, "it is required") }
        return value
    }

    func optional<Value>(
        _ read: (JSONValue, FieldPath) throws(APIError) -> Value
    ) throws(APIError) -> Value? {
        guard let value, !value.isNull else { return nil }
        return try read(value, path)
    }
}
