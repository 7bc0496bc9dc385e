// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import Testing

struct WildcardPatternTests {
    @Test(arguments: [
        ("", "", true), ("", "a", false), ("*", "", true), ("*", "anything", true), ("?", "", false), ("?", "a", true),
        ("?", "ab", false), ("abc", "abc", true), ("abc", "abcd", false), ("abc", "ab", false), ("a*", "a", true),
        ("a*", "ba", false), ("*a", "bba", true), ("*a", "bab", false), ("a*c", "ac", true), ("a*c", "abcbc", true),
        ("a*c", "abcb", false), ("*b*", "abc", true), ("**", "", true), ("a**b", "axb", true), ("a?c", "abc", true),
        ("a?c", "ac", false), ("?*", "", false), ("?*", "a", true), ("*?", "abc", true), ("*??", "a", false),
        ("*ab*ab*", "abab", true), ("*ab*ab*", "aba", false), ("火?み", "火の見", false), ("火?見", "火の見", true),
        ("?", "é", true), ("?", "e\u{301}", false), ("??", "e\u{301}", true), ("?", "😀", true), ("*の*", "火の見", true),
        ("[a]", "a", false), ("a.c", "abc", false), ("A", "a", false), ("\\*", "*", false), ("a\nb", "a\nb", true),
    ])
    func `a pattern describes the whole text`(_ pattern: String, _ text: String, _ expected: Bool) {
        #expect(WildcardPattern(pattern).matches(text) == expected, "\(pattern) on \(text)")
    }

    @Test func `patterns of every length keep their places apart`() {
        // Places are bits of words of 64: the edges are where a mistake would show.
        for length in [1, 62, 63, 64, 65, 127, 128, 129, 511, 512] {
            let text = String((0..<length).map { "abcdefg"[String.Index(utf16Offset: $0 % 7, in: "abcdefg")] })
            #expect(WildcardPattern(text).matches(text))
            #expect(!WildcardPattern(text).matches(text + "a"))
            #expect(!WildcardPattern(text).matches(String(text.dropLast())))
            #expect(WildcardPattern("*" + text.dropFirst()).matches("xyz" + text.dropFirst()))
            #expect(WildcardPattern(String(repeating: "?", count: length)).matches(text))
            #expect(!WildcardPattern(String(repeating: "?", count: length)).matches(text + "a"))
        }
    }

    @Test func `every short pattern agrees with the plain definition`() {
        func plain(_ pattern: Substring, _ text: Substring) -> Bool {
            guard let first = pattern.first else { return text.isEmpty }
            if first == "*" {
                return plain(pattern.dropFirst(), text) || (!text.isEmpty && plain(pattern, text.dropFirst()))
            }
            guard let next = text.first, first == "?" || first == next else { return false }
            return plain(pattern.dropFirst(), text.dropFirst())
        }
        func words(_ letters: String, upTo length: Int) -> [String] {
            (0..<length).reduce(into: [[""]]) { all, _ in
                all.append((all.last ?? []).flatMap { word in letters.map { word + String($0) } })
            }.flatMap { $0 }
        }
        let texts = words("ab", upTo: 6)
        for pattern in words("ab*?", upTo: 4) {
            let compiled = WildcardPattern(pattern)
            for text in texts {
                #expect(compiled.matches(text) == plain(pattern[...], text[...]), "\(pattern) on \(text)")
            }
        }
    }

    @Test(.timeLimit(.minutes(1)), arguments: ["*a", "*?a", "*aaaaaaaa", "**a?"])
    func `a hostile pattern takes no longer for it`(_ piece: String) {
        let pattern = WildcardPattern(String(repeating: piece, count: 512 / piece.utf8.count - 1) + "b")
        let text = String(repeating: "a", count: 100_000)
        #expect(!pattern.matches(text))
        #expect(pattern.matches(text + "b"))
    }
}
