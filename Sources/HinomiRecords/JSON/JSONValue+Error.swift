// SPDX-License-Identifier: Apache-2.0

/// What is wrong with a JSON text, and at which byte.
public struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The ways in which a text can be no JSON.
    public enum Reason: String, Hashable, Sendable {
        case tooLong = "the text is longer than allowed"
        case tooDeep = "arrays and objects are nested deeper than allowed"
        case unexpectedEnd = "the text ends too early"
        case unexpectedByte = "a byte that cannot stand here"
        case badLiteral = "neither true, false nor null"
        case badNumber = "a number that JSON does not allow"
        case numberOutOfRange = "a number too large for a double"
        case badEscape = "an escape that JSON does not know"
        case loneSurrogate = "half of a surrogate pair"
        case controlCharacter = "a control character inside a string"
        case badUTF8 = "bytes that are not UTF-8"
        case trailingBytes = "something follows the value"
        case notAnObject = "an object was expected"
    }

    public let reason: Reason
    /// The offset of the byte at which reading stopped.
    public let offset: Int

    /// An error at a byte offset.
    public init(_ reason: Reason, at offset: Int) {
        self.reason = reason
        self.offset = offset
    }

    public var description: String { "\(reason.rawValue) (byte \(offset))" }
}
