// SPDX-License-Identifier: Apache-2.0

import Foundation
import HinomiRecords
import Testing

private func parse(_ text: String) throws -> JSONValue { try JSONValue.parse(text) }

private func reason(_ bytes: [UInt8]) -> JSONError? {
    do {
        _ = try bytes.withUnsafeBufferPointer { try JSONValue.parse($0) }
        return nil
    } catch { return error as? JSONError }
}

private func reason(_ text: String) -> JSONError? { reason(Array(text.utf8)) }

/// The tree that Foundation reads, in our terms; object keys sorted, since Foundation keeps no order.
private func foundationTree(_ value: Any) -> String {
    switch value {
    case is NSNull: return "null"
    case let text as String: return "s" + text.debugDescription
    case let array as [Any]: return "[" + array.map(foundationTree).joined(separator: ",") + "]"
    case let object as [String: Any]:
        return "{"
            + object.keys.sorted().map { "\($0.debugDescription):" + foundationTree(object[$0] ?? NSNull()) }
            .joined(separator: ",") + "}"
    case let number as NSNumber:
        return isBoolean(number) ? "b\(number.boolValue)" : "n\(number.doubleValue + 0)"
    default: return "?"
    }
}

private func isBoolean(_ number: NSNumber) -> Bool { String(cString: number.objCType) == "c" }

private func ourTree(_ value: JSONValue) -> String {
    switch value {
    case .null: "null"
    case .bool(let value): "b\(value)"
    case .number(let number): "n\(number.double + 0)"  // Foundation forgets the sign of -0
    case .string(let text): "s" + text.debugDescription
    case .array(let elements): "[" + elements.map(ourTree).joined(separator: ",") + "]"
    case .object(let object):
        "{"
            + object.sorted { $0.key < $1.key }.map { "\($0.key.debugDescription):" + ourTree($0.value) }
            .joined(separator: ",") + "}"
    }
}

