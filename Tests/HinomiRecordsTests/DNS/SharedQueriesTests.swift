// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import HinomiRecords

@Suite(.enabled(if: SharedData.isThere, "needs the shared logs beside the repository"))
struct SharedQueriesTests {
    @Test func `all published query logs are read as Foundation reads them`() throws {
        var total = 0
        for file in SharedData.files("dns", ending: ".log.gz") + SharedData.files("lab", ending: "dns.log.gz") {
            let content = try SharedData.inflated(file)
            let lines = content.split(separator: 0x0A)
            let step = max(1, lines.count / 40)
            var sample: [OwnedQuery] = []
            var count = 0
            var parser = ResolverQueryParser()
            feed(content, size: { 1 << 20 }) { chunk, offset, isFinal in
                parser.parse(
                    chunk, at: offset, isFinal: isFinal,
                    each: { query in
                        if count % step == 0 { sample.append(OwnedQuery(query)) }
                        count += 1
                    }, refused: { Issue.record("\(file.lastPathComponent): \($0)") })
            }
            #expect(count == lines.count, "\(file.lastPathComponent)")
            total += count
            for (i, query) in sample.enumerated() { try compare(query, Data(lines[i * step])) }
        }
        #expect(total > 170_000)
    }

    func compare(_ query: OwnedQuery, _ line: Data) throws {
        let theirs = try #require(try JSONSerialization.jsonObject(with: line) as? [String: Any])
        #expect(query.name == theirs["query_name"] as? String)
        #expect(query.type == theirs["query_type"] as? String && query.numbers[0] > 0)
        #expect(query.account.description == theirs["account_id"] as? String)
        #expect(query.region == theirs["region"] as? String && query.vpc == theirs["vpc_id"] as? String)
        #expect(query.instance == (theirs["srcids"] as? [String: Any])?["instance"] as? String)
        #expect(query.source == theirs["srcaddr"] as? String)
        #expect(String(query.numbers[4]) == theirs["srcport"] as? String)
        #expect(query.time == (theirs["query_timestamp"] as? String)?.replacingOccurrences(of: "Z", with: ".000Z"))
        let answers = try #require(theirs["answers"] as? [[String: Any]])
        #expect(query.numbers[5] == answers.count)
        #expect(
            query.answers.map { $0.drop { $0 != " " }.dropFirst() }.map(String.init)
                == answers.map { $0["Rdata"] as? String })
        #expect(query.recordID == StableHash.of(String(decoding: line, as: UTF8.self)) >> 1)
    }
}
