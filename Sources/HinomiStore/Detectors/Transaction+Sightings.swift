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
    /// Remembers that logs of an account in a region are watched. Returns whether this is the first time.
    package func see(_ account: AccountID, in region: String, now: Timestamp) throws -> Bool {
        try db.cachedStatement(sql: "INSERT OR IGNORE INTO sighting VALUES (?, ?, ?)")
            .execute(arguments: [account.description, region, now.column])
        return db.changesCount > 0
    }
}
