// SPDX-License-Identifier: Apache-2.0

import GRDB
package import HinomiRecords

extension Migrations {
    static func sightings(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE sighting (
                    account TEXT NOT NULL,
                    region TEXT NOT NULL,
                    firstAt INTEGER NOT NULL,
                    PRIMARY KEY (account, region)
                ) STRICT, WITHOUT ROWID;
                """)
    }
}

extension Transaction {
    /// The most accounts and regions that are remembered: invented ones in logs must not fill the disk with detectors.
    private static var mostSightings: Int { 50_000 }

    /// Remembers that logs of an account in a region are watched. Returns whether this is the first time.
    package func see(_ account: AccountID, in region: String, now: Timestamp) throws -> Bool {
        let isKnown = try Bool.fetchOne(
            db, sql: "SELECT EXISTS (SELECT 1 FROM sighting WHERE account = ? AND region = ?)",
            arguments: [account.description, region])
        guard isKnown != true else { return false }
        try db.cachedStatement(
            sql: "INSERT INTO sighting SELECT ?, ?, ? WHERE (SELECT count(*) FROM sighting) < ?"
        ).execute(arguments: [account.description, region, now.column, Transaction.mostSightings])
        return db.changesCount > 0
    }
}
