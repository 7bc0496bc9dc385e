// SPDX-License-Identifier: Apache-2.0

public import CBytes

/// A JSON value where it lies: a piece of the input, unread and uncopied.
///
/// Of a string it is the bytes between the quotes, escapes and all; of every other value its whole text. It is valid as
/// long as the buffer that it points into, which for records is the call-back that hands them over. A value that was not
/// there is `absent`, which is not `null`.
@frozen
public struct JSONSlice {
    /// What a value is.
    @frozen
    public enum Kind: UInt8, Sendable { case absent, null, `false`, `true`, number, string, array, object }

    /// The first byte; nil when absent.
    public let base: UnsafePointer<UInt8>?
    @usableFromInline let length: UInt32
    /// What the value is.
    public let kind: Kind
    /// Whether a string holds backslash escapes, so that its bytes are not yet its text.
    public let hasEscapes: Bool

    @inlinable
    init(_ kind: Kind, _ base: UnsafePointer<UInt8>, _ count: Int, hasEscapes: Bool = false) {
        self.base = base
        length = UInt32(truncatingIfNeeded: count)
        self.kind = kind
        self.hasEscapes = hasEscapes
    }

    /// The value that is not there.
    @inlinable
    public init() {
        base = nil
        length = 0
        kind = .absent
        hasEscapes = false
    }

    /// Number of bytes.
    @inlinable
    public var count: Int { Int(length) }

    /// The bytes as they are in the input.
    @inlinable
    public var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: Int(length)) }

    // The byte behind a value that is no string.
    @inline(__always)
    var end: UnsafePointer<UInt8> { base.unsafelyUnwrapped + Int(length) }

    /// Whether the value was not there.
    @inlinable
    public var isAbsent: Bool { kind == .absent }

    /// Whether the value is `null`.
    @inlinable
    public var isNull: Bool { kind == .null }

    /// Whether there is a value, and it is not `null`.
    @inlinable
    public var isPresent: Bool { kind.rawValue > Kind.null.rawValue }

    /// Whether the value is a string.
    @inlinable
    public var isString: Bool { kind == .string }

    /// Whether the bytes are exactly `text`, escapes not considered: for keys and values that need none.
    @inlinable
    @inline(__always)
    public func isExactly(_ text: StaticString) -> Bool {
        guard Int(length) == text.utf8CodeUnitCount, let base else { return false }
        return hinomi_bytes_equal(base, text.utf8Start, text.utf8CodeUnitCount) != 0
    }
}
