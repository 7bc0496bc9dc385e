// SPDX-License-Identifier: Apache-2.0

import Foundation
import HinomiFindings
import Testing

struct JSONWriterTests {
    private func written(_ body: (inout JSONWriter) -> Void) -> String {
        var writer = JSONWriter()
        body(&writer)
        return String(decoding: writer.take(), as: UTF8.self)
    }

    @Test func `texts are escaped`() {
        #expect(written { $0.text("a\"b\\c\n\r\t\u{0}\u{1B}[31m/é") } == #""a\"b\\c\n\r\t\u0000\u001b[31m/é""#)
        #expect(
            written { $0.text("\u{7F}\u{9B}\u{202E}\u{2028}\u{E0041}") } == #""\u007f\u009b\u202e\u2028\udb40\udc41""#)
    }

    @Test(arguments: [
        (5.0, "5"), (4.5, "4.5"), (-0.25, "-0.25"), (1e15, "1000000000000000"), (.nan, "null"), (.infinity, "null"),
        (0, "0"), (-0.0, "0"), (1e300, "1e+300"),
    ])
    func `numbers have no needless fraction`(_ number: Double, _ expected: String) {
        #expect(written { $0.number(number) } == expected)
    }

    @Test func `members come in the order they were written`() {
        let text = written {
            $0.object {
                $0.member("b", 1)
                $0.member("none", "")
                $0.member("empty", always: "")
                $0.object("a") { _ in }
                $0.array("c") {
                    $0.truth(true)
                    $0.object { $0.member("d", false) }
                    $0.array { _ in }
                }
                $0.member("not", Double.nan as Double?)
            }
        }
        #expect(text == #"{"b":1,"empty":"","a":{},"c":[true,{"d":false},[]]}"#)
    }

    @Test func `indented documents have a line for each member`() {
        var writer = JSONWriter(isIndented: true)
        writer.object {
            $0.member("a", 1)
            $0.array("b") { $0.integer(2) }
            $0.array("c") { _ in }
        }
        #expect(
            String(decoding: writer.bytes, as: UTF8.self) == "{\n  \"a\": 1,\n  \"b\": [\n    2\n  ],\n  \"c\": []\n}")
    }
}
