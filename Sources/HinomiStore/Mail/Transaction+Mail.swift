// SPDX-License-Identifier: Apache-2.0

import GRDB
package import HinomiRecords

extension Migrations {
    static func mail(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE mail (
                    id INTEGER PRIMARY KEY,
                    recipient TEXT NOT NULL COLLATE NOCASE,
                    invitation TEXT NOT NULL,
                    administrator TEXT NOT NULL,
                    account TEXT NOT NULL,
                    region TEXT NOT NULL,
                    message TEXT,
                    createdAt INTEGER NOT NULL,
                    attempts INTEGER NOT NULL,
                    -- When it is to be tried next; NULL once that is over.
                    dueAt INTEGER
                ) STRICT;
                CREATE INDEX mailDue ON mail (dueAt) WHERE dueAt IS NOT NULL;
                CREATE INDEX mailRecipient ON mail (recipient, createdAt);
                CREATE INDEX mailAdministrator ON mail (administrator, createdAt);
                CREATE TABLE mailOptOut (
                    address TEXT NOT NULL PRIMARY KEY COLLATE NOCASE,
                    createdAt INTEGER NOT NULL
                ) STRICT, WITHOUT ROWID;
                """)
    }
}

extension Transaction {
    /// How many mails one address gets in a day, whoever invites it.
    package static var maximumMailsPerDay: Int { 5 }

    /// How many mails one administrator has sent in a day.
    package static var maximumMailsPerAdministrator: Int { 1_000 }

    private static var day: Int64 { 86_400 }

    /// Puts the mail of an invitation into the outbox, unless its address wants none or enough were sent today.
    package func enqueue(_ facts: InvitationFacts, now: Timestamp) throws {
        let dayAgo = now.advanced(seconds: -Transaction.day).column
        try db.execute(sql: "DELETE FROM mail WHERE dueAt IS NULL AND createdAt < ?", arguments: [dayAgo])
        let toRecipient =
            try Int.fetchOne(
                db, sql: "SELECT count(*) FROM mail WHERE recipient = ? AND createdAt >= ?",
                arguments: [facts.recipient, dayAgo]) ?? 0
        let ofAdministrator =
            try Int.fetchOne(
                db, sql: "SELECT count(*) FROM mail WHERE administrator = ? AND createdAt >= ?",
                arguments: [facts.administrator.description, dayAgo]) ?? 0
        guard toRecipient < Transaction.maximumMailsPerDay,
            ofAdministrator < Transaction.maximumMailsPerAdministrator, try !hasOptedOut(facts.recipient)
        else { return }
        try db.execute(
            sql: """
                INSERT INTO mail (recipient, invitation, administrator, account, region, message, createdAt, attempts,
                    dueAt) VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?)
                """,
            arguments: [
                facts.recipient, facts.invitation, facts.administrator.description, facts.account.description,
                facts.region, facts.message, now.column, now.column,
            ])
    }

    /// The mails that are to be tried now, the longest due first.
    package func dueMails(at now: Timestamp, limit: Int) throws -> [QueuedMail] {
        try Row.fetchAll(
            db, sql: "SELECT * FROM mail WHERE dueAt <= ? ORDER BY dueAt, id LIMIT ?", arguments: [now.column, limit]
        ).compactMap(QueuedMail.init)
    }

    /// Says that an attempt failed, and when the next one is.
    package func postpone(_ mail: QueuedMail, until due: Timestamp) throws {
        try db.execute(
            sql: "UPDATE mail SET attempts = attempts + 1, dueAt = ? WHERE id = ?", arguments: [due.column, mail.id])
    }

    /// Says that nothing more is to be done for a mail: it was sent, or is not to be sent.
    package func finish(_ mail: QueuedMail) throws {
        try db.execute(sql: "UPDATE mail SET dueAt = NULL WHERE id = ?", arguments: [mail.id])
    }

    /// Whether an address wants no mails.
    package func hasOptedOut(_ address: String) throws -> Bool {
        try Bool.fetchOne(
            db, sql: "SELECT EXISTS (SELECT 1 FROM mailOptOut WHERE address = ?)", arguments: [address]) ?? false
    }

    /// Sees to it that an address gets no mails any more.
    package func optOut(_ address: MailAddress, now: Timestamp) throws {
        try db.execute(
            sql: "INSERT OR IGNORE INTO mailOptOut VALUES (?, ?)", arguments: [address.description, now.column])
    }

    /// Lets an address get mails again. Returns whether it had opted out.
    package func optIn(_ address: MailAddress) throws -> Bool {
        try db.execute(sql: "DELETE FROM mailOptOut WHERE address = ?", arguments: [address.description])
        return db.changesCount > 0
    }

    /// The addresses that want no mails, in order.
    package func optedOut() throws -> [String] {
        try String.fetchAll(db, sql: "SELECT address FROM mailOptOut ORDER BY address")
    }
}

extension QueuedMail {
    fileprivate init?(_ row: Row) {
        guard let administrator = AccountID(digits: row["administrator"]),
            let account = AccountID(digits: row["account"])
        else { return nil }
        self.init(
            id: row["id"],
            facts: InvitationFacts(
                recipient: row["recipient"], invitation: row["invitation"], administrator: administrator,
                account: account, region: row["region"], message: row["message"]),
            createdAt: Timestamp(column: row["createdAt"]), attempts: row["attempts"])
    }
}
