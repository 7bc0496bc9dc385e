// SPDX-License-Identifier: Apache-2.0

/// A large value kept elsewhere, so that what holds it stays small. Copies are values of their own.
struct Apart<Value> {
    // An array of one: it has the memory and copies it when it is shared.
    private var storage: [Value]

    init(_ value: Value) { storage = [value] }

    private init(storage: [Value]) { self.storage = storage }

    /// A copy of the value.
    var value: Value { storage[0] }

    /// Takes the value out, to be changed while what held it is asked other things. It has to be put back.
    mutating func takeOut() -> Apart {
        var taken = Apart(storage: [])
        swap(&self, &taken)
        return taken
    }

    /// Changes the value where it lies.
    mutating func update<Result>(_ body: (inout Value) throws -> Result) rethrows -> Result { try body(&storage[0]) }
}

extension Apart: Sendable where Value: Sendable {}

extension Apart: Codable where Value: Codable {
    init(from decoder: any Decoder) throws { self.init(try Value(from: decoder)) }

    func encode(to encoder: any Encoder) throws { try value.encode(to: encoder) }
}
