// SPDX-License-Identifier: Apache-2.0

/// Where in a request a value stands, in the names of the wire.
package indirect enum FieldPath: Sendable, CustomStringConvertible {
    case body
    case member(FieldPath, String)
    case element(FieldPath, Int)

    package var description: String {
        switch self {
        case .body: "body"
        case .member(.body, let name): name
        case .member(let parent, let name): "\(parent).\(name)"
        case .element(let parent, let index): "\(parent)[\(index)]"
        }
    }
}
