// SPDX-License-Identifier: Apache-2.0

package import HinomiRecords
package import HinomiStore

/// A mail of plain text to one recipient.
package struct MailMessage: Sendable {
    package var from: Mailbox
    package var to: MailAddress
    package var subject: String
    package var body: String
    package var date: Timestamp
    /// What tells it from all other mails: what stands before the `@` of its message id.
    package var id: String

    /// A mail of these parts.
    package init(from: Mailbox, to: MailAddress, subject: String, body: String, date: Timestamp, id: String) {
        self.from = from
        self.to = to
        self.subject = subject
        self.body = body
        self.date = date
        self.id = id
    }

    /// The word that who wants no more mails puts into the subject of an answer.
    package static let optOutWord = "unsubscribe"

    /// The mail as it is sent, in lines of ASCII that end in CR LF.
    package var bytes: [UInt8] {
        let headers = [
            ("Date", MailDate.text(date)),
            ("From", from.header),
            ("To", to.description),
            ("Subject", EncodedWord.header(subject)),
            ("Message-ID", "<\(id)@\(from.address.domain)>"),
            ("List-Unsubscribe", "<mailto:\(from.address)?subject=\(MailMessage.optOutWord)>"),
            // Absence notes and the like are nobody's answer to it.
            ("Auto-Submitted", "auto-generated"),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "quoted-printable"),
        ]
        let head = headers.map { "\($0.0): \($0.1)\r\n" }.joined() + "\r\n"
        return Array(head.utf8) + QuotedPrintable.encode(body)
    }
}
