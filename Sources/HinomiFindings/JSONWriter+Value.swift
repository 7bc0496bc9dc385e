// SPDX-License-Identifier: Apache-2.0

public import HinomiRecords

extension JSONWriter {
    /// Writes a document, or a part of one, as it is.
    public mutating func value(_ value: JSONValue) {
        switch value {
        // What is no number is written as null.
        case .null: number(.nan)
        case .bool(let truth): self.truth(truth)
        case .number(let number):
            if let whole = number.integer { integer(whole) } else { self.number(number.double) }
        case .string(let text): self.text(text)
        case .array(let elements): array { for element in elements { $0.value(element) } }
        case .object(let object): self.object { $0.members(object) }
        }
    }

    /// Writes the members of an object into the one that is being written.
    public mutating func members(_ object: JSONObject) {
        for member in object {
            key(member.key)
            value(member.value)
        }
    }
}
