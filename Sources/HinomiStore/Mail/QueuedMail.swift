// SPDX-License-Identifier: Apache-2.0

package import HinomiRecords

/// An invitation that is to be told by e-mail: the facts, of which the text is made when it is sent.
package struct QueuedMail: Hashable, Sendable {
    package let id: Int64
    package let facts: InvitationFacts
    package let createdAt: Timestamp
    /// How often it was tried to send it.
    package var attempts: Int
}

/// What the mail of an invitation tells.
package struct InvitationFacts: Hashable, Sendable {
    /// The address of the invited account.
    package let recipient: String
    package let invitation: String
    package let administrator: AccountID
    package let account: AccountID
    package let region: String
    /// What the administrator wants to have said besides.
    package let message: String?

    /// An invitation of these facts.
    package init(
        recipient: String, invitation: String, administrator: AccountID, account: AccountID, region: String,
        message: String?
    ) {
        self.recipient = recipient
        self.invitation = invitation
        self.administrator = administrator
        self.account = account
        self.region = region
        self.message = message
    }
}
