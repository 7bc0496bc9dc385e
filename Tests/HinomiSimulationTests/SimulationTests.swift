// SPDX-License-Identifier: Apache-2.0

import Foundation
import HinomiFindings
import HinomiIntelligence
import HinomiPipeline
import HinomiRecords
import HinomiSources
import Testing

@testable import HinomiSimulation

@Suite struct SimulationTests {
    @Test func `The same seed writes the same bytes and another seed does not`() throws {
        let (a, b) = (
            try SimulatedFolder(days: 2, principals: 12, attacks: nil),
            try SimulatedFolder(days: 2, principals: 12, attacks: nil)
        )
        #expect(!a.files.isEmpty && a.files == b.files)
        #expect(try a.files.filter { try a.bytes($0) != b.bytes($0) } == [])
        let other = try SimulatedFolder(seed: 12, days: 2, principals: 12, attacks: nil)
        #expect(Set(a.files.filter { $0.hasPrefix("AWSLogs") }).isDisjoint(with: other.files))
    }

    @Test func `Every record of a calm organisation is read and none alarms`() throws {
        let calm = try SimulatedFolder(days: 5, accounts: 2)
        let scan = try Scanner(
            options: ScanOptions(paths: [calm.path + "/AWSLogs"], threads: 2),
            intelligence: IntelligenceBundle.Builder().build(),
            places: places(of: calm)
        ).run()
        #expect(scan.problems.isEmpty)
        #expect(scan.statistics.calls == calm.outcome.calls)
        #expect(scan.statistics.flows == calm.outcome.flows)
        #expect(scan.statistics.queries == calm.outcome.queries)
        #expect(scan.findings.filter { $0.severity >= .medium }.map(\.type.name) == [])
    }

    @Test func `Files lie and are named as AWS delivers them and hold what they say`() throws {
        let folder = try SimulatedFolder(days: 2, principals: 12)
        for name in folder.files where name.hasPrefix("AWSLogs") {
            let facts = try #require(S3Key.parse(name), "\(name)")
            #expect(facts.date != nil && facts.fileTime != nil, "\(name)")
        }
        var strays: [String] = []
        for (file, record) in try folder.records() {
            let day = (record["eventTime"] as? String ?? "-").prefix(10).replacingOccurrences(of: "-", with: "/")
            let account = record["recipientAccountId"] as? String ?? "-"
            let place = "AWSLogs/\(account)/CloudTrail/\(record["awsRegion"] as? String ?? "-")/\(day)/"
            if !file.hasPrefix(place) { strays.append("\(file): \(place)") }
        }
        #expect(strays == [])
    }

    @Test func `People work by day and in the week`() throws {
        let folder = try SimulatedFolder(days: 4, principals: 40)
        var byDay: [String: Int] = [:]
        for (_, record) in try folder.records() {
            let identity = record["userIdentity"] as? [String: Any]
            let arn = identity?["arn"] as? String ?? ""
            guard arn.contains("AWSReservedSSO") else { continue }
            byDay[String((record["eventTime"] as? String ?? "").prefix(10)), default: 0] += 1
        }
        let saturday = byDay["2026-10-03", default: 0] + byDay["2026-10-04", default: 0]
        let week = byDay["2026-10-01", default: 0] + byDay["2026-10-02", default: 0]
        #expect(week > 200 && saturday * 3 < week)
    }

    @Test func `Both accounts record who took a role and with which key the work is done`() throws {
        let folder = try SimulatedFolder(days: 2, accounts: 2, principals: 60)
        let records = try folder.records().map(\.record)
        var pairs: [String: [[String: Any]]] = [:]
        for record in records where record["eventName"] as? String == "AssumeRole" {
            if let shared = record["sharedEventID"] as? String { pairs[shared, default: []].append(record) }
        }
        let both = pairs.values.filter { $0.count == 2 }
        #expect(!both.isEmpty)
        let keys = Set(records.compactMap { ($0["userIdentity"] as? [String: Any])?["accessKeyId"] as? String })
        for pair in both {
            #expect(Set(pair.compactMap { $0["recipientAccountId"] as? String }).count == 2)
            let answer = pair[0]["responseElements"] as? [String: Any]
            let credentials = answer?["credentials"] as? [String: Any]
            #expect(keys.contains(try #require(credentials?["accessKeyId"] as? String)))
        }
    }
}

func places(of folder: SimulatedFolder) throws -> [any PlaceSource] {
    try KnowledgeFiles(geo: ["networks.tsv", "organisations.tsv"].map { folder.path + "/" + $0 }).load().places
}