@Suite struct JSONValueTests {
    @Test func `a document becomes a tree in the order of its text`() throws {
        let value = try parse(#" { "b" : [1, -2.5, true, null, "x"], "a": {"c":false} } "#)
        #expect(value.members?.map(\.key) == ["b", "a"])
        #expect(value["b"]?[0]?.integer == 1)
        #expect(value["b"]?[1]?.double == -2.5)
        #expect(value["b"]?[1]?.integer == nil)
        #expect(value["b"]?[2]?.boolean == true)
        #expect(value["b"]?[3]?.isNull == true)
        #expect(value["b"]?[4]?.text == "x")
        #expect(value["b"]?[5] == nil)
        #expect(value["a"]?["c"] == .bool(false))
        #expect(value["none"] == nil)
    }

    @Test func `integers of 64 bits stay exact`() throws {
        #expect(try parse("9223372036854775807").integer == .max)
        #expect(try parse("-9223372036854775808").integer == .min)
        #expect(try parse("9223372036854775808").integer == nil)
        #expect(try parse("9223372036854775808").double == 9_223_372_036_854_775_808)
        #expect(try parse("9007199254740993").integer == 9_007_199_254_740_993)
        #expect(try parse("1e3").integer == 1000)
        #expect(try parse("1.0").integer == 1)
        #expect(try parse("-0").integer == 0)
    }

    @Test func `escapes are undone, surrogate pairs among them`() throws {
        #expect(try parse(#""\"\\\/\b\f\n\r\t""#).text == "\"\\/\u{8}\u{c}\n\r\t")
        #expect(try parse(#""\u00e9\u20AC\ud83d\ude00!""#).text == "é€😀!")
        #expect(try parse(#""a\u0000b""#).text == "a\0b")
        #expect(try parse(#""日本\u8a9e""#).text == "日本語")
        #expect(try parse(#"{"\u0061":1}"#)["a"]?.integer == 1)
    }

    @Test func `the last of two equal keys wins and both are kept`() throws {
        let value = try parse(#"{"a":1,"a":2}"#)
        #expect(value["a"]?.integer == 2)
        #expect(value.members?.count == 2)
    }

    @Test(arguments: [
        ("", JSONError.Reason.unexpectedEnd, 0), ("  ", .unexpectedEnd, 2), ("[1,]", .unexpectedByte, 3),
        ("{\"a\":1,}", .unexpectedByte, 7), ("[1 2]", .unexpectedByte, 3), ("{\"a\" 1}", .unexpectedByte, 5),
        ("{a:1}", .unexpectedByte, 1), ("'a'", .unexpectedByte, 0), ("tru", .unexpectedEnd, 3),
        ("trux", .badLiteral, 3), ("nulL", .badLiteral, 3), ("NaN", .unexpectedByte, 0), ("01", .badNumber, 0),
        ("-", .unexpectedEnd, 1), ("-a", .badNumber, 1), ("1.", .unexpectedEnd, 2), ("1.e1", .badNumber, 2),
        (".5", .unexpectedByte, 0), ("+1", .unexpectedByte, 0), ("1e", .unexpectedEnd, 2), ("1e+", .unexpectedEnd, 3),
        ("1e999", .numberOutOfRange, 0), ("\"a", .unexpectedEnd, 2), ("\"\\", .unexpectedEnd, 2),
        ("\"\\x\"", .badEscape, 1), ("\"\\u12g4\"", .badEscape, 5), ("\"\\u12", .unexpectedEnd, 5),
        ("\"\\ud800\"", .loneSurrogate, 1), ("\"\\udc00\"", .loneSurrogate, 1),
        ("\"\\ud800\\u0041\"", .loneSurrogate, 1),
        ("\"a\nb\"", .controlCharacter, 2), ("\"\\n\u{1}\"", .controlCharacter, 3), ("1 1", .trailingBytes, 2),
        ("[1]]", .trailingBytes, 3), ("[", .unexpectedEnd, 1), ("{", .unexpectedEnd, 1), ("{\"a\"", .unexpectedEnd, 4),
        ("{\"a\":", .unexpectedEnd, 5), ("[1", .unexpectedEnd, 2), ("]", .unexpectedByte, 0),
        ("\u{a0}1", .unexpectedByte, 0), ("1\u{c}", .trailingBytes, 1), ("[1}", .unexpectedByte, 2),
    ])
    func `what is no JSON is refused at its byte`(text: String, expected: JSONError.Reason, offset: Int) {
        #expect(reason(text) == JSONError(expected, at: offset))
    }

    @Test(arguments: [
        [0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0xE2, 0x82, 0x22],
    ])
    func `bytes that are not UTF-8 are refused`(bytes: [UInt8]) {
        #expect(reason(bytes)?.reason == .badUTF8)
    }

    @Test func `depth and size are bounded`() throws {
        let limit = JSONValue.depthLimit
        #expect(reason(String(repeating: "[", count: limit) + String(repeating: "]", count: limit)) == nil)
        #expect(reason(String(repeating: "[", count: limit + 1)) == JSONError(.tooDeep, at: limit))
        #expect(reason(String(repeating: "{\"a\":", count: 100_000))?.reason == .tooDeep)
        #expect(throws: JSONError(.tooLong, at: 3)) { try JSONValue.parse("[1]1", maximumBytes: 3) }
        #expect(try JSONValue.parse("[1]", maximumBytes: 3) == .array([.number(JSONNumber(integer: 1))]))
    }

    @Test func `a byte order mark is skipped`() throws {
        #expect(reason([0xEF, 0xBB, 0xBF, 0x31]) == nil)
    }

    @Test func `the elements of a member are handed over one by one`() throws {
        var seen = [JSONValue]()
        let text = Array(#"{"type":"bundle","objects":[{"a":1}, 2 ,"x"],"id":"y"}"#.utf8)
        let rest = try text.withUnsafeBufferPointer {
            try JSONValue.forEachElement(of: "objects", in: $0) { seen.append($0) }
        }
        #expect(
            seen == [.object(["a": .number(JSONNumber(integer: 1))]), .number(JSONNumber(integer: 2)), .string("x")])
        #expect(rest == ["type": .string("bundle"), "id": .string("y")])
    }

    @Test(arguments: [
        "[]", "{}", "[[[[]]]]", #"{"a":{"b":{"c":[1,2,3]}}}"#, "[1,-1,0,-0,1.5,1e10,1E-5,123456789012,0.1]",
        #"["\u0041\ud83d\ude00\\\"\/","é","","\t"]"#, "[true,false,null]", " [ 1 , 2 ] \r\n",
        "[1.7976931348623157e308]",
        "[5e-324]", "[12345678901234567890]", "[,1]", "{\"a\"}", "[\"\\ud800\"]", "[01]", "[1.]", "[-]", "[nul]",
        "[\"a\u{1}\"]", "[1]x", "{\"a\":1 \"b\":2}", "[\"\\v\"]", #"{"a":[{"b":null},{"c":"\n"}],"d":true}"#,
    ])
    func `Foundation reads the same`(text: String) throws {
        let foundation = try? JSONSerialization.jsonObject(with: Data(text.utf8), options: [.fragmentsAllowed])
        let ours = try? parse(text)
        #expect(ours.map(ourTree) == foundation.map(foundationTree))
    }

    @Test func `mutated documents never trap and what both accept is read the same`() throws {
        let seed = Array(#"{"type":"b","n":[1,-2.5e3,"\u00e9\ud83d\ude00x",true,null],"o":{"k":"v\\"}}"#.utf8)
        var random = SplitMix(state: 7)
        for _ in 0..<20_000 {
            var bytes = seed
            for _ in 0...Int(random.next() % 4) {
                let at = Int(random.next() % UInt64(bytes.count))
                switch random.next() % 4 {
                case 0: bytes[at] = UInt8(truncatingIfNeeded: random.next())
                case 1: bytes.remove(at: at)
                case 2: bytes.insert(Array("{}[]\",:\\u0-e.".utf8)[Int(random.next() % 13)], at: at)
                default: bytes.removeSubrange(at...)
                }
                if bytes.isEmpty { bytes = [0x30] }
            }
            guard let ours = try? bytes.withUnsafeBufferPointer({ try JSONValue.parse($0) }) else { continue }
            guard let foundation = try? JSONSerialization.jsonObject(with: Data(bytes), options: [.fragmentsAllowed])
            else { continue }
            if Set(ours.members?.map(\.key) ?? []).count == ours.members?.count ?? 0 {
                #expect(ourTree(ours) == foundationTree(foundation), "\(String(decoding: bytes, as: UTF8.self))")
            }
        }
    }
}

private struct SplitMix {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
