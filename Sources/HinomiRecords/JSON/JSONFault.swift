// SPDX-License-Identifier: Apache-2.0

/// Why a JSON text cannot be read on.
@frozen
public enum JSONFault: UInt8, Error, Hashable, Sendable {
    /// The bytes end inside a value: more bytes may complete it.
    case incomplete
    /// The bytes are no JSON, whatever follows.
    case badSyntax
    /// Arrays and objects are nested deeper than `JSONScanner.depthLimit`.
    case tooDeep
    /// A single value is larger than a slice can say (2 GiB).
    case tooLong

    /// The refusal of a record that holds this fault.
    public var refusal: RefusalReason {
        switch self {
        case .incomplete: .cutOff
        case .badSyntax: .badJSON
        case .tooDeep: .tooDeep
        case .tooLong: .tooLong
        }
    }
}
