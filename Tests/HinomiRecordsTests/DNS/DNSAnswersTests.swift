// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import HinomiRecords

@Suite struct DNSAnswersTests {
    private static func read(_ json: String) -> [String] {
        let bytes = Array(json.utf8) + [UInt8](repeating: 0, count: 64)
        return bytes.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return [] }
            var scanner = JSONScanner(from: base, to: base + bytes.count - 64)
            guard let answers = try? scanner.value() else { return [] }
            return DNSAnswers(answers).map { "\($0.type) \($0.data.string ?? "-")" }
        }
    }

    @Test(arguments: [
        #"[{"Rdata":"192.0.2.7","Type":"A","Class":"IN"},{"Rdata":"a.example.","Type":"CNAME","Class":"IN"}]"#,
        #"[ {"Rdata":"192.0.2.7","Type":"A","Class":"IN"} , {"Rdata":"a.example.","Type":"CNAME","Class":"IN"} ]"#,
        #"[{"Rdata" : "192.0.2.7", "Type":"A","Class":"IN"},{"Class":"IN","Type":"CNAME","Rdata":"a.example."}]"#,
        #"[{"rdata":"192.0.2.7","type":"A"},{"Rdata":"a.example.","Type":"CNAME","Class":"IN","Ttl":60}]"#,
        #"[{"Rdata":"192.0.2.\u0037","Type":"A","Class":"IN"},{"Rdata":"a.example.","Type":"CNAME","Class":"CH"}]"#,
    ]) func `answers are read in whatever form they are written`(json: String) {
        #expect(Self.read(json) == ["1 192.0.2.7", "5 a.example."])
    }

    @Test func `what is said twice counts the last time`() {
        #expect(Self.read(#"[{"Rdata":"a","Type":"A","Type":"TXT"}]"#) == ["16 a"])
    }

    @Test(arguments: [
        #"[]"#, #"{}"#, #""A""#, #"[1]"#, #"[{"Rdata":"a","Type":"A","Class":"IN"]"#,
        #"[{"Rdata":"a","Type":"A","Class":"IN"}"#,
        #"[{"Rdata":"a"#,
    ]) func `what are no answers are none`(json: String) {
        #expect(Self.read(json).isEmpty)
    }
}
