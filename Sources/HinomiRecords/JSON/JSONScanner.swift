// SPDX-License-Identifier: Apache-2.0

import CBytes

/// Reads JSON forwards, byte by byte, and builds nothing: values come out as `JSONSlice`s.
///
/// Whoever makes a scanner guarantees that 64 bytes behind `end` are readable (their content does not matter): masks are
/// taken in blocks. Nothing behind `end` is ever taken for input.
///
/// What is walked through (`enterObject`, `key`, `value`, …) is checked against the grammar. Containers that are skipped
/// whole are checked for strings, control characters, the kinds of brackets and what stands before them, not for the
/// commas and literals between; whoever looks into such a slice later walks it, and then that is checked as well. UTF-8
/// is checked where a text is asked for.
public struct JSONScanner {
    /// How many arrays and objects may lie within each other.
    public static let depthLimit = 64

    /// The next byte to be read.
    public var at: UnsafePointer<UInt8>
    /// The end of the input.
    public let end: UnsafePointer<UInt8>
    var depth = 0

    /// A scanner of the bytes from `start` up to `end`, behind which 64 more are readable.
    public init(from start: UnsafePointer<UInt8>, to end: UnsafePointer<UInt8>) {
        at = start
        self.end = end
    }

    /// A scanner of a value that was sliced out earlier; nil when it is absent or a string.
    public init?(_ slice: JSONSlice) {
        guard let base = slice.base, slice.kind != .string else { return nil }
        self.init(from: base, to: base + slice.count)
    }

    /// Moves past spaces, tabs and line ends.
    @inline(__always)
    public mutating func skipSpace() {
        // A byte above 0x20 is no space, wherever it stands; callers look at `end` before they take it.
        while at.pointee <= 0x20, at < end, JSONScanner.isSpace(at.pointee) { at += 1 }
    }

    @inline(__always)
    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }

    /// The next byte that is no space, left where it is.
    @inline(__always)
    public mutating func peek() throws(JSONFault) -> UInt8 {
        skipSpace()
        if at >= end { throw .incomplete }
        return at.pointee
    }

    // Reading one byte behind the end is harmless, taking it for input is not. The tests of single bytes below look first
    // and leave `end` to what follows: a string that would begin or end behind it is incomplete, and brackets that close
    // are always asked.

    // Moves past `byte`, which has to be the next one that is no space.
    @inline(__always)
    mutating func take(_ byte: UInt8) throws(JSONFault) {
        if at.pointee != byte {
            guard try peek() == byte else { throw .badSyntax }
        }
        at += 1
    }

    @inline(__always)
    mutating func enter(_ opening: UInt8) throws(JSONFault) -> Bool {
        try take(opening)
        if depth >= JSONScanner.depthLimit { throw .tooDeep }
        // The closing bracket of either kind is two above the opening one.
        if try peek() == opening &+ 2 {
            at += 1
            return false
        }
        depth += 1
        return true
    }

    @inline(__always)
    mutating func next(before closing: UInt8) throws(JSONFault) -> Bool {
        if at.pointee == 0x2C {
            at += 1
            return true
        }
        let byte = try peek()
        if byte == 0x2C {
            at += 1
            return true
        }
        guard byte == closing else { throw .badSyntax }
        at += 1
        depth -= 1
        return false
    }

    /// Moves into an object; false when it is empty and passed.
    @inline(__always)
    public mutating func enterObject() throws(JSONFault) -> Bool { try enter(0x7B) }

    /// Moves past the comma to the next member; false when the object ended and is passed.
    @inline(__always)
    public mutating func nextMember() throws(JSONFault) -> Bool { try next(before: 0x7D) }

    /// Moves into an array; false when it is empty and passed.
    @inline(__always)
    public mutating func enterArray() throws(JSONFault) -> Bool { try enter(0x5B) }

    /// Moves past the comma to the next element; false when the array ended and is passed.
    @inline(__always)
    public mutating func nextElement() throws(JSONFault) -> Bool { try next(before: 0x5D) }

    /// The key of a member, and past its colon.
    @inline(__always)
    public mutating func key() throws(JSONFault) -> JSONSlice {
        try take(0x22)
        let key = try string()
        try take(0x3A)
        return key
    }

    /// The next value, and past it.
    @inline(__always)
    public mutating func value() throws(JSONFault) -> JSONSlice {
        if at.pointee == 0x22 {
            at += 1
            return try string()
        }
        if try peek() == 0x22 {
            at += 1
            return try string()
        }
        let value = try JSONScanner.nonString(at, end, depth).value
        at = value.end
        return value
    }

    /// The next value, and how many arrays and objects lie directly in it.
    @inline(__always)
    public mutating func valueAndChildren() throws(JSONFault) -> (value: JSONSlice, children: Int) {
        if try peek() == 0x22 {
            at += 1
            return (try string(), 0)
        }
        let (value, children) = try JSONScanner.nonString(at, end, depth)
        at = value.end
        return (value, children)
    }

    // `at` is the byte behind the opening quote.
    @inline(__always)
    mutating func string() throws(JSONFault) -> JSONSlice {
        let first = at
        var cursor = first
        var hasEscapes = false
        while true {
            let mask = hinomi_mask16_string_special(cursor)
            if mask == 0 {
                cursor += 16
                if cursor >= end { throw .incomplete }
                if cursor - first > Int(Int32.max) { throw .tooLong }
                continue
            }
            cursor += mask.trailingZeroBitCount
            if cursor >= end { throw .incomplete }
            if cursor.pointee == 0x22 { break }
            hasEscapes = true
            cursor = try JSONScanner.pastEscape(cursor, end)
        }
        at = cursor + 1
        return JSONSlice(.string, first, cursor - first, hasEscapes: hasEscapes)
    }

    // A control character comes here as well, and is refused.
    @inline(never)
    static func pastEscape(
        _ cursor: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>
    ) throws(JSONFault) -> UnsafePointer<UInt8> {
        guard cursor.pointee == 0x5C else { throw .badSyntax }
        if end - cursor < 2 { throw .incomplete }
        switch cursor[1] {
        case 0x22, 0x5C, 0x2F, 0x62, 0x66, 0x6E, 0x72, 0x74: return cursor + 2
        case 0x75:
            for i in 2..<6 {
                if cursor + i >= end { throw .incomplete }
                if JSONText.nibble(cursor[i]) > 15 { throw .badSyntax }
            }
            return cursor + 6
        default: throw .badSyntax
        }
    }
}
