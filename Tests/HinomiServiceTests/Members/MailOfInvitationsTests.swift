// SPDX-License-Identifier: Apache-2.0

import HinomiAPIModel
import HinomiRecords
import HinomiStore
import Testing

@testable import HinomiService

struct MailOfInvitationsTests {
    private func queued(_ accounts: Accounts) throws -> [InvitationFacts] {
        try accounts.store.readNow { try $0.dueMails(at: accounts.now, limit: 100).map(\.facts) }
    }

    private func invite(_ accounts: Accounts, _ body: String) throws -> String {
        try accounts.send(.inviteMembers, as: boss, ["DetectorId": accounts.detectorID(boss)], body: body)
    }

    @Test func `an invitation puts its mail into the outbox`() throws {
        let accounts = try Accounts()
        try accounts.enable(boss)
        try accounts.create(worker, by: boss)
        _ = try invite(accounts, #"{"accountIds":["222222222222"],"message":"Join us"}"#)
        let mail = try #require(try queued(accounts).first)
        #expect(mail.recipient == "owner-222222222222@example.org")
        #expect(mail.administrator == boss && mail.account == worker && mail.region == "us-east-1")
        #expect(mail.message == "Join us")
        let id = try accounts.store.readNow { try $0.invitation(of: worker, by: boss, in: "us-east-1")?.id }
        #expect(mail.invitation == id)
    }

    @Test func `no mail is written where none is wanted, or the invitation failed`() throws {
        let accounts = try Accounts()
        try accounts.enable(boss)
        try accounts.create(worker, by: boss)
        _ = try invite(accounts, #"{"accountIds":["222222222222"],"disableEmailNotification":true}"#)
        #expect(try queued(accounts) == [])
        let answer = try invite(accounts, #"{"accountIds":["222222222222","333333333333"]}"#)
        #expect(answer.contains(#"{"accountId":"333333333333""#))
        #expect(try queued(accounts) == [])
    }

    @Test func `a message may be two thousand characters long`() throws {
        let accounts = try Accounts()
        try accounts.enable(boss)
        try accounts.create(worker, by: boss)
        let message = String(repeating: "x", count: 2_000)
        refused("message") { _ = try invite(accounts, #"{"accountIds":["222222222222"],"message":"\#(message)y"}"#) }
        #expect(try queued(accounts) == [])
        _ = try invite(accounts, #"{"accountIds":["222222222222"],"message":"\#(message)"}"#)
        #expect(try queued(accounts).first?.message == message)
    }

    @Test(arguments: ["nobody", "a@b\\r\\nBcc: c@d", "a b@c", "a@b, c@d"])
    func `what is no address is refused`(email: String) throws {
        let accounts = try Accounts()
        try accounts.enable(boss)
        refused("accountDetails[0].email") {
            try accounts.send(
                .createMembers, as: boss, ["DetectorId": accounts.detectorID(boss)],
                body: #"{"accountDetails":[{"accountId":"222222222222","email":"\#(email)"}]}"#)
        }
    }
}
