// SPDX-License-Identifier: Apache-2.0

import GRDB
package import HinomiRecords

extension Migrations {
    static func lists(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE list (
                    id TEXT NOT NULL PRIMARY KEY,
                    kind TEXT NOT NULL,
                    detector TEXT NOT NULL REFERENCES detector (id) ON DELETE CASCADE,
                    name TEXT NOT NULL,
                    format TEXT NOT NULL,
                    location TEXT NOT NULL,
                    expectedBucketOwner TEXT,
                    status TEXT NOT NULL,
                    reading INTEGER NOT NULL,
                    problem TEXT,
                    createdAt INTEGER NOT NULL,
                    updatedAt INTEGER NOT NULL
                ) STRICT;
                CREATE UNIQUE INDEX listName ON list (detector, kind, name) WHERE status <> 'DELETED';
                CREATE INDEX listActivating ON list (id) WHERE status = 'ACTIVATING';
                CREATE TABLE listContent (
                    list TEXT NOT NULL PRIMARY KEY REFERENCES list (id) ON DELETE CASCADE,
                    reading INTEGER NOT NULL,
                    bytes BLOB NOT NULL
                ) STRICT;
                """)
    }
}

extension Transaction {
    /// The list of this id; nil where there is none, and where it was deleted long ago.
    package func list(_ id: String) throws -> ListRecord? {
        try Row.fetchOne(db, sql: "SELECT * FROM list WHERE id = ?", arguments: [id]).flatMap(ListRecord.init)
    }

    /// The lists of a kind that a detector has, by id; deleted ones are not among them.
    package func lists(_ kind: ListKind, of detectorID: String) throws -> [ListRecord] {
        try Row.fetchAll(
            db, sql: "SELECT * FROM list WHERE detector = ? AND kind = ? AND status <> 'DELETED' ORDER BY id",
            arguments: [detectorID, kind.rawValue]
        ).compactMap(ListRecord.init)
    }

    /// The ids of the lists whose content is yet to be read.
    package func activatingLists() throws -> [String] {
        try String.fetchAll(db, sql: "SELECT id FROM list WHERE status = 'ACTIVATING' ORDER BY id")
    }

    /// Keeps a list as it is now.
    package func save(_ list: ListRecord) throws {
        try db.execute(
            sql: """
                INSERT INTO list VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET name = excluded.name, location = excluded.location,
                    expectedBucketOwner = excluded.expectedBucketOwner, status = excluded.status,
                    reading = excluded.reading, problem = excluded.problem, updatedAt = excluded.updatedAt
                """,
            arguments: [
                list.id, list.kind.rawValue, list.detectorID, list.name, list.format, list.location,
                list.expectedBucketOwner, list.status.rawValue, list.reading, list.problem, list.createdAt.column,
                list.updatedAt.column,
            ])
        // A list that is switched off, broken or gone has no content that anybody could take for one in force.
        if list.status != .active, list.status != .activating {
            try db.execute(sql: "DELETE FROM listContent WHERE list = ?", arguments: [list.id])
        }
    }

    /// Keeps the content that a list has from now on.
    package func save(content: [UInt8], of list: ListRecord) throws {
        try db.execute(
            sql: "INSERT OR REPLACE INTO listContent VALUES (?, ?, ?)",
            arguments: [list.id, list.reading, Blob(content)])
    }

    /// Forgets lists that were deleted before a time, with their tags.
    package func forgetLists(deletedBefore time: Timestamp) throws {
        try db.execute(
            sql: """
                DELETE FROM tag WHERE arn IN (
                    SELECT 'arn:aws:guardduty:' || d.region || ':' || d.account || ':detector/' || d.id || '/' || l.kind
                        || '/' || l.id
                    FROM list l JOIN detector d ON d.id = l.detector WHERE l.status = 'DELETED' AND l.updatedAt < ?)
                """,
            arguments: [time.column])
        try db.execute(
            sql: "DELETE FROM list WHERE status = 'DELETED' AND updatedAt < ?", arguments: [time.column])
    }
}

extension ListRecord {
    init?(_ row: Row) {
        guard let kind = ListKind(rawValue: row["kind"]), let status = ListStatus(rawValue: row["status"]) else {
            return nil
        }
        self.init(
            id: row["id"], kind: kind, detectorID: row["detector"], name: row["name"], format: row["format"],
            location: row["location"], expectedBucketOwner: row["expectedBucketOwner"], status: status,
            reading: row["reading"], problem: row["problem"], createdAt: Timestamp(column: row["createdAt"]),
            updatedAt: Timestamp(column: row["updatedAt"]))
    }
}
