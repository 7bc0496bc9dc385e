// SPDX-License-Identifier: Apache-2.0

package import HinomiRecords
package import HinomiStore
package import Logging
import ServiceLifecycle

/// Sends the mails that wait in the store, each at least once, and says in the log what became of them.
///
/// What cannot be sent is tried again after a minute, then after twice as long each time, and given up a day after it
/// was written.
package struct MailOutbox: Service {
    /// How mails leave, and whom they are from.
    package struct Sender: Sendable {
        package var from: Mailbox
        package var template: InvitationTemplate
        package var send: @Sendable (MailMessage) async throws -> Void

        /// A sender that hands mails from `from`, in the template's words, to `send`.
        package init(
            from: Mailbox, template: InvitationTemplate = .english,
            send: @escaping @Sendable (MailMessage) async throws -> Void
        ) {
            self.from = from
            self.template = template
            self.send = send
        }
    }

    /// How long a mail is tried, in seconds.
    static let patience: Int64 = 86_400
    /// How many are looked at in one go.
    static let batch = 20

    private let store: Store
    private let sender: Sender?
    private let logger: Logger
    private let clock: @Sendable () -> Timestamp
    private let pause: Duration

    /// An outbox that looks for mails every `pause`. Without a sender, none is sent, and they are put aside.
    package init(
        store: Store, sender: Sender?, logger: Logger, clock: @escaping @Sendable () -> Timestamp,
        pause: Duration = .seconds(2)
    ) {
        self.store = store
        self.sender = sender
        self.logger = logger
        self.clock = clock
        self.pause = pause
    }

    /// Works until the server is asked to stop.
    package func run() async throws {
        if sender == nil {
            logger.info("Invitations are not sent by e-mail: HINOMI_SMTP_URL and HINOMI_MAIL_FROM are not set.")
        }
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    // A full batch may not have been all.
                    if try await work() == MailOutbox.batch { continue }
                } catch {
                    if Task.isCancelled { break }
                    logger.error("The outbox could not be read.", metadata: ["error": "\(error)"])
                }
                try? await Task.sleep(for: pause)
            }
        }
    }

    /// Does what is due now. Returns how many mails that were.
    package func work() async throws -> Int {
        let now = clock()
        let mails = try await store.read { try $0.dueMails(at: now, limit: MailOutbox.batch) }
        for mail in mails where !Task.isCancelled { try await treat(mail, now) }
        return mails.count
    }

    private func treat(_ mail: QueuedMail, _ now: Timestamp) async throws {
        // Much may have happened since it was written.
        let isWanted = try await store.read {
            try $0.isOpen(invitation: mail.facts.invitation) && !$0.hasOptedOut(mail.facts.recipient)
        }
        guard let sender, isWanted, let recipient = MailAddress(mail.facts.recipient) else {
            return try await store.write { try $0.finish(mail) }
        }
        let text = sender.template.text(of: mail.facts, sender: sender.from.address)
        let message = MailMessage(
            from: sender.from, to: recipient, subject: text.subject, body: text.body, date: now,
            // The same each time, so that a mail that arrives twice can be told for one.
            id: "invitation-\(mail.facts.invitation)")
        do {
            try await sender.send(message)
        } catch {
            return try await put(off: mail, now, because: error)
        }
        try await store.write { try $0.finish(mail) }
        logger.info("The mail of an invitation was sent.", metadata: mail.metadata)
    }

    private func put(off mail: QueuedMail, _ now: Timestamp, because error: any Error) async throws {
        // Who is asked to stop did not fail.
        if Task.isCancelled { return }
        var metadata = mail.metadata
        metadata["error"] = "\(error)"
        metadata["attempt"] = "\(mail.attempts + 1)"
        let due = now.advanced(seconds: MailOutbox.wait(after: mail.attempts + 1))
        let isFinal = (error as? SMTPError)?.isFinal ?? false
        if isFinal || due > mail.createdAt.advanced(seconds: MailOutbox.patience) {
            try await store.write { try $0.finish(mail) }
            logger.error("The mail of an invitation could not be sent and is given up.", metadata: metadata)
        } else {
            try await store.write { try $0.postpone(mail, until: due) }
            logger.warning("The mail of an invitation could not be sent; it is tried again.", metadata: metadata)
        }
    }

    /// How long to wait after so many attempts, in seconds: a minute, doubled up to four hours.
    static func wait(after attempts: Int) -> Int64 { min(60 << Int64(min(max(attempts - 1, 0), 10)), 14_400) }
}

extension QueuedMail {
    fileprivate var metadata: Logger.Metadata {
        [
            "administrator": "\(facts.administrator)", "account": "\(facts.account)", "region": "\(facts.region)",
            "invitation": "\(facts.invitation)",
        ]
    }
}
