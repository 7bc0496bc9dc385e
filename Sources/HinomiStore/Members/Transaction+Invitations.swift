// SPDX-License-Identifier: Apache-2.0

import GRDB
package import HinomiRecords

/// An invitation as the invited account has it. How it stands is what its member says.
package struct InvitationRecord: Hashable, Sendable {
    package let id: String
    package let invitedAt: Timestamp
    package var member: MemberRecord
}

extension Transaction {
    /// Makes an invitation of a member, in place of an earlier one. Returns its id.
    package func invite(_ member: MemberRecord, now: Timestamp) throws -> String {
        try withdrawInvitation(of: member)
        let id = Secrets.text(of: 32, from: "0123456789abcdef")
        try db.execute(
            sql: "INSERT INTO invitation VALUES (?, ?, ?, ?)",
            arguments: [id, member.detector, member.account.description, now.column])
        return id
    }

    /// Takes back the invitation of a member, where there is one.
    package func withdrawInvitation(of member: MemberRecord) throws {
        try db.execute(
            sql: "DELETE FROM invitation WHERE detector = ? AND account = ?",
            arguments: [member.detector, member.account.description])
    }

    /// The invitations of an account in a region, by administrator: of those after `administrator` the first so many.
    package func invitations(
        of account: AccountID, in region: String, after administrator: String = "", limit: Int = .max
    ) throws -> [InvitationRecord] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT member.*, invitation.id, invitation.invitedAt AS sentAt
                FROM member JOIN invitation USING (detector, account)
                WHERE member.account = ? AND member.region = ? AND member.administrator > ?
                ORDER BY member.administrator LIMIT ?
                """, arguments: [account.description, region, administrator, limit]
        ).compactMap(InvitationRecord.init)
    }

    /// The invitation of an account by an administrator; nil where there is none.
    package func invitation(
        of account: AccountID, by administrator: AccountID, in region: String
    ) throws -> InvitationRecord? {
        try Row.fetchOne(
            db,
            sql: """
                SELECT member.*, invitation.id, invitation.invitedAt AS sentAt
                FROM member JOIN invitation USING (detector, account)
                WHERE member.account = ? AND member.region = ? AND member.administrator = ?
                """, arguments: [account.description, region, administrator.description]
        ).flatMap(InvitationRecord.init)
    }

    /// Whether an invitation stands: neither answered nor taken back.
    package func isOpen(invitation id: String) throws -> Bool {
        try Bool.fetchOne(
            db,
            sql: """
                SELECT EXISTS (SELECT 1 FROM invitation JOIN member USING (detector, account)
                    WHERE invitation.id = ? AND member.status = 'Invited')
                """, arguments: [id]) ?? false
    }
}

extension InvitationRecord {
    fileprivate init?(_ row: Row) {
        guard let member = MemberRecord(row) else { return nil }
        self.init(id: row["id"], invitedAt: Timestamp(column: row["sentAt"]), member: member)
    }
}
