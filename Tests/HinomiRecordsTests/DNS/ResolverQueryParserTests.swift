// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import HinomiRecords

@Suite struct ResolverQueryParserTests {
    static let documented = #"""
        {"srcaddr":"4.5.64.102","vpc_id":"vpc-7example","answers":[{"Rdata":"203.0.113.9","Type":"PTR","Class":"IN"}],
        "firewall_rule_group_id":"rslvr-frg-01234567890abcdef","firewall_rule_action":"BLOCK",
        "query_name":"15.3.4.32.in-addr.arpa.","firewall_domain_list_id":"rslvr-fdl-01234567890abcdef","query_class":"IN",
        "srcids":{"instance":"i-0d15cd0d3example","resolver_endpoint":"rslvr-in-1","resolver_network_interface":"rni-2"},
        "rcode":"NOERROR","query_type":"PTR","transport":"UDP","version":"1.100000","account_id":"111122223333",
        "srcport":"56067","query_timestamp":"2021-02-04T17:51:55Z","region":"us-east-1"}
        """#

    static func line(_ name: String, type: String = "A", time: String = "2026-11-23T10:00:00Z", more: String = "")
        -> String
    {
        """
        {"version":"1.100000","account_id":"111122223333","region":"us-east-1","vpc_id":"vpc-1","query_timestamp":"\(time)",\
        "query_name":"\(name)","query_type":"\(type)","query_class":"IN","rcode":"NXDOMAIN","answers":[],"srcaddr":"10.0.0.5",\
        "srcport":"4242","transport":"TCP","srcids":{"instance":"i-1"}\(more)}
        """
    }

    @Test func `the documented example is read field by field`() throws {
        let parsed = queries(ResolverQueryParserTests.documented)
        #expect(parsed.refusals.isEmpty)
        let query = try #require(parsed.records.first)
        #expect(query.time == "2021-02-04T17:51:55.000Z" && query.account.number == 111_122_223_333)
        #expect(query.name == "15.3.4.32.in-addr.arpa." && query.type == "PTR" && query.region == "us-east-1")
        #expect(query.numbers == [12, 1, 0, 1, 56067, 1])
        #expect(query.answers == ["12 203.0.113.9"] && query.source == "4.5.64.102" && query.vpc == "vpc-7example")
        #expect(query.instance == "i-0d15cd0d3example" && query.endpoint == "rslvr-in-1" && query.interface == "rni-2")
        #expect(query.firewall == ["BLOCK", "rslvr-fdl-01234567890abcdef", "rslvr-frg-01234567890abcdef"])
        #expect(query.offset == 0 && query.recordID == StableHash.of(ResolverQueryParserTests.documented) >> 1)
    }

    @Test func `records that begin alike are read as if each stood alone`() {
        let line = ResolverQueryParserTests.line("a.example.")
        func with(_ old: String, _ new: String) -> String { line.replacingOccurrences(of: old, with: new) }
        let lines = [
            line, line, ResolverQueryParserTests.line("b.example.", time: "2026-11-23T10:00:01Z"),
            ResolverQueryParserTests.line("c.example.", time: "2026-11-23T10:00:99Z"),
            ResolverQueryParserTests.line("d.example.", time: "2026-11-23T10:00:00.123Z"),
            with("T10:00:00Z", #"T10:00:0\u0030Z"#), with("2026-11-23T10:00:00Z", #"2026-11-23T10:0"0:00Z"#),
            with(#""2026-11-23T10:00:00Z""#, "1795000000"), with("us-east-1", "us-west-2"),
            with("us-east-1", #"us\teast"#),
            with(#""region":"us-east-1","#, ""), with("vpc-1", "vpc-2"),
            with(#""vpc_id":"vpc-1","#, #""vpc_id":null,"#),
            with("111122223333", "444455556666"), with("111122223333", "4444"), with("1.100000", "1.2"),
            with(#""query_name":"a.example.""#, #""query_name":17"#), with(#""query_name":"a.example.","#, ""),
            with(#""query_name":"#, #""query_name" :"#), with(#""query_name":"a.example.""#, #""query_name":"#),
            with(#""1.100000""#, #"{"query_name":"x.example."}"#),
            with(#""query_type""#, #""query_timestamp":"2026-11-23T11:00:00Z","query_type""#),
            with(
                #""query_type""#,
                #""region":"eu-west-1","query_name":"e.example.","account_id":"777788889999","query_type""#),
            with("us-east-1", String(repeating: "r", count: 300)), "\(line.prefix(100))", "\(line.prefix(140))", "{}",
            "junk",
        ]
        var numbers = Numbers(state: 5)
        for _ in 0..<50 {
            let picked = (0..<60).map { _ in lines.randomElement(using: &numbers) ?? line }
            let alone = picked.map { queries($0 + "\n") }
            let together = queries(picked.map { $0 + "\n" }.joined())
            let without = { (query: OwnedQuery) in
                var query = query
                query.offset = 0
                return query
            }
            #expect(together.records.map(without) == alone.flatMap { $0.records.map(without) })
            #expect(!together.records.isEmpty && !together.refusals.isEmpty)
        }
    }

    @Test func `every form that exports give is taken`() {
        let a = ResolverQueryParserTests.line("a.example.")
        let b = ResolverQueryParserTests.line("b.example.")
        let ids = [StableHash.of(a) >> 1, StableHash.of(b) >> 1]
        func quoted(_ text: String) -> String { text.replacingOccurrences(of: "\"", with: "\\\"") }
        let forms = [
            "\(a)\n\(b)\n", "\(a)\n\(b)", "\(a)\r\n\r\n\(b)\r\n", "\(a)\(b)", "[\(a),\n\(b)]", "\u{FEFF}\(a)\n\(b)",
            "2026-11-23T10:00:01.123Z \(a)\n2026-11-23T10:00:02.000Z \(b)\n", "\u{1E}\(a)\n\u{1E}\(b)\n",
            "2026-11-23T10:00:00+00:00 vpc-1_i-1 \(a)\n2026-11-23T10:00:00+00:00 vpc-1_i-1 \(b)\n",
            #"{"messageType":"DATA_MESSAGE","owner":"1","logEvents":[{"id":"1","timestamp":1,"message":"\#(quoted(a))"},"#
                + #"{"id":"2","timestamp":2,"message":"\#(quoted(b))"}]}"#,
        ]
        for form in forms {
            let parsed = queries(form)
            #expect(parsed.refusals.isEmpty, "\(form)")
            #expect(parsed.records.map(\.name) == ["a.example.", "b.example."], "\(form)")
            #expect(parsed.records.map(\.recordID) == ids, "\(form)")
        }
    }

    @Test func `offsets are those of the records`() {
        let a = ResolverQueryParserTests.line("a.example.")
        let text = "  \(a)\nnonsense\n{\"x\":1}\n\(a)\n"
        let parsed = queries(text)
        let first = UInt64(2)
        let nonsense = first + UInt64(a.utf8.count) + 1
        #expect(parsed.records.map(\.offset) == [first, nonsense + 9 + 8])
        #expect(
            parsed.refusals == [
                ParseRefusal(offset: nonsense, reason: .notARecord),
                ParseRefusal(offset: nonsense + 9, reason: .notARecord),
            ])
    }

    @Test func `what a record lacks is absent`() throws {
        let parsed = queries(#"{"query_timestamp":"2026-11-23T10:00:00Z","query_name":"x."}"#)
        let query = try #require(parsed.records.first)
        #expect(query.account == .unknown && query.source == "::" && query.firewall == [nil, nil, nil])
        #expect(query.numbers == [0, 0, 255, 0, 0, 0])
    }

    @Test func `odd values are read without failing`() throws {
        let parsed = queries(
            #"{"query_timestamp":"2026-11-23T10:00:00.5Z","query_name":"x.","account_id":111122223333,"srcport":53,"srcaddr":"bogus","#
                + #""answers":null,"srcids":null,"rcode":3,"query_type":"TYPE65","query_class":"CLASS3","transport":"DOH-FIPS","new":[{}]}"#
        )
        let query = try #require(parsed.records.first)
        #expect(
            query.account.number == 111_122_223_333 && query.source == "::" && query.time == "2026-11-23T10:00:00.500Z")
        #expect(query.numbers == [65, 3, 3, 4, 53, 0])
    }

    @Test(arguments: [
        (#"{"query_name":"x."}"#, RefusalReason.badTime),
        (#"{"query_timestamp":"2026-11-23T10:00:00Z"}"#, .missingField),
        (#"{"query_timestamp":"yesterday","query_name":"x."}"#, .badTime), (#"{"a":1}"#, .notARecord),
        ("{}", .notARecord),
        (#"{"query_timestamp":"2026-02-30T10:00:00Z","query_name":"x."}"#, .badTime),
        (#"{"query_timestamp":"2026-11-23T10:00:00Z","query_name":null}"#, .missingField),
        (#"{"query_timestamp":"2026-11-23T10:00:00Z","query_name":"x.""#, .cutOff), ("{\"a\u{0}\":1}", .badJSON),
        (#"{"query_timestamp":"2026-11-23T10:00:00Z" "query_name":"x."}"#, .badJSON), ("\u{0}\u{0}", .notARecord),
        ("{\"a\":" + String(repeating: "[", count: 100) + String(repeating: "]", count: 100) + "}", .tooDeep),
    ])
    func `what is no query is refused with its reason`(_ text: String, _ reason: RefusalReason) {
        let parsed = queries(text)
        #expect(parsed.records.isEmpty)
        #expect(parsed.refusals == [ParseRefusal(offset: 0, reason: reason)])
    }

    @Test func `times far away are kept`() {
        for time in ["1970-01-01T00:00:22Z", "2400-12-31T23:59:59Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:60Z"] {
            #expect(queries(ResolverQueryParserTests.line("x.", time: time)).records.count == 1)
        }
    }

    @Test func `the last of repeated keys wins`() {
        let text = ResolverQueryParserTests.line("first.", more: #","query_name":"last.""#)
        #expect(queries(text).records.map(\.name) == ["last."])
    }

    @Test func `a damaged line costs no other line`() {
        let good = ResolverQueryParserTests.line("good.example.")
        let whole = Array(good.utf8)
        // Torn at every byte, with a good line before and two behind.
        for length in 1..<whole.count {
            let torn = String(decoding: whole[..<length], as: UTF8.self)
            let parsed = queries("\(good)\n\(torn)\n\(good)\n\(good)\n")
            #expect(parsed.records.count == 3, "torn after \(length): \(torn)")
            #expect(parsed.refusals.map(\.offset) == [UInt64(whole.count + 1)], "torn after \(length)")
        }
    }

    @Test func `a damaged record in a single line costs no other one`() {
        let good = ResolverQueryParserTests.line("good.example.")
        for damaged in [
            good.replacingOccurrences(of: "NXDOMAIN\"", with: "NXDOMAIN"), #"{"version":tru}"#, #"{"version":"#,
        ] {
            let parsed = queries(good + damaged + good + good)
            #expect(parsed.records.count == 3, "\(damaged)")
            #expect(parsed.refusals.count == 1)
        }
    }

    @Test func `an oversized record is refused once and passed without being kept`() {
        let good = ResolverQueryParserTests.line("good.example.")
        let huge = ResolverQueryParserTests.line(
            "huge.", more: ",\"x\":\"" + String(repeating: "y", count: 20 << 20) + "\"")
        let content = Array("\(good)\n\(huge)\n\(good)\n".utf8)
        var parser = ResolverQueryParser()
        var records = 0
        var refusals: [ParseRefusal] = []
        var largest = 0
        feed(content, size: { 4 << 20 }) { chunk, offset, isFinal in
            largest = max(largest, chunk.count)
            return parser.parse(
                chunk, at: offset, isFinal: isFinal, each: { _ in records += 1 }, refused: { refusals.append($0) })
        }
        #expect(records == 2)
        #expect(refusals == [ParseRefusal(offset: UInt64(good.utf8.count + 1), reason: .tooLong)])
        #expect(largest <= 24 << 20)
    }

    @Test func `any split into chunks gives the same`() {
        let lines = [
            ResolverQueryParserTests.line("a.example."), "nonsense", ResolverQueryParserTests.documented,
            ResolverQueryParserTests.line("torn."), "{\"version\":\"1\",\"answers\":[{",
            ResolverQueryParserTests.line("b\\\\344.example."),
            "{\"version\":tru}" + ResolverQueryParserTests.line("c."),
            "2026-11-23T10:00:01.123Z " + ResolverQueryParserTests.line("d."),
            "{\"x\":\"\\ud83d\\ude00\"}", "\u{0}\u{1}", ResolverQueryParserTests.line("e."),
        ]
        let content = Array(lines.joined(separator: "\n").utf8)
        let whole = queries(content)
        #expect(whole.records.count == 7)
        for size in 1..<70 { #expect(queries(content, size: { size }) == whole, "pieces of \(size)") }
        var numbers = Numbers(state: 5)
        for round in 0..<60 {
            #expect(queries(content, size: { 1 + numbers.below(600) }) == whole, "round \(round)")
        }
    }

    @Test func `mutated logs never trap and never invent what lies behind the end`() {
        let base = Array(
            (0..<6).map { ResolverQueryParserTests.line("host\($0).example.") }.joined(separator: "\n").utf8)
        var numbers = Numbers(state: 1100)
        for round in 0..<1000 {
            var content = base
            for _ in 0...numbers.below(8) {
                let at = numbers.below(content.count)
                switch numbers.below(4) {
                case 0: content[at] = UInt8(truncatingIfNeeded: numbers.next())
                case 1: content.remove(at: at)
                case 2: content.insert(Array("{}[]\",:\\\n".utf8)[numbers.below(9)], at: at)
                default: content.replaceSubrange(at..<min(content.count, at + numbers.below(40)), with: [])
                }
                if content.isEmpty { content = base }
            }
            let whole = queries(content)
            let size = 1 + numbers.below(300)
            let split = queries(content, size: { size })
            #expect(split == whole, "round \(round)")
            for record in whole.records {
                #expect(
                    Int(record.offset) + record.record.utf8.count <= content.count || record.record.contains("\u{FFFD}")
                )
            }
        }
    }
}
