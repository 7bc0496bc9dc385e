// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import HinomiRecords

@Suite struct ContentKindTests {
    func kind(_ bytes: [UInt8]) -> ContentKind { bytes.withUnsafeBufferPointer { ContentKind.recognise($0) } }
    func kind(_ text: String) -> ContentKind { kind(Array(text.utf8)) }

    static let flow =
        "2 123456789010 eni-1235b8ca123456789 172.31.16.139 172.31.16.21 20641 22 6 20 4249 1418530010 1418530070 ACCEPT OK"

    @Test(arguments: [
        "\(flow)\n", "\(flow)", "\u{FEFF}\(flow)\r\n", "\n\n\(flow)\n",
        "2 unknown eni-1235b8ca123456789 - - - - - - - 1431280876 1431280934 - NODATA\n", "damaged line\n\(flow)\n",
    ])
    func `flow records without a header are recognised`(_ text: String) {
        #expect(kind(text) == .vpcFlow(hasHeader: false))
    }

    @Test(arguments: [
        "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status\n\(flow)\n",
        "account_id vpc_id interface_id srcaddr dstaddr start\n",
        "\u{FEFF}version srcaddr dstaddr srcport new-field\r\n",
        "pkt-srcaddr pkt-dstaddr flow-direction tcp-flags start end\n",
    ])
    func `flow records with a header are recognised`(_ text: String) {
        #expect(kind(text) == .vpcFlow(hasHeader: true))
    }

    @Test func `exports of CloudWatch Logs are recognised by the time in front`() {
        #expect(kind("2024-04-19T00:00:00.000Z \(ContentKindTests.flow)\n") == .cloudWatchFlow)
        #expect(kind("2024-04-19T00:00:00.000Z \(ResolverQueryParserTests.line("x."))\n") == .resolverQuery)
        #expect(kind("2024-04-19T00:00:00.000Z \(CloudTrailParserTests.record("X"))\n") == .cloudTrail)
    }

    @Test func `query logs are recognised in every form`() {
        let line = ResolverQueryParserTests.line("x.")
        let quoted = line.replacingOccurrences(of: "\"", with: "\\\"")
        for text in [
            line, "\(line)\n\(line)\n", "[\(line)]", "\u{FEFF}\n\(line)", ResolverQueryParserTests.documented,
            "{\"messageType\":\"DATA_MESSAGE\",\"logEvents\":[{\"id\":\"1\",\"message\":\"\(quoted)\"}]}",
            "{\"version\":tru}\n\(line)\n",
        ] {
            #expect(kind(text) == .resolverQuery, "\(text)")
        }
        #expect(kind(Array(line.utf8.prefix(180))) == .resolverQuery)
    }

    @Test func `CloudTrail logs are recognised in every form`() {
        let record = CloudTrailParserTests.record("X")
        let quoted = record.replacingOccurrences(of: "\"", with: "\\\"")
        for text in [
            record, "{\"Records\":[\(record)]}", "{\"Records\":[", "{\"Records\":[]}",
            "{ \"Records\" : [ \(record.prefix(40))", "[\(record)]",
            "{\"version\":\"0\",\"source\":\"aws.iam\",\"detail\":\(record)}", "{\"eventData\":\"\(quoted)\"}",
            "{\"Events\":[{\"EventId\":\"x\",\"CloudTrailEvent\":\"\(quoted)\"}]}",
            "{\"ruleId\":\"x\",\"event\":\(record)}",
            "{\"logEvents\":[{\"message\":\"\(quoted)\"}]}",
            "{\"Records\":[{\"requestParameters\":{\"x\":\"" + String(repeating: "y", count: 200)
                + "\"},\"eventSource\":\"s3.amazonaws.com\"",
        ] {
            #expect(kind(text) == .cloudTrail, "\(text)")
        }
    }

