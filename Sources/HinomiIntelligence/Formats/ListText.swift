// SPDX-License-Identifier: Apache-2.0

/// What the readers of lists ask of pieces of text.
typealias ListText = UnsafeBufferPointer<UInt8>

extension ListText {
    /// The text without white space at both ends.
    var trimmed: ListText {
        var start = 0
        var end = count
        while start < end, self[start] <= 0x20 { start += 1 }
        while end > start, self[end - 1] <= 0x20 { end -= 1 }
        return ListText(rebasing: self[start..<end])
    }

    /// A part of the text.
    func part(_ range: Range<Int>) -> ListText { ListText(rebasing: self[range]) }

    /// Whether the text begins with `prefix`, which is in lower case; capitals are taken as small letters.
    func hasPrefix(_ prefix: StaticString) -> Bool {
        guard count >= prefix.utf8CodeUnitCount else { return false }
        for i in 0..<prefix.utf8CodeUnitCount where ListText.lower(self[i]) != prefix.utf8Start[i] { return false }
        return true
    }

    /// Whether the text is `other`, which is in lower case; capitals are taken as small letters.
    func isEqual(_ other: StaticString) -> Bool { count == other.utf8CodeUnitCount && hasPrefix(other) }

    /// The offset at which `other`, which is in lower case, first occurs from `start` on.
    func offset(of other: StaticString, from start: Int = 0) -> Int? {
        let length = other.utf8CodeUnitCount
        guard length > 0, count >= length else { return nil }
        var at = start
        while at + length <= count {
            var matched = 0
            while matched < length, ListText.lower(self[at + matched]) == other.utf8Start[matched] { matched += 1 }
            if matched == length { return at }
            at += 1
        }
        return nil
    }

    /// Whether `field` is among the fields of a line separated by commas.
    func hasField(_ field: StaticString) -> Bool {
        var start = 0
        while start <= count {
            var end = start
            while end < count, self[end] != UInt8(ascii: ",") { end += 1 }
            if part(start..<end).trimmed.isEqual(field) { return true }
            start = end + 1
        }
        return false
    }

    /// How often a byte occurs.
    func count(of byte: UInt8) -> Int { reduce(0) { $0 + ($1 == byte ? 1 : 0) } }

    /// The text, damaged UTF-8 mended, cut after `limit` bytes.
    func string(limit: Int = 256) -> String { String(decoding: prefix(limit), as: UTF8.self) }

    static func lower(_ byte: UInt8) -> UInt8 { byte &- 65 < 26 ? byte | 0x20 : byte }
}
