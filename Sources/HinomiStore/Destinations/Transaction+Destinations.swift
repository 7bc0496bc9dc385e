// SPDX-License-Identifier: Apache-2.0

import GRDB
package import HinomiRecords

extension Migrations {
    static func destinations(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE destination (
                    id TEXT NOT NULL PRIMARY KEY,
                    detector TEXT NOT NULL REFERENCES detector ON DELETE CASCADE,
                    arn TEXT,
                    kmsKey TEXT,
                    createdAt INTEGER NOT NULL,
                    status TEXT NOT NULL,
                    failingSince INTEGER,
                    problem TEXT,
                    retryAt INTEGER NOT NULL
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX destinationDetector ON destination (detector);
                """)
    }
}

extension Transaction {
    /// The destinations of a detector, by id.
    package func destinations(of detector: String) throws -> [DestinationRecord] {
        try Row.fetchAll(db, sql: "SELECT * FROM destination WHERE detector = ? ORDER BY id", arguments: [detector])
            .map(DestinationRecord.init)
    }

    /// The destination of this id; nil where the detector has none.
    package func destination(_ id: String, of detector: String) throws -> DestinationRecord? {
        try destination(id).flatMap { $0.detector == detector ? $0 : nil }
    }

    /// The destination of this id, whoever it belongs to; nil where there is none.
    package func destination(_ id: String) throws -> DestinationRecord? {
        try Row.fetchOne(db, sql: "SELECT * FROM destination WHERE id = ?", arguments: [id]).map(DestinationRecord.init)
    }

    /// The destinations of which nobody knows yet whether they can be written to.
    package func pendingDestinations() throws -> [String] {
        try String.fetchAll(db, sql: "SELECT id FROM destination WHERE status = 'pending' ORDER BY id")
    }

    /// Keeps a destination as it is now. It is tried again at once.
    package func save(_ destination: DestinationRecord) throws { try save(destination, retryAt: Timestamp(seconds: 0)) }

    /// Keeps a destination as it is now; nothing is written to it before `retryAt`.
    package func save(_ destination: DestinationRecord, retryAt: Timestamp) throws {
        try db.execute(
            sql: """
                INSERT INTO destination VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET arn = excluded.arn, kmsKey = excluded.kmsKey, status = excluded.status,
                    failingSince = excluded.failingSince, problem = excluded.problem, retryAt = excluded.retryAt
                """,
            arguments: [
                destination.id, destination.detector, destination.arn, destination.kmsKey, destination.createdAt.column,
                destination.status.rawValue, destination.failingSince?.column, destination.problem, retryAt.column,
            ])
    }

    /// Removes a destination.
    package func delete(_ destination: DestinationRecord) throws {
        try db.execute(sql: "DELETE FROM destination WHERE id = ?", arguments: [destination.id])
    }
}

extension DestinationRecord {
    fileprivate init(_ row: Row) {
        self.init(
            id: row["id"], detector: row["detector"], arn: row["arn"], kmsKey: row["kmsKey"],
            createdAt: Timestamp(column: row["createdAt"]))
        status = Status(rawValue: row["status"]) ?? .pending
        failingSince = (row["failingSince"] as Int64?).map(Timestamp.init(column:))
        problem = row["problem"]
    }
}
