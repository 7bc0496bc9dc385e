// SPDX-License-Identifier: Apache-2.0

import HinomiStore

/// The words of an invitation's mail, in English. Another language is another one of these.
struct InvitationText {
    var subject: String
    var body: String

    /// The words for an invitation whose answers go to `sender`.
    init(_ facts: InvitationFacts, sender: MailAddress) {
        subject = "Invitation to share security findings with AWS account \(facts.administrator)"
        var parts = [
            """
            AWS account \(facts.administrator) invites your account \(facts.account) to share its security findings in \
            the region \(facts.region). If you accept, account \(facts.administrator) sees the findings of your \
            account in this region, and decides which are suppressed, which lists of addresses count and how often \
            findings are published.
            """
        ]
        if let message = facts.message, !message.isEmpty {
            // Set apart, so that nobody takes it for ours.
            parts.append(
                "Its message to you:\n\n"
                    + message.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
                    .map { "> \($0)" }.joined(separator: "\n"))
        }
        parts.append(
            """
            To accept, ask your account's server with a key of account \(facts.account). See the id of your detector \
            with the first command; where there is none, make one with the second:

                aws guardduty list-detectors --region \(facts.region)
                aws guardduty create-detector --enable --region \(facts.region)

                aws guardduty accept-administrator-invitation --region \(facts.region) --detector-id YOUR-DETECTOR-ID \
            --administrator-id \(facts.administrator) --invitation-id \(facts.invitation)

            To decline:

                aws guardduty decline-invitations --region \(facts.region) --account-ids \(facts.administrator)

            If you do not know account \(facts.administrator), do nothing: without your consent it sees nothing of \
            your account.
            """)
        parts.append(
            "To get no such mails any more, write to \(sender) with the subject \"\(MailMessage.optOutWord)\".")
        body = parts.joined(separator: "\n\n") + "\n"
    }
}
