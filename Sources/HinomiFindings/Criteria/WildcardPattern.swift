// SPDX-License-Identifier: Apache-2.0

/// A pattern over whole texts in which `*` stands for any run of characters and `?` for one character.
///
/// A character is a Unicode scalar. All ways to match are followed at once, as bits of a few words, so that the time grows
/// with the length of the text alone, whatever the pattern.
public struct WildcardPattern: Hashable, Sendable {
    /// The pattern as it was given.
    public let text: String

    // Bit i of these stands for the place before the i-th character of the pattern, stars not counted.
    private let words: Int
    // The places that a star lets stay where they are.
    private let loops: [UInt64]
    // For each different character the places it can be read at; the first row is for characters that do not occur.
    private let rows: [UInt64]
    private let rowOfScalar: [Unicode.Scalar: Int]
    private let end: Int

    /// A pattern; there is none that is not valid.
    public init(_ text: String) {
        self.text = text
        let scalars = text.unicodeScalars
        end = scalars.count { $0 != "*" }
        words = end / 64 + 1
        var loops = [UInt64](repeating: 0, count: words)
        var rowOfScalar: [Unicode.Scalar: Int] = [:]
        for scalar in scalars where scalar != "*" && scalar != "?" && rowOfScalar[scalar] == nil {
            rowOfScalar[scalar] = rowOfScalar.count + 1
        }
        var rows = [UInt64](repeating: 0, count: words * (rowOfScalar.count + 1))
        var place = 0
        for scalar in scalars {
            let bit = UInt64(1) << UInt64(place % 64)
            switch scalar {
            case "*":
                loops[place / 64] |= bit
                continue
            case "?": for row in 0...rowOfScalar.count { rows[row * words + place / 64] |= bit }
            default: rows[(rowOfScalar[scalar] ?? 0) * words + place / 64] |= bit
            }
            place += 1
        }
        self.loops = loops
        self.rows = rows
        self.rowOfScalar = rowOfScalar
    }

    /// Whether the pattern describes the whole text.
    public func matches(_ text: String) -> Bool {
        var places = [UInt64](repeating: 0, count: words)
        places[0] = 1
        for scalar in text.unicodeScalars {
            let row = (rowOfScalar[scalar] ?? 0) * words
            var carry: UInt64 = 0
            var alive: UInt64 = 0
            for word in 0..<words {
                let read = places[word] & rows[row + word]
                places[word] = places[word] & loops[word] | read << 1 | carry
                carry = read >> 63
                alive |= places[word]
            }
            if alive == 0 { return false }
        }
        return places[end / 64] >> UInt64(end % 64) & 1 == 1
    }
}