    @Test func `nothing is empty`() {
        for text in ["", " ", "\n\r\n\t", "\u{FEFF}", "\u{FEFF}\n"] { #expect(kind(text) == .empty) }
    }

    @Test(arguments: [
        ("src,dst,port\n1,2,3\n", "CSV with columns src, dst, port"),
        ("timestamp,message\n1,x\n", "CSV with columns timestamp, message"),
        (#"{"awsAccountId":"1","digestStartTime":"x","digestS3Bucket":"b","logFiles":[]}"#, "a CloudTrail digest"),
        (
            #"{"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","eventName":"ObjectCreated:Put"}]}"#,
            "notifications of aws:s3"
        ),
        (#"{"a":1,"b":2}"#, "JSON with the keys a, b"), ("{}", "JSON without records"),
        ("[1,2]", "JSON without records"),
        ("#separator \\x09\n", "a Zeek log"), ("<html>", "XML or HTML"),
        ("hello world\n", "text that begins with \"hello world\""),
        ("\u{0}\u{1}\u{2}", "binary data"),
        ("2 123456789010 eni-1 short line\n", "text that begins with \"2 123456789010 eni-1 short line\""),
        (
            #"{"logEvents":[{"message":"2 123456789010 eni-1235b8ca123456789 172.31.16.139 172.31.16.21 20641 22 6 20 4249 1418530010 1418530070 ACCEPT OK"}]}"#,
            "flow records in envelopes of CloudWatch Logs"
        ),
    ])
    func `everything else is named`(_ text: String, _ name: String) {
        #expect(kind(text) == .other(name))
    }

    @Test func `binary formats are named by their first bytes`() {
        #expect(kind([0x1F, 0x8B, 0x08, 0x00]) == .other("gzip data within what was decompressed"))
        #expect(kind(Array("PAR1".utf8) + [1, 2, 3]) == .other("a Parquet file"))
        #expect(kind([0xFF, 0xFE, 0x7B, 0x00]) == .other("UTF-16 text"))
    }

    @Test(arguments: [5..<6, 5000..<5001, 0..<4000, 3000..<14_000])
    func `zero bytes in a log do not hide it`(zeros: Range<Int>) {
        var damaged = Array(String(repeating: "\(ContentKindTests.flow)\n", count: 200).utf8)
        for place in zeros { damaged[place] = 0 }
        #expect(kind(damaged) == .vpcFlow(hasHeader: false))
    }

    @Test func `anything may come first without a trap`() {
        var numbers = Numbers(state: 17)
        let seeds = [
            ContentKindTests.flow, ResolverQueryParserTests.documented, CloudTrailParserTests.assumedRole,
            "[{\"Records\":[{\"a\":[",
            "2024-04-19T00:00:00.000Z {\"logEvents\":[{\"message\":\"{}\"}]}",
        ].map { Array($0.utf8) }
        for _ in 0..<5000 {
            var content = seeds[numbers.below(seeds.count)]
            for _ in 0..<numbers.below(20) {
                content[numbers.below(content.count)] = UInt8(truncatingIfNeeded: numbers.next())
            }
            _ = kind(Array(content.prefix(numbers.below(content.count + 1))))
        }
    }

    @Test(.enabled(if: SharedData.isThere, "needs the shared logs beside the repository"))
    func `all published logs are recognised`() throws {
        func head(_ file: URL) throws -> [UInt8] { Array(try SharedData.inflated(file).prefix(ContentKind.headLength)) }
        for file in SharedData.files("dns", ending: ".log.gz") {
            #expect(kind(try head(file)) == .resolverQuery, "\(file)")
        }
        for file in SharedData.files("cloudtrail", ending: ".gz") {
            #expect(kind(try head(file)) == .cloudTrail, "\(file)")
        }
        for file in SharedData.files("vpcflow", ending: ".log.gz") {
            #expect(kind(try head(file)) == .vpcFlow(hasHeader: true), "\(file)")
        }
        for file in SharedData.files("lab", ending: ".gz") where !file.path.contains("/intel/") {
            let name = file.lastPathComponent
            let expected: ContentKind =
                name.hasPrefix("vpcflow")
                ? .vpcFlow(hasHeader: true) : name.hasPrefix("dns") ? .resolverQuery : .cloudTrail
            let found = kind(try head(file))
            #expect(found == expected || found == .empty, "\(file): \(found)")
        }
    }
}
