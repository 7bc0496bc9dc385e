// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import HinomiMail
import HinomiOutbound

/// How invitations leave by e-mail.
struct MailOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "smtps://user:password@host or smtp://user:password@host:port, with % for special characters.",
            discussion: "Where it holds a password, say it in the configuration file or by HINOMI_SMTP_URL.",
            valueName: "url"))
    var smtpUrl: String?

    @Option(
        name: .long, help: ArgumentHelp("Whom mails are from: an address, or 'Name <address>'.", valueName: "address"))
    var mailFrom: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Authorities that the mail server's certificate may be of, in PEM.", valueName: "file"))
    var smtpCa: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The words of invitations, with places such as {account}; else in English.", valueName: "file"))
    var mailTemplate: String?

    /// The sender that these describe; nil where they describe none.
    func sender() throws -> MailOutbox.Sender? {
        guard let smtpUrl else { return nil }
        // The URL may hold a password, so it is not repeated.
        guard var server = SMTPServer(url: smtpUrl) else {
            throw ValidationError(
                "--smtp-url must be smtps://user:password@host or smtp://user:password@host:port, "
                    + "with % for special characters")
        }
        guard let from = mailFrom.flatMap({ Mailbox($0) }) else {
            throw ValidationError("--mail-from must be an e-mail address, or 'Name <address>'")
        }
        server.authorities = smtpCa
        let client = SMTPClient(server)
        return MailOutbox.Sender(from: from, template: try template()) { try await client.send($0) }
    }

    private func template() throws -> InvitationTemplate {
        guard let mailTemplate else { return .english }
        do {
            let bytes = try LocalFile.content(at: mailTemplate, limit: InvitationTemplate.maximumSize)
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw ValidationError("--mail-template \(mailTemplate): it is not UTF-8")
            }
            return try InvitationTemplate(text)
        } catch let error as ValidationError {
            throw error
        } catch {
            throw ValidationError("--mail-template \(mailTemplate): \(error)")
        }
    }
}
