// SPDX-License-Identifier: Apache-2.0

package import HinomiRecords

/// How an account stands to an administrator. The words are the API's.
package enum MemberStatus: String, CaseIterable, Sendable {
    case created = "Created"
    case invited = "Invited"
    case enabled = "Enabled"
    case disabled = "Disabled"
    case removed = "Removed"
    case resigned = "Resigned"

    /// Whether the administrator sees the account's findings and decides for it.
    package var isAssociated: Bool { self == .enabled || self == .disabled }
}

/// An account as an administrator's detector lists it.
package struct MemberRecord: Hashable, Sendable {
    /// The administrator's detector.
    package let detector: String
    package let administrator: AccountID
    package let region: String
    package let account: AccountID
    package var email: String
    package var status: MemberStatus
    /// When it was last invited.
    package var invitedAt: Timestamp?
    package var updatedAt: Timestamp
    /// Whether it came by the organization, without an invitation.
    package var isOfOrganization: Bool

    /// A member of these facts.
    package init(
        of administrator: DetectorRecord, account: AccountID, email: String, status: MemberStatus,
        updatedAt: Timestamp, isOfOrganization: Bool = false
    ) {
        self.init(
            detector: administrator.id, administrator: administrator.account, region: administrator.region,
            account: account, email: email, status: status, invitedAt: nil, updatedAt: updatedAt,
            isOfOrganization: isOfOrganization)
    }

    init(
        detector: String, administrator: AccountID, region: String, account: AccountID, email: String,
        status: MemberStatus, invitedAt: Timestamp?, updatedAt: Timestamp, isOfOrganization: Bool
    ) {
        self.detector = detector
        self.administrator = administrator
        self.region = region
        self.account = account
        self.email = email
        self.status = status
        self.invitedAt = invitedAt
        self.updatedAt = updatedAt
        self.isOfOrganization = isOfOrganization
    }
}
