// SPDX-License-Identifier: Apache-2.0

import GRDB
package import HinomiRecords

/// What of the logs is metered, each in its own unit.
package enum UsageSource: String, CaseIterable, Sendable {
    /// Bytes of flow logs, before compression.
    case flowLogs = "FLOW_LOGS"
    /// Bytes of query logs, before compression.
    case dnsLogs = "DNS_LOGS"
    /// Management events.
    case cloudTrail = "CLOUD_TRAIL"
    /// Data events of S3.
    case s3DataEvents = "S3_DATA_EVENTS"
}

/// How much of a source was read for an account.
package struct UsageAmount: Hashable, Sendable {
    package var account: AccountID
    package var source: UsageSource
    /// The bucket that was read from or written to, of data events of S3; else empty.
    package var bucket: String
    /// In the source's unit.
    package var amount: Int
}

extension Migrations {
    static func usage(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE usage (
                    account TEXT NOT NULL,
                    region TEXT NOT NULL,
                    source TEXT NOT NULL,
                    day INTEGER NOT NULL,
                    bucket TEXT NOT NULL,
                    amount INTEGER NOT NULL,
                    PRIMARY KEY (account, region, source, day, bucket)
                ) STRICT, WITHOUT ROWID;
                """)
    }
}

extension Transaction {
    /// The most buckets that are told apart of an account in a region in a day; what others have is added up.
    private static var mostBuckets: Int { 1_000 }

    /// Adds to what was read for an account in a region on the day of `now`.
    package func meter(
        _ amount: Int, of source: UsageSource, account: AccountID, region: String, bucket: String = "", now: Timestamp
    ) throws {
        guard amount > 0 else { return }
        var bucket = bucket
        if !bucket.isEmpty {
            let others = try SQLRequest<Int>(
                """
                SELECT count(*) FROM usage WHERE account = \(account.description) AND region = \(region)
                    AND source = \(source.rawValue) AND day = \(now.seconds / 86_400) AND bucket NOT IN ('', \(bucket))
                """
            ).fetchOne(db)
            if let others, others >= Transaction.mostBuckets { bucket = "" }
        }
        try db.cachedStatement(
            sql: """
                INSERT INTO usage VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET amount = amount + excluded.amount
                """
        ).execute(
            arguments: [account.description, region, source.rawValue, now.seconds / 86_400, bucket, amount])
    }

    /// What was read for accounts in a region in the thirty days up to `now`, by account, source and bucket.
    package func usage(of accounts: [AccountID], in region: String, now: Timestamp) throws -> [UsageAmount] {
        let first = now.seconds / 86_400 - 29
        let rows = try SQLRequest<Row>(
            """
            SELECT account, source, bucket, sum(amount) FROM usage
            WHERE account IN \(accounts.map(\.description)) AND region = \(region) AND day >= \(first)
            GROUP BY account, source, bucket ORDER BY account, source, bucket
            """
        ).fetchAll(db)
        return rows.compactMap { row in
            guard let account = AccountID(digits: row[0]), let source = UsageSource(rawValue: row[1]) else {
                return nil
            }
            return UsageAmount(account: account, source: source, bucket: row[2], amount: row[3])
        }
    }
}
