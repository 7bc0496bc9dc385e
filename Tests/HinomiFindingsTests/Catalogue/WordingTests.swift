// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import HinomiFindings

struct WordingTests {
    @Test(arguments: [
        ("Port {p|a port}", [:], "Port a port"),
        ("Port {p|a port}", ["p": "22"], "Port 22"),
        ("Seen[ within {w}].", [:], "Seen."),
        ("Seen[ within {w}].", ["w": "5 min"], "Seen within 5 min."),
        ("[Instance {i}|An instance] ran", [:], "An instance ran"),
        ("[Instance {i}|An instance] ran", ["i": ""], "An instance ran"),
        ("[Instance {i}|An instance] ran", ["i": "i-1"], "Instance i-1 ran"),
        ("[{a} and {b}|several] places", ["a": "x"], "several places"),
        ("[{a|one} and {b}|several] places", ["b": "y"], "one and y places"),
        ("{x|no {", ["x": "v"], "{x|no {"),
    ])
    func `values take their places and gaps are worded away`(
        _ text: String, _ values: [String: String], _ expected: String
    ) {
        #expect(Wording(text).filled { values[$0] } == expected)
    }

    @Test func `values are not read as templates`() {
        #expect(Wording("{a|x} {b|y}").filled { $0 == "a" ? "[{b}|z]" : "B" } == "[{b}|z] B")
    }

    @Test func `a placeholder without words for its absence is noticed`() {
        #expect(!Wording("Port {p}").readsWithoutValues)
        #expect(!Wording("[Port {p}").readsWithoutValues)
        #expect(Wording("[Port {p}]").readsWithoutValues)
        #expect(Wording("[a {p}] {q|r}").placeholders == ["p", "q"])
    }
}
