// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
package import HinomiRecords

extension Migrations {
    static func detectors(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE detector (
                    id TEXT NOT NULL PRIMARY KEY,
                    account TEXT NOT NULL,
                    region TEXT NOT NULL,
                    isEnabled INTEGER NOT NULL,
                    publishingFrequency TEXT NOT NULL,
                    createdAt INTEGER NOT NULL,
                    updatedAt INTEGER NOT NULL,
                    features TEXT NOT NULL,
                    UNIQUE (account, region)
                ) STRICT;
                CREATE TABLE tag (
                    arn TEXT NOT NULL,
                    name TEXT NOT NULL,
                    value TEXT NOT NULL,
                    PRIMARY KEY (arn, name)
                ) STRICT, WITHOUT ROWID;
                CREATE TABLE clientToken (
                    account TEXT NOT NULL,
                    region TEXT NOT NULL,
                    operation TEXT NOT NULL,
                    token TEXT NOT NULL,
                    made TEXT NOT NULL,
                    createdAt INTEGER NOT NULL,
                    PRIMARY KEY (account, region, operation, token)
                ) STRICT, WITHOUT ROWID;
                """)
    }
}

extension Transaction {
    /// The detector of this id; nil where there is none.
    package func detector(_ id: String) throws -> DetectorRecord? {
        try Row.fetchOne(db, sql: "SELECT * FROM detector WHERE id = ?", arguments: [id]).flatMap(DetectorRecord.init)
    }

    /// The detector of an account in a region; nil where it is not watched there.
    package func detector(of account: AccountID, in region: String) throws -> DetectorRecord? {
        try Row.fetchOne(
            db, sql: "SELECT * FROM detector WHERE account = ? AND region = ?",
            arguments: [account.description, region]
        ).flatMap(DetectorRecord.init)
    }

    /// All detectors, by account and region.
    package func detectors() throws -> [DetectorRecord] {
        try Row.fetchAll(db, sql: "SELECT * FROM detector ORDER BY account, region").compactMap(DetectorRecord.init)
    }

    /// Keeps a detector as it is now.
    package func save(_ detector: DetectorRecord) throws {
        try db.execute(
            sql: """
                INSERT INTO detector VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET isEnabled = excluded.isEnabled,
                    publishingFrequency = excluded.publishingFrequency, updatedAt = excluded.updatedAt,
                    features = excluded.features
                """,
            arguments: [
                detector.id, detector.account.description, detector.region, detector.isEnabled,
                detector.publishingFrequency,
                detector.createdAt.column, detector.updatedAt.column,
                String(decoding: try JSONEncoder().encode(detector.features), as: UTF8.self),
            ])
    }

    /// Removes a detector with everything that belongs to it: findings, filters, lists, tags.
    package func deleteDetector(_ detector: DetectorRecord) throws {
        try deleteFindings(of: detector.account, in: detector.region)
        try db.execute(sql: "DELETE FROM detector WHERE id = ?", arguments: [detector.id])
        try db.execute(
            sql: "DELETE FROM tag WHERE arn = ?1 OR arn LIKE ?1 || '/%'", arguments: [detector.arn])
        try db.execute(
            sql: "DELETE FROM clientToken WHERE made = ?1 OR made LIKE ?1 || '/%'", arguments: [detector.arn])
    }
}

extension DetectorRecord {
    init?(_ row: Row) {
        guard let account = AccountID(digits: row["account"]),
            let features = try? JSONDecoder().decode([FeatureState].self, from: Data((row["features"] as String).utf8))
        else { return nil }
        self.init(
            id: row["id"], account: account, region: row["region"], isEnabled: row["isEnabled"],
            publishingFrequency: row["publishingFrequency"], createdAt: Timestamp(column: row["createdAt"]),
            updatedAt: Timestamp(column: row["updatedAt"]), features: features)
    }
}
