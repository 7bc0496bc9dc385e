// SPDX-License-Identifier: Apache-2.0

import GRDB
import HinomiRecords

extension Migrations {
    static func destinations(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE destination (
                    id TEXT NOT NULL PRIMARY KEY,
                    detector TEXT NOT NULL REFERENCES detector ON DELETE CASCADE,
                    arn TEXT,
                    kmsKey TEXT,
                    createdAt INTEGER NOT NULL
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
        try Row.fetchOne(
            db, sql: "SELECT * FROM destination WHERE id = ? AND detector = ?", arguments: [id, detector]
        ).map(DestinationRecord.init)
    }

    /// Keeps a destination as it is now.
    package func save(_ destination: DestinationRecord) throws {
        try db.execute(
            sql: """
                INSERT INTO destination VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET arn = excluded.arn, kmsKey = excluded.kmsKey
                """,
            arguments: [
                destination.id, destination.detector, destination.arn, destination.kmsKey, destination.createdAt.column,
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
    }
}
