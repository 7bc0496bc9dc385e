// SPDX-License-Identifier: Apache-2.0

/// A large value that is seldom there: it lies elsewhere, and where it is kept takes eight bytes.
@propertyWrapper
struct Aside<Value: Codable & Sendable>: Codable, Sendable {
    // None or one.
    private var values: [Value] = []

    init() {}

    var wrappedValue: Value? {
        get { values.first }
        set {
            if let newValue {
                if values.isEmpty { values.append(newValue) } else { values[0] = newValue }
            } else if !values.isEmpty {
                values = []
            }
        }
    }
}
