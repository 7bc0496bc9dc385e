// SPDX-License-Identifier: Apache-2.0

import Foundation
import HinomiAPIModel
import HinomiFindings
import HinomiRecords
import Testing

@testable import HinomiService
@testable import HinomiStore

@Suite struct FindingIntakeTests {
    private let account = AccountID(number: 111_111_111_111)
    private let region = "eu-west-1"
    private let now = Timestamp(seconds: 1_790_000_000)
    private let service = GuardDutyService()

    private func withStore(_ body: (Transaction) throws -> Void) throws {
        let folder = NSTemporaryDirectory() + "hinomi-service-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let store = try Store(folder: folder)
        defer { try? store.close() }
        try store.writeNow(body)
    }

    private func call(_ transaction: Transaction) -> ServiceCall {
        ServiceCall(
            Caller(account: account, region: region, level: .administer, keyID: "k"), store: transaction, now: now)
    }

    private func finding(count: Int = 1) throws -> StoredFinding {
        var finding = try #require(
            try SampleFindings(account: account, region: region, at: now).findings(of: ["Recon:EC2/Portscan"]).first)
        finding.count = count
        return try StoredFinding(document: finding.json())
    }

    @Test func `the detector of an account is turned on when it is first seen, and never again`() throws {
        try withStore { transaction in
            var intake = FindingIntake(service, transaction, now: now)
            #expect(try !intake.take(try finding()))
            try intake.see(account, in: region)
            let detector = try #require(try transaction.detector(of: account, in: region))
            #expect(try intake.take(try finding()))
            try transaction.deleteDetector(detector)
            var later = FindingIntake(service, transaction, now: now)
            try later.see(account, in: region)
            #expect(try transaction.detector(of: account, in: region) == nil)
            #expect(try !later.take(try finding()))
        }
    }

    @Test func `a suspended detector takes nothing`() throws {
        try withStore { transaction in
            var intake = FindingIntake(service, transaction, now: now)
            try intake.see(account, in: region)
            var detector = try #require(try transaction.detector(of: account, in: region))
            detector.isEnabled = false
            try transaction.save(detector)
            var later = FindingIntake(service, transaction, now: now)
            #expect(try !later.take(try finding()))
            #expect(try transaction.finding(try finding().id) == nil)
        }
    }

    @Test func `what was archived stays so until it goes on, and opinions stay`() throws {
        try withStore { transaction in
            var intake = FindingIntake(service, transaction, now: now)
            try intake.see(account, in: region)
            try intake.take(try finding())
            var archived = try #require(try transaction.finding(try finding().id))
            archived.archive(true)
            archived.note(feedback: "USEFUL", comments: "seen")
            try transaction.save(archived, now: now)
            try intake.take(try finding())
            #expect(try transaction.finding(archived.id)?.isArchived == true)
            try intake.take(try finding(count: 2))
            let again = try #require(try transaction.finding(archived.id))
            #expect(!again.isArchived)
            #expect(again.count == 2)
            #expect(again.document["service"]?["userFeedback"]?.text == "USEFUL")
        }
    }

    @Test func `filters archive what they describe`() throws {
        try withStore { transaction in
            var intake = FindingIntake(service, transaction, now: now)
            try intake.see(account, in: region)
            let detector = try #require(try transaction.detector(of: account, in: region))
            _ = try service.createFilter(
                API.CreateFilterRequest(
                    detectorID: detector.id, name: "scans", action: .archive,
                    findingCriteria: API.Document(bytes: Array(#"{"criterion":{"type":{"matches":["Recon:*"]}}}"#.utf8))
                ),
                call(transaction))
            var later = FindingIntake(service, transaction, now: now)
            try later.take(try finding())
            #expect(try transaction.finding(try finding().id)?.isArchived == true)
        }
    }
}
