// SPDX-License-Identifier: Apache-2.0

import HinomiRecords
import HinomiStore
import Testing

@testable import HinomiMail

@Suite struct InvitationTemplateTests {
    private func facts(_ message: String?) -> InvitationFacts {
        InvitationFacts(
            recipient: "owner@example.org", invitation: "0123abcd", administrator: AccountID(number: 111_111_111_111),
            account: AccountID(number: 222_222_222_222), region: "eu-west-1", message: message)
    }

    private func sender() throws -> MailAddress { try #require(MailAddress("hinomi@example.com")) }

    @Test func `everything that is needed is in the English words`() throws {
        let text = InvitationTemplate.english.text(of: facts("Join us\n.\n{account}"), sender: try sender())
        #expect(text.subject == "Invitation to share security findings with AWS account 111111111111")
        #expect(text.body.contains("Its message to you:\n> Join us\n> .\n> {account}\n\n"))
        #expect(
            text.body.contains(
                "--region eu-west-1 --detector-id YOUR-DETECTOR-ID --administrator-id 111111111111 --invitation-id 0123abcd"
            ))
        #expect(text.body.hasSuffix("write to hinomi@example.com with the subject \"unsubscribe\".\n"))
        #expect(!InvitationTemplate.english.text(of: facts(nil), sender: try sender()).body.contains("Its message"))
    }

    @Test func `words of another language`() throws {
        let template = try InvitationTemplate(
            "Subject: {account} への招待\r\n\r\n招待番号 {invitation}\r\n{region}\r\n\r\n\r\n停止: {sender} へ「{unsubscribe}」\r\n")
        let text = template.text(of: facts("x"), sender: try sender())
        #expect(text.subject == "222222222222 への招待")
        #expect(text.body == "招待番号 0123abcd\neu-west-1\n\n停止: hinomi@example.com へ「unsubscribe」\n")
    }

    @Test(arguments: [
        ("", "Subject"), ("Subject: x\nbody", "Subject"), ("Hello\n\n{invitation} {unsubscribe}", "Subject"),
        ("Subject: x\n\n{invitation}", "{unsubscribe}"), ("Subject: x\n\n{unsubscribe}", "{invitation}"),
        ("Subject: x\n\n{invitation} {unsubscribe} {password}", "no place {password}"),
        ("Subject: {message}\n\n{invitation} {unsubscribe}", "in the subject"),
        ("Subject: x\n\n{invitation} {unsubscribe} {", "no place {"),
        ("Subject: x\n\n" + String(repeating: "x", count: 70_000), "longer"),
    ])
    func `what cannot be used is refused with a reason`(text: String, reason: String) {
        #expect {
            _ = try InvitationTemplate(text)
        } throws: { "\($0)".contains(reason) }
    }
}
