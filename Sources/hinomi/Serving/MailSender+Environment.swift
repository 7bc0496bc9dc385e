// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import HinomiMail

extension MailOutbox.Sender {
    /// The sender that the environment describes; nil where it describes none.
    init?(environment: [String: String]) throws {
        guard let url = environment["HINOMI_SMTP_URL"], !url.isEmpty else { return nil }
        // The URL may hold a password, so it is not repeated.
        guard var server = SMTPServer(url: url) else {
            throw ValidationError(
                "HINOMI_SMTP_URL must be smtps://user:password@host or smtp://user:password@host:port, "
                    + "with % for special characters")
        }
        guard let from = environment["HINOMI_MAIL_FROM"].flatMap({ Mailbox($0) }) else {
            throw ValidationError("HINOMI_MAIL_FROM must be an e-mail address, or 'Name <address>'")
        }
        server.authorities = environment["HINOMI_SMTP_CA"]
        let client = SMTPClient(server)
        self.init(from: from) { try await client.send($0) }
    }
}
