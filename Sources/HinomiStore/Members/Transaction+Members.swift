// SPDX-License-Identifier: Apache-2.0

import GRDB
package import HinomiRecords

extension Migrations {
    static func members(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE member (
                    detector TEXT NOT NULL REFERENCES detector (id) ON DELETE CASCADE,
                    administrator TEXT NOT NULL,
                    region TEXT NOT NULL,
                    account TEXT NOT NULL,
                    email TEXT NOT NULL,
                    status TEXT NOT NULL,
                    invitedAt INTEGER,
                    updatedAt INTEGER NOT NULL,
                    isOfOrganization INTEGER NOT NULL,
                    PRIMARY KEY (detector, account)
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX memberAccount ON member (account, region);
                -- An account has one administrator in a region.
                CREATE UNIQUE INDEX memberAssociated ON member (account, region)
                    WHERE status IN ('Enabled', 'Disabled');
                CREATE TABLE invitation (
                    id TEXT NOT NULL PRIMARY KEY,
                    detector TEXT NOT NULL,
                    account TEXT NOT NULL,
                    invitedAt INTEGER NOT NULL,
                    UNIQUE (detector, account),
                    FOREIGN KEY (detector, account) REFERENCES member (detector, account) ON DELETE CASCADE
                ) STRICT, WITHOUT ROWID;
                """)
    }
}

extension Transaction {
    /// What an administrator's detector says of an account; nil where it does not list it.
    package func member(_ account: AccountID, of detector: String) throws -> MemberRecord? {
        try Row.fetchOne(
            db, sql: "SELECT * FROM member WHERE detector = ? AND account = ?",
            arguments: [detector, account.description]
        ).flatMap(MemberRecord.init)
    }

    /// What a detector lists, by account: of those after `account` the first so many, or all.
    package func members(
        of detector: String, onlyAssociated: Bool = false, after account: String = "", limit: Int = .max
    ) throws -> [MemberRecord] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT * FROM member WHERE detector = ? AND account > ? AND (? OR status IN ('Enabled', 'Disabled'))
                ORDER BY account LIMIT ?
                """, arguments: [detector, account, !onlyAssociated, limit]
        ).compactMap(MemberRecord.init)
    }

    /// How many accounts a detector lists.
    package func memberCount(of detector: String) throws -> Int {
        try Int.fetchOne(db, sql: "SELECT count(*) FROM member WHERE detector = ?", arguments: [detector]) ?? 0
    }

    /// Whether a detector has members that are invited or associated, which makes its account an administrator.
    package func hasInvitedOrAssociatedMembers(_ detector: String) throws -> Bool {
        try Bool.fetchOne(
            db,
            sql: """
                SELECT EXISTS (SELECT 1 FROM member WHERE detector = ? AND status IN ('Invited', 'Enabled', 'Disabled'))
                """, arguments: [detector]) ?? false
    }

    /// The association of an account as somebody's member; nil where it has no administrator.
    package func association(of account: AccountID, in region: String) throws -> MemberRecord? {
        try Row.fetchOne(
            db, sql: "SELECT * FROM member WHERE account = ? AND region = ? AND status IN ('Enabled', 'Disabled')",
            arguments: [account.description, region]
        ).flatMap(MemberRecord.init)
    }

    /// Keeps what a detector says of an account as it is now.
    package func save(_ member: MemberRecord) throws {
        try db.execute(
            sql: """
                INSERT INTO member VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (detector, account) DO UPDATE SET email = excluded.email, status = excluded.status,
                    invitedAt = excluded.invitedAt, updatedAt = excluded.updatedAt,
                    isOfOrganization = excluded.isOfOrganization
                """,
            arguments: [
                member.detector, member.administrator.description, member.region, member.account.description,
                member.email, member.status.rawValue, member.invitedAt?.column, member.updatedAt.column,
                member.isOfOrganization,
            ])
    }

    /// Forgets a member, and an invitation that it has.
    package func delete(_ member: MemberRecord) throws {
        try db.execute(
            sql: "DELETE FROM member WHERE detector = ? AND account = ?",
            arguments: [member.detector, member.account.description])
    }
}

extension MemberRecord {
    init?(_ row: Row) {
        guard let administrator = AccountID(digits: row["administrator"]),
            let account = AccountID(digits: row["account"]),
            let status = MemberStatus(rawValue: row["status"])
        else { return nil }
        self.init(
            detector: row["detector"], administrator: administrator, region: row["region"], account: account,
            email: row["email"], status: status, invitedAt: (row["invitedAt"] as Int64?).map(Timestamp.init(column:)),
            updatedAt: Timestamp(column: row["updatedAt"]), isOfOrganization: row["isOfOrganization"])
    }
}
