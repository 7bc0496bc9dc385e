// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// A request as it came: the labels of its path, its query, its body.
package struct APIRequest: Sendable {
    private let labels: [String: String]
    private let items: [(name: String, value: String)]
    let body: Fields

    /// How large a body may be, in bytes.
    package static let maximumBody = 1 << 20

    /// A request of these parts, all decoded; an absent body is an empty object.
    package init(
        labels: [String: String], query: [(name: String, value: String)] = [], body: UnsafeBufferPointer<UInt8>
    ) throws(APIError) {
        self.labels = labels
        items = query
        let isEmpty = body.allSatisfy { $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }
        var value = JSONValue.object([:])
        if !isEmpty {
            do throws(JSONError) {
                value = try JSONValue.parse(body, maximumBytes: APIRequest.maximumBody)
            } catch {
                throw .badRequest(because: "the JSON could not be processed: \(error).")
            }
        }
        self.body = try Fields(value, .body)
    }

    /// What stands in the path for a label, which messages tell as members of bodies are written.
    func label(_ name: String) -> Field {
        let told = name.prefix(1).lowercased() + name.dropFirst()
        return Field(value: labels[name].map(JSONValue.string), path: .member(.body, told))
    }

    /// What the query says under a name: a text, which the checks of numbers and lists know to read.
    func query(_ name: String) -> Field {
        let values = items.filter { $0.name == name }.map { JSONValue.string($0.value) }
        let value: JSONValue? = values.count > 1 ? .array(values) : values.first
        return Field(value: value, path: .member(.body, name))
    }
}
