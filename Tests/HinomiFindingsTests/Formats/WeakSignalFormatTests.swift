// SPDX-License-Identifier: Apache-2.0

import Foundation
import HinomiRecords
import Testing

@testable import HinomiFindings

@Suite struct WeakSignalFormatTests {
    private static let meaning = APIMeaning(
        tactic: .persistence, effect: .write, sensitivity: .high, technique: AttackTechnique("T1098.001"))

    private static func signal(
        _ api: String, principal: String = "arn:aws:iam::111122223333:user/ann", error: String = "", at seconds: Int64,
        meaning: APIMeaning = meaning
    ) -> WeakSignal {
        let time = Timestamp(seconds: seconds)
        return WeakSignal(
            account: AccountID(number: 111_122_223_333), principal: principal, principalType: "IAMUser",
            service: "iam.amazonaws.com", api: api, region: "us-east-1", errorCode: error, meaning: meaning, count: 2,
            first: RecordReference(time: time, recordID: 7, origin: Origin(input: 0, offset: 0)), eventID: "e-1",
            last: Timestamp(seconds: seconds + 61), sources: ["192.0.2.7", "cloudformation.amazonaws.com"])
    }

    private static func signals(_ all: [WeakSignal], cut: Int = 0) -> WeakSignals {
        var signals = WeakSignals()
        signals.all = all
        if cut > 0 { (signals.callsCut, signals.cutFrom) = (cut, Timestamp(seconds: 1_767_225_600)) }
        return signals
    }

    // 2026-01-01T00:00:00Z
    private static let newYear: Int64 = 1_767_225_600

    private static func lines(_ signals: WeakSignals) throws -> [[String: Any]] {
        var data = Data()
        WeakSignalFormat.writeLines(signals) { data.append(contentsOf: $0) }
        return try data.split(separator: 0x0A).map {
            try #require(try JSONSerialization.jsonObject(with: $0) as? [String: Any])
        }
    }

    @Test func `a line holds one signal under its name and nothing that a finding has`() throws {
        var one = Self.signal("CreateAccessKey", at: Self.newYear)
        (one.file, one.line) = ("logs/a.json", 3)
        let lines = try Self.lines(Self.signals([one]))
        #expect(lines.map { Array($0.keys) } == [["weakSignal"]])
        let signal = try #require(lines.first?["weakSignal"] as? [String: Any])
        for name in ["id", "type", "severity", "arn", "schemaVersion"] { #expect(signal[name] == nil) }
        #expect(signal["tactic"] as? String == "Persistence" && signal["tacticId"] as? String == "TA0003")
        #expect(signal["techniqueId"] as? String == "T1098.001")
        #expect(signal["sensitivity"] as? String == "high" && signal["effect"] as? String == "write")
        #expect(signal["outcome"] as? String == "success" && signal["errorCode"] == nil)
        #expect(signal["firstSeen"] as? String == "2026-01-01T00:00:00.000Z")
        #expect(signal["lastSeen"] as? String == "2026-01-01T00:01:01.000Z")
        #expect(signal["count"] as? Int == 2)
        #expect(signal["sources"] as? [String] == ["192.0.2.7", "cloudformation.amazonaws.com"])
        let first = try #require(signal["firstCall"] as? [String: Any])
        #expect(first["file"] as? String == "logs/a.json" && first["line"] as? Int == 3)
    }

    @Test func `a document has them beside the findings`() throws {
        let signals = Self.signals([Self.signal("A", at: 0), Self.signal("B", error: "AccessDenied", at: 1)], cut: 5)
        for findings in [[], Samples.findings(Samples.all)] {
            var data = Data()
            JSONFormat.write(findings, weakSignals: signals) { data.append(contentsOf: $0) }
            let document = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
            #expect(Set(document.keys) == ["findings", "weakSignals", "weakSignalsCut"])
            #expect((document["findings"] as? [Any])?.count == findings.count)
            let all = try #require(document["weakSignals"] as? [[String: Any]])
            #expect(all.map { $0["api"] as? String } == ["A", "B"])
            #expect(all.last?["outcome"] as? String == "failure")
            #expect((document["weakSignalsCut"] as? [String: Any])?["calls"] as? Int == 5)
        }
        var alone = Data()
        WeakSignalFormat.writeDocument(Self.signals([])) { alone.append(contentsOf: $0) }
        #expect(String(decoding: alone, as: UTF8.self) == "{\n  \"weakSignals\": []\n}\n")
    }

    @Test func `a table has a cell for each column, and no formula`() {
        var data = Data()
        WeakSignalFormat.writeTable(Self.signals([Self.signal("=1+1", at: 0)])) { data.append(contentsOf: $0) }
        let rows = CSVFormatTests.rows(data)
        #expect(rows.count == 2)
        #expect(rows.allSatisfy { $0.count == WeakSignalFormat.header.count })
        #expect(rows.last?[5] == "'=1+1")
    }

    @Test func `whoever shows more of an attack comes first, each by time`() throws {
        let discovery = APIMeaning(tactic: .discovery, effect: .read, sensitivity: .low, technique: nil)
        var text = ""
        var create = Self.signal("CreateUser", principal: "zzz", at: Self.newYear + 90_000)
        (create.file, create.line) = ("logs/b.json", 9)
        WeakSignalReport().write(
            Self.signals([
                Self.signal("ListUsers", principal: "aaa", at: Self.newYear, meaning: discovery),
                create,
                Self.signal("ListRoles", principal: "zzz", error: "AccessDenied", at: Self.newYear, meaning: discovery),
            ])
        ) { text += $0 }
        let places = [
            "3 weak signals of 2 callers", "zzz", "2026-01-01", "iam:ListRoles", "2026-01-02", "iam:CreateUser", "aaa",
        ]
        .map { text.range(of: $0)?.lowerBound }
        #expect(!places.contains(nil))
        #expect(places.compactMap { $0 } == places.compactMap { $0 }.sorted())
        #expect(text.contains("192.0.2.7, cloudformation.amazonaws.com; [1]:9\n"))
        #expect(text.hasSuffix("The first calls are in\n  [1] logs/b.json\n"))
        #expect(text.contains("00:00:00–00:01:01  ● Discovery iam:ListRoles twice, AccessDenied, us-east-1\n"))
        #expect(text.contains("01:00:00–01:01:01  ▲ Persistence iam:CreateUser twice, us-east-1, T1098.001\n"))
    }

    @Test(arguments: Hostile.texts) func `nothing out of logs steers the terminal or breaks a line`(text: String) throws
    {
        var hostile = Self.signal(text, principal: text, error: text, at: 0)
        hostile.sources = [text]
        hostile.service = text
        hostile.region = text
        hostile.file = text
        var report = ""
        WeakSignalReport().write(Self.signals([hostile], cut: 1)) { report += $0 }
        #expect(!report.unicodeScalars.contains { VisibleText.isHidden($0) && $0 != "\n" })
        let lines = try Self.lines(Self.signals([hostile]))
        let read = try #require(lines.first?["weakSignal"] as? [String: Any])
        #expect(read["principal"] as? String == text)
    }

    @Test func `what is missing is said`() throws {
        var text = ""
        WeakSignalReport().write(Self.signals([Self.signal("A", at: 0)], cut: 1_234)) { text += $0 }
        #expect(text.contains("1,234 calls from 2026-01-01 00:00:00 UTC on"))
        #expect(try Self.lines(Self.signals([], cut: 2)).map { Array($0.keys) } == [["weakSignalsCut"]])
    }
}
