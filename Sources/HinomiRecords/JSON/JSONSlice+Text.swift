// SPDX-License-Identifier: Apache-2.0

extension JSONSlice {
    /// The text of a string; nil for every other kind and where the bytes are not UTF-8.
    public var string: String? {
        guard kind == .string else { return nil }
        return withUnescapedBytes { String(validating: $0, as: UTF8.self) }
    }

    /// The text of a string with U+FFFD where the bytes are not UTF-8, for showing; nil for every other kind.
    public var repairedString: String? {
        guard kind == .string else { return nil }
        return withUnescapedBytes { String(decoding: $0, as: UTF8.self) }
    }

    /// The value as it stands in the input, quotes and all, for evidence; empty when absent.
    public var source: String {
        let text = String(decoding: bytes, as: UTF8.self)
        return kind == .string ? "\"" + text + "\"" : text
    }

    /// Whether the bytes are well-formed UTF-8. Escapes always are: half a surrogate pair is read as U+FFFD.
    public var isUTF8: Bool { JSONText.isUTF8(bytes) }

    /// Gives `body` the text of a string as bytes (not checked to be UTF-8), or the bytes of any other value.
    public func withUnescapedBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        guard hasEscapes else { return body(bytes) }
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: count) { room in
            // Escapes were checked when the string was read, so that they always can be undone.
            let written = JSONText.unescape(bytes, into: room) ?? 0
            return body(UnsafeBufferPointer(rebasing: room[..<written]))
        }
    }

    /// Writes the text of a string to `out`; returns its length, nil when there is no string or no room.
    public func unescape(into out: UnsafeMutableBufferPointer<UInt8>) -> Int? {
        guard kind == .string else { return nil }
        if hasEscapes { return JSONText.unescape(bytes, into: out) }
        guard count <= out.count else { return nil }
        if let base, let to = out.baseAddress { to.update(from: base, count: count) }
        return count
    }

    /// Whether this is a string and its text, escapes undone, is `text`.
    public func equals(_ text: StaticString) -> Bool {
        guard kind == .string else { return false }
        if !hasEscapes { return isExactly(text) }
        return equals(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Whether this is a string and its text, escapes undone, is made of these bytes.
    public func equals(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard kind == .string, count >= text.count else { return false }
        return withUnescapedBytes { $0.elementsEqual(text) }
    }

    /// Whether this is a string and its text begins with `text`.
    public func hasPrefix(_ text: StaticString) -> Bool {
        guard kind == .string, count >= text.utf8CodeUnitCount else { return false }
        let wanted = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        return withUnescapedBytes { $0.starts(with: wanted) }
    }

    /// Whether this is a string and its text ends with `text`.
    public func hasSuffix(_ text: StaticString) -> Bool {
        guard kind == .string, count >= text.utf8CodeUnitCount else { return false }
        let wanted = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        return withUnescapedBytes { $0.count >= wanted.count && $0.suffix(wanted.count).elementsEqual(wanted) }
    }

    /// Whether this is a string without escapes that is `text` but for the case of ASCII letters; `text` is lower case.
    public func equalsIgnoringCase(_ text: StaticString) -> Bool {
        guard kind == .string, count == text.utf8CodeUnitCount else { return false }
        let wanted = text.utf8Start
        for (i, byte) in bytes.enumerated() where (byte &- 65 < 26 ? byte | 0x20 : byte) != wanted[i] { return false }
        return true
    }

    /// The stable hash of the text of a string, or of the bytes of any other value.
    public var stableHash: UInt64 { withUnescapedBytes { StableHash.of($0) } }
}
