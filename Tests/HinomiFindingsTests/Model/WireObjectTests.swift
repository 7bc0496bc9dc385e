// SPDX-License-Identifier: Apache-2.0

import Foundation
import HinomiRecords
import Testing

@testable import HinomiFindings

struct WireObjectTests {
    private let part: WireObject = [
        "text": "a \"quoted\" 火", "number": 12, "truth": true, "list": [1, ["deep": .null]], "empty": [:],
    ]

    @Test func `it is carried as it stands, through text and back`() throws {
        #expect(part.text == #"{"text":"a \"quoted\" 火","number":12,"truth":true,"list":[1,{"deep":null}],"empty":{}}"#)
        let data = try JSONEncoder().encode([part])
        #expect(try JSONDecoder().decode([WireObject].self, from: data) == [part])
        for text in [#"["[1]"]"#, #"["{"]"#, "[3]"] {
            #expect(throws: DecodingError.self, "\(text)") {
                try JSONDecoder().decode([WireObject].self, from: Data(text.utf8))
            }
        }
    }

    @Test func `what is too large is dropped whole`() {
        func sized(_ count: Int) -> WireObject { ["a": .string(String(repeating: "x", count: count))] }
        // {"a":""} are eight bytes.
        #expect(sized((16 << 10) - 8).bounded == sized((16 << 10) - 8))
        #expect(sized((16 << 10) - 7).bounded.isEmpty)
    }

    @Test func `numbers keep their value`() {
        var writer = JSONWriter()
        writer.value([
            .number(JSONNumber(integer: .max)), .number(JSONNumber(0.5)), .number(JSONNumber(1_635_962_410.342)), -3,
        ])
        #expect(String(decoding: writer.bytes, as: UTF8.self) == "[9223372036854775807,0.5,1635962410.342,-3]")
    }
}
