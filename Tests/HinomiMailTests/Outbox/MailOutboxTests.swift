// SPDX-License-Identifier: Apache-2.0

import Foundation
import HinomiRecords
import HinomiStore
import Logging
import Synchronization
import Testing

@testable import HinomiMail

struct MailOutboxTests {
    /// A store with one administrator, a clock that a test sets, and what was sent.
    private final class Desk: Sendable {
        let store: Store
        let folder: String
        let now = Mutex(Timestamp(milliseconds: 1_000_000_000))
        let sent = Mutex<[MailMessage]>([])
        let failure = Mutex<SMTPError?>(nil)
        let log = LogLines()
        let administrator: DetectorRecord

        init() throws {
            folder = FileManager.default.temporaryDirectory.appendingPathComponent("hinomi-\(UUID().uuidString)").path
            store = try Store(folder: folder)
            let administrator = DetectorRecord(
                id: String(repeating: "a", count: 32), account: AccountID(number: 111_111_111_111),
                region: "eu-central-1", isEnabled: true, publishingFrequency: "SIX_HOURS",
                createdAt: Timestamp(milliseconds: 0), updatedAt: Timestamp(milliseconds: 0), features: [])
            self.administrator = administrator
            try store.writeNow { try $0.save(administrator) }
        }

        deinit {
            try? store.close()
            try? FileManager.default.removeItem(atPath: folder)
        }

        func pass(seconds: Int64) { now.withLock { $0 = $0.advanced(seconds: seconds) } }

        @discardableResult
        func invite(_ account: UInt64, _ email: String = "owner@example.org", message: String? = nil) throws
            -> MemberRecord
        {
            let time = now.withLock { $0 }
            let member = MemberRecord(
                of: administrator, account: AccountID(number: account), email: email, status: .invited, updatedAt: time)
            try store.writeNow {
                try $0.save(member)
                let invitation = try $0.invite(member, now: time)
                try $0.enqueue(
                    InvitationFacts(
                        recipient: email, invitation: invitation, administrator: administrator.account,
                        account: member.account, region: member.region, message: message),
                    now: time)
            }
            return member
        }

        var outbox: MailOutbox {
            get throws {
                var logger = Logger(label: "test") { _ in CapturingHandler(lines: self.log) }
                logger.logLevel = .trace
                return MailOutbox(
                    store: store,
                    sender: MailOutbox.Sender(from: try #require(Mailbox("Hinomi <hinomi@example.com>"))) { message in
                        if let failure = self.failure.withLock({ $0 }) { throw failure }
                        self.sent.withLock { $0.append(message) }
                    },
                    logger: logger, clock: { self.now.withLock { $0 } })
            }
        }

        var sentCount: Int { sent.withLock { $0.count } }
    }

