// SPDX-License-Identifier: Apache-2.0

import Foundation
import HinomiFindings
import HinomiIntelligence
import HinomiPipeline
import Testing

@testable import HinomiSimulation

@Suite struct AttackTests {
    @Test func `Every attack has a type of the catalogue`() {
        let known = Set(Catalogue.builtIn.rows.map(\.type.name))
        #expect(AttackKind.allCases.filter { !known.contains($0.rawValue) } == [])
    }

    @Test func `Every attack happens late and its labels name records that are there`() throws {
        let folder = try SimulatedFolder(days: 5, principals: 16, attacks: AttackKind.allCases)
        #expect(folder.outcome.attacks.map(\.kind) == AttackKind.allCases)
        let times = Dictionary(
            uniqueKeysWithValues: try folder.records().map {
                ($0.record["eventID"] as? String ?? "", $0.record["eventTime"] as? String ?? "")
            })
        let labels = try #require(try folder.labels()["labels"] as? [[String: Any]])
        #expect(labels.count == AttackKind.allCases.count)
        for label in labels {
            let kind = try #require(AttackKind(rawValue: label["type"] as? String ?? ""))
            let events = try #require(label["events"] as? [String])
            #expect(events.isEmpty == kind.isTraffic, "\(kind)")
            let (first, last) = (label["first"] as? String ?? "", label["last"] as? String ?? "")
            #expect(first >= "2026-10-04", "\(kind)")
            let strays = events.filter { !(first...last).contains(times[$0] ?? "") }
            #expect(strays == [], "\(kind)")
        }
    }

    @Test func `An intruder comes from a network that nobody else comes from`() throws {
        let folder = try SimulatedFolder(days: 5, principals: 12, attacks: [.compromisedCredentials])
        let labels = try #require(try folder.labels()["labels"] as? [[String: Any]])
        let events = Set(labels[0]["events"] as? [String] ?? [])
        let remote = try #require(labels[0]["remote"] as? String)
        var actors: Set<String> = []
        var names: [String] = []
        var strays = 0
        for (_, record) in try folder.records() {
            let isHis = events.contains(record["eventID"] as? String ?? "")
            if isHis != (record["sourceIPAddress"] as? String == remote) { strays += 1 }
            guard isHis else { continue }
            names.append(record["eventName"] as? String ?? "")
            actors.insert((record["userIdentity"] as? [String: Any])?["userName"] as? String ?? "")
        }
        #expect(strays == 0)
        // The stolen user, and the one that it made.
        #expect(actors.count == 2)
        for name in ["CreateUser", "CreateAccessKey", "AttachUserPolicy", "StopLogging"] {
            #expect(names.contains(name))
        }
    }

    @Test func `Attacks that rules decide are found and evaluate finds nothing else`() throws {
        let kinds: [AttackKind] = [
            .instanceCredentials, .consoleLogin, .loggingDisabled, .publicBucket, .kali, .mining, .portScan, .guessing,
            .dnsExfiltration,
        ]
        let folder = try SimulatedFolder(days: 5, principals: 16, attacks: kinds)
        let cases = try LabelFile.cases(at: folder.path)
        #expect(cases.count == 1)
        let result = try Evaluator(
            intelligence: IntelligenceBundle.Builder().build(), places: places(of: folder), threads: 2
        ).evaluate(try #require(cases.first))
        let missed = result.outcomes.filter { $0.expectation.certainty == .certain && $0.finding == nil }
        #expect(missed.map(\.expectation.type) == [])
        #expect(result.falseAlarms.map(\.type.name) == [])
        #expect(result.problems.isEmpty)
    }
}
