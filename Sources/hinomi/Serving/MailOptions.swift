// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import HinomiMail

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
        return MailOutbox.Sender(from: from) { try await client.send($0) }
    }
}