    @Test func `an invitation is sent once`() async throws {
        let desk = try Desk()
        try desk.invite(222_222_222_222, message: "Join us.\r\nBcc: victim@example.net")
        #expect(try await desk.outbox.work() == 1)
        #expect(try await desk.outbox.work() == 0)
        let mail = try #require(desk.sent.withLock { $0.first })
        #expect(desk.sentCount == 1)
        #expect(mail.to.description == "owner@example.org")
        #expect(mail.subject.contains("111111111111"))
        let invitation = try await desk.store.read {
            try #require(try $0.invitations(of: AccountID(number: 222_222_222_222), in: "eu-central-1").first?.id)
        }
        for part in [
            "222222222222", "eu-central-1", "> Join us.", "> Bcc: victim@example.net",
            "--administrator-id 111111111111 --invitation-id \(invitation)", "aws guardduty decline-invitations",
            "write to hinomi@example.com with the subject \"unsubscribe\"",
        ] { #expect(mail.body.contains(part), "\(part)") }
    }

    @Test func `what failed is tried after a minute, then after two, and is sent when it can be`() async throws {
        let desk = try Desk()
        try desk.invite(222_222_222_222)
        desk.failure.withLock { $0 = .timeout }
        #expect(try await desk.outbox.work() == 1)
        desk.pass(seconds: 59)
        #expect(try await desk.outbox.work() == 0)
        desk.pass(seconds: 1)
        #expect(try await desk.outbox.work() == 1)
        desk.pass(seconds: 119)
        #expect(try await desk.outbox.work() == 0)
        desk.failure.withLock { $0 = nil }
        desk.pass(seconds: 1)
        #expect(try await desk.outbox.work() == 1)
        #expect(desk.sentCount == 1)
    }

    @Test func `it is given up after a day, and the log says so`() async throws {
        let desk = try Desk()
        try desk.invite(222_222_222_222)
        desk.failure.withLock { $0 = .timeout }
        var attempts = 0
        for _ in 0..<(3 * 24 * 60) {
            attempts += try await desk.outbox.work()
            desk.pass(seconds: 60)
        }
        // After 0, 1, 3, 7, 15, 31, 63, 127, 255, 495, 735, 975, 1215 minutes; the next would be 1455, beyond a day.
        #expect(attempts == 13)
        #expect(desk.log.all.withLock { $0.last }?.contains("given up") ?? false)
    }

    @Test func `a mail that is refused for good is not tried again`() async throws {
        let desk = try Desk()
        try desk.invite(222_222_222_222)
        desk.failure.withLock { $0 = .refused(command: "RCPT TO", reply: "550 no", forGood: true) }
        #expect(try await desk.outbox.work() == 1)
        desk.failure.withLock { $0 = nil }
        desk.pass(seconds: 86_000)
        #expect(try await desk.outbox.work() == 0)
        #expect(desk.sentCount == 0)
    }

    @Test func `an invitation that was answered or taken back meanwhile is not sent`() async throws {
        let desk = try Desk()
        var declined = try desk.invite(222_222_222_222)
        let deleted = try desk.invite(333_333_333_333)
        declined.status = .resigned
        try await desk.store.write { [declined] in
            try $0.save(declined)
            try $0.delete(deleted)
        }
        #expect(try await desk.outbox.work() == 2)
        #expect(desk.sentCount == 0)
        #expect(try await desk.outbox.work() == 0)
    }

    @Test func `an address that opted out gets nothing, in whatever letters it is written`() async throws {
        let desk = try Desk()
        try desk.invite(222_222_222_222, "Owner@Example.org")
        let address = try #require(MailAddress("owner@example.org"))
        try await desk.store.write { [time = desk.now.withLock { $0 }] in try $0.optOut(address, now: time) }
        #expect(try await desk.outbox.work() == 1)
        try desk.invite(333_333_333_333, "OWNER@example.org")
        #expect(try await desk.outbox.work() == 0)
        #expect(desk.sentCount == 0)
        #expect(try await desk.store.write { try $0.optIn(address) })
        try desk.invite(444_444_444_444, "owner@example.org")
        #expect(try await desk.outbox.work() == 1)
        #expect(desk.sentCount == 1)
    }

    @Test func `nobody gets more than five mails a day, whoever invites`() async throws {
        let desk = try Desk()
        for i in 0..<8 { try desk.invite(222_222_222_222 + UInt64(i)) }
        #expect(try await desk.outbox.work() == Transaction.maximumMailsPerDay)
        desk.pass(seconds: 86_401)
        try desk.invite(333_333_333_333)
        #expect(try await desk.outbox.work() == 1)
        #expect(desk.sentCount == 6)
    }

    @Test func `without a sender, mails are put aside`() async throws {
        let desk = try Desk()
        try desk.invite(222_222_222_222)
        let outbox = MailOutbox(
            store: desk.store, sender: nil, logger: Logger(label: "test"), clock: { desk.now.withLock { $0 } })
        #expect(try await outbox.work() == 1)
        #expect(try await outbox.work() == 0)
    }
}

/// The messages of a log.
final class LogLines: Sendable {
    let all = Mutex<[String]>([])
}

private struct CapturingHandler: LogHandler {
    let lines: LogLines
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.trace

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) { lines.all.withLock { $0.append("\(event.message)") } }
}
