// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import HinomiRecords

@Suite struct JSONScannerTests {
    @Test(arguments: [
        "{}", "[]", "null", "true", "false", "0", "-0", "12", "-1.5e+10", "1E5", "\"\"", "\"a\"", " [ 1 , 2 ] ", "[[],{}]",
        #"{"a":{"b":[1,{"c":"}]"}]},"d":"\\"}"#, #"["\u00e9\n\"\\\/\b\f\r\t","\ud83d\ude00"]"#, "\t\r\n{\"a\" : null}\n",
        #"{"a":1,"a":2}"#, "\"\u{7F}é日本😀\"", "[1.0,0.5,123456789012345678901234567890]",
    ])
    func `valid texts are read as Foundation reads them`(_ text: String) {
        #expect(same(scanned(text), foundation(Array(text.utf8))))
        #expect(scanned(text) != nil)
    }

    @Test(arguments: [
        "", " ", "{", "}", "[", "]", "[1", "[1,", "[1,]", "[,1]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{,}", "{a:1}", "{'a':1}",
        "tru", "truE", "nul", "01", "-", "1.", ".5", "1e", "1e+", "+1", "0x1", "NaN", "\"", "\"a", "\"\\\"", "\"\\x\"", "\"\\u12\"",
        "\"\\u12G4\"", "\"\u{1}\"", "\"a\nb\"", "[1 2]", "{\"a\":1 \"b\":2}", "{\"a\" 1}", "[}", "{]", "[{]}", "[1]]", "{}{}", "1 2",
        "[\u{0}]", "[\"a\"\u{B}]", "{\"a\":{\"b\":[{\"c\":1}]}", "[[1],,[2]]", "{\"a\":[1],[2]}", "\\", "[\\]", "\u{FEFF}{}",
    ])
    func `texts that are no JSON are refused`(_ text: String) {
        #expect(scanned(text) == nil)
    }

    @Test func `nesting is read to the limit and not beyond`() {
        for opening in ["[", "{\"a\":"] {
            let closing = opening == "[" ? "]" : "}"
            for depth in [1, 63, 64] {
                let text = String(repeating: opening, count: depth) + "1" + String(repeating: closing, count: depth)
                #expect(scanned(text) != nil)
            }
            for depth in [65, 66, 1000, 100_000] {
                let guarded = GuardedBytes(String(repeating: opening, count: depth))
                var scanner = JSONScanner(from: guarded.start, to: guarded.end)
                #expect(throws: JSONFault.tooDeep) { try scanner.value() }
            }
        }
    }

    @Test func `walking counts nesting together with skipping`() throws {
        let text = String(repeating: "[", count: 65) + String(repeating: "]", count: 65)
        let guarded = GuardedBytes(text)
        for walked in 1...64 {
            var scanner = JSONScanner(from: guarded.start, to: guarded.end)
            for _ in 0..<walked { #expect(try scanner.enterArray()) }
            #expect(throws: JSONFault.tooDeep) { try scanner.value() }
        }
    }

    @Test func `an end inside a value is told from damage`() {
        let text = #"{"a":[1,{"b":"c\u00e9\\"},true,null,-1.5e3],"d":{"e":"f"},"g":"0123456789012345678901234567890"}"#
        let whole = Array(text.utf8)
        for length in 0..<whole.count {
            for spare in [UInt8(0x22), 0x7D, 0x5D, 0x20, 0x00, 0x31] {
                let guarded = GuardedBytes(Array(whole[..<length]), spare: spare)
                var scanner = JSONScanner(from: guarded.start, to: guarded.end)
                #expect(throws: JSONFault.incomplete) { try scanner.value() }
            }
        }
    }

    @Test func `strings of every length around the block size end where they end`() throws {
        for length in 0..<200 {
            let text = "{\"k\":{\"s\":\"" + String(repeating: "x", count: length) + "\\\\\"},\"n\":\"]}\"}"
            #expect(same(scanned(text), foundation(Array(text.utf8))))
        }
    }

    @Test func `runs of backslashes across block borders are counted right`() {
        for offset in 0..<130 {
            for run in 1..<9 {
                let text = "[[\"" + String(repeating: "x", count: offset) + String(repeating: "\\", count: run) + "\",\"]\"]]"
                #expect(same(scanned(text), foundation(Array(text.utf8))), "\(offset) \(run)")
            }
        }
    }

    @Test func `children are counted at the first level only`() throws {
        let guarded = GuardedBytes(#"[{"a":[{},[]]},"{}",[],{},[[]],1]"#)
        var scanner = JSONScanner(from: guarded.start, to: guarded.end)
        #expect(try scanner.valueAndChildren().children == 4)
    }

    @Test func `absent, null and empty are three things`() throws {
        let guarded = GuardedBytes(#"{"n":null,"e":""}"#)
        var scanner = JSONScanner(from: guarded.start, to: guarded.end)
        let object = try scanner.value()
        #expect(object["n"].kind == .null && !object["n"].isPresent && !object["n"].isAbsent)
        #expect(object["e"].kind == .string && object["e"].isPresent && object["e"].string == "")
        #expect(object["x"].isAbsent && !object["x"].isPresent && object["x"].string == nil)
    }
}
