// SPDX-License-Identifier: Apache-2.0

import Crypto
import GRDB
package import HinomiRecords

extension Migrations {
    static func keys(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE accessKey (
                    id TEXT NOT NULL PRIMARY KEY,
                    account TEXT NOT NULL,
                    level TEXT NOT NULL,
                    sealedSecret BLOB NOT NULL,
                    sessionTokenHash BLOB,
                    createdAt INTEGER NOT NULL,
                    expiresAt INTEGER,
                    note TEXT NOT NULL
                ) STRICT;
                CREATE INDEX accessKeyAccount ON accessKey (account);
                """)
    }
}

extension Transaction {
    /// Makes a key for an account. Its secret is told now and never again.
    package func makeKey(
        account: AccountID, level: AccessLevel, lifetime: Int64? = nil, note: String = "", seal: SecretSeal,
        now: Timestamp
    ) throws -> NewAccessKey {
        // Keys that expire begin as those of AWS do, so that tools know them for what they are.
        let id = (lifetime == nil ? "AKIA" : "ASIA") + Secrets.text(of: 16, from: "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        let secret = Secrets.text(of: 40, from: Secrets.base64)
        let token = lifetime.map { _ in Secrets.text(of: 120, from: Secrets.base64) }
        let key = AccessKey(
            id: id, account: account, level: level, createdAt: now, expiresAt: lifetime.map(now.advanced(seconds:)),
            note: note)
        try db.execute(
            sql: "INSERT INTO accessKey VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            arguments: [
                id, account.description, level.rawValue, Blob(try seal.seal(secret, for: id)),
                token.map { Blob(SHA256.hash(data: Array($0.utf8))) }, now.column, key.expiresAt?.column, note,
            ])
        if try operatorAccount() == nil, level == .administer { try setOperator(account) }
        return NewAccessKey(key: key, secret: secret, sessionToken: token)
    }

    /// The keys, the oldest first.
    package func keys(of account: AccountID? = nil) throws -> [AccessKey] {
        try Row.fetchAll(
            db, sql: "SELECT * FROM accessKey WHERE ?1 IS NULL OR account = ?1 ORDER BY createdAt, id",
            arguments: [account?.description]
        ).compactMap(AccessKey.init)
    }

    /// The key that is called so, with its secret; nil where there is none.
    package func verificationKey(_ id: String, seal: SecretSeal) throws -> VerificationKey? {
        guard let row = try Row.fetchOne(db, sql: "SELECT * FROM accessKey WHERE id = ?", arguments: [id]),
            let key = AccessKey(row)
        else { return nil }
        let hash: Blob? = row["sessionTokenHash"]
        return VerificationKey(
            key: key, secret: try seal.open((row["sealedSecret"] as Blob).bytes, of: id), sessionTokenHash: hash?.bytes)
    }

    /// Makes a key good for nothing. Returns whether there was one.
    package func deleteKey(_ id: String) throws -> Bool {
        try db.execute(sql: "DELETE FROM accessKey WHERE id = ?", arguments: [id])
        return db.changesCount > 0
    }
}

extension AccessKey {
    init?(_ row: Row) {
        guard let account = AccountID(digits: row["account"]), let level = AccessLevel(rawValue: row["level"]) else {
            return nil
        }
        self.init(
            id: row["id"], account: account, level: level, createdAt: Timestamp(column: row["createdAt"]),
            expiresAt: (row["expiresAt"] as Int64?).map(Timestamp.init(column:)), note: row["note"])
    }
}

/// Texts that nobody can guess.
package enum Secrets {
    static let base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

    /// A text of so many of these letters, each as likely as the others.
    package static func text(of count: Int, from letters: String) -> String {
        let letters = Array(letters)
        var generator = SystemRandomNumberGenerator()
        return String((0..<count).map { _ in letters[Int.random(in: 0..<letters.count, using: &generator)] })
    }
}
