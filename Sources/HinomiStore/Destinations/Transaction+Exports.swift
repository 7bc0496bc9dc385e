// SPDX-License-Identifier: Apache-2.0

import GRDB
package import HinomiRecords

/// Findings that are written to a destination as one object.
package struct ExportBatch: Sendable {
    package var destination: DestinationRecord
    /// What makes the object's name its own; the same when it is tried again.
    package var object: String
    /// Whose findings they are, and where.
    package var account: AccountID
    package var region: String
    /// The findings, as JSON text.
    package var documents: [[UInt8]]
}

extension Migrations {
    /// What is to be written to which destination.
    ///
    /// `object` is the object that a finding is being written to: one that a crash kept from being finished is written again under
    /// the same name. `againAt` is when a finding is due that changed meanwhile.
    static func exports(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE export (
                    destination TEXT NOT NULL REFERENCES destination ON DELETE CASCADE,
                    finding TEXT NOT NULL,
                    dueAt INTEGER NOT NULL,
                    object TEXT,
                    againAt INTEGER,
                    PRIMARY KEY (destination, finding)
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX exportDue ON export (destination, dueAt);
                CREATE INDEX exportObject ON export (destination, object) WHERE object IS NOT NULL;
                """)
    }
}

extension Transaction {
    /// The most findings of one object.
    private static var mostFindings: Int { 1_000 }

    /// Has a finding written to a destination at a time, or earlier where it waits already.
    package func queueExport(of finding: String, to destination: String, dueAt: Timestamp) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO export VALUES (?, ?, ?, NULL, NULL) ON CONFLICT DO UPDATE SET
                    dueAt = min(dueAt, excluded.dueAt),
                    againAt = CASE WHEN object IS NULL THEN NULL ELSE excluded.dueAt END
                """
        ).execute(arguments: [destination, finding, dueAt.column])
    }

    /// Whether there is something to be written by now.
    package func hasDueExports(now: Timestamp) throws -> Bool {
        try Bool.fetchOne(
            db,
            sql: """
                SELECT EXISTS (SELECT 1 FROM destination WHERE retryAt <= ?1 AND status != 'pending' AND EXISTS (
                    SELECT 1 FROM export WHERE export.destination = destination.id AND dueAt <= ?1))
                """, arguments: [now.column]) ?? false
    }

    /// What is to be written next; nil where nothing is due. It stays due until it is finished.
    ///
    /// What is archived or gone by now is not written.
    package func takeExport(now: Timestamp, object new: String) throws -> ExportBatch? {
        let ready = try String.fetchAll(
            db, sql: "SELECT id FROM destination WHERE retryAt <= ? AND status != 'pending' ORDER BY retryAt, id",
            arguments: [now.column])
        for id in ready {
            guard let destination = try destination(id) else { continue }
            if let object = try String.fetchOne(
                db, sql: "SELECT object FROM export WHERE destination = ? AND object IS NOT NULL", arguments: [id])
            {
                if let batch = try batch(of: destination, object) { return batch }
                try finishExport(object, to: destination)
            }
            try db.execute(
                sql: """
                    DELETE FROM export WHERE destination = ? AND dueAt <= ? AND object IS NULL AND finding NOT IN
                        (SELECT id FROM finding WHERE id = export.finding AND archived = 0)
                    """, arguments: [id, now.column])
            guard
                let first = try Row.fetchOne(
                    db,
                    sql: """
                        SELECT account, region FROM export JOIN finding ON finding.id = export.finding
                        WHERE destination = ? AND dueAt <= ? AND object IS NULL ORDER BY dueAt, finding.id LIMIT 1
                        """, arguments: [id, now.column])
            else { continue }
            try db.execute(
                sql: """
                    UPDATE export SET object = ? WHERE destination = ? AND finding IN (
                        SELECT export.finding FROM export JOIN finding ON finding.id = export.finding
                        WHERE destination = ? AND dueAt <= ? AND object IS NULL AND account = ? AND region = ?
                        ORDER BY dueAt, finding.id LIMIT ?)
                    """,
                arguments: [
                    new, id, id, now.column, first[0] as String, first[1] as String, Transaction.mostFindings,
                ])
            if let batch = try batch(of: destination, new) { return batch }
        }
        return nil
    }

    private func batch(of destination: DestinationRecord, _ object: String) throws -> ExportBatch? {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT account, region, document FROM export JOIN finding ON finding.id = export.finding
                WHERE destination = ? AND object = ? AND archived = 0 ORDER BY finding.updatedAt, finding.id
                """, arguments: [destination.id, object])
        guard let first = rows.first, let account = AccountID(digits: first[0]) else { return nil }
        return ExportBatch(
            destination: destination, object: object, account: account, region: first[1],
            documents: rows.map { Array(($0[2] as String).utf8) })
    }

    /// Hears that an object is written.
    package func finishExport(_ object: String, to destination: DestinationRecord) throws {
        try db.execute(
            sql: "DELETE FROM export WHERE destination = ? AND object = ? AND againAt IS NULL",
            arguments: [destination.id, object])
        try db.execute(
            sql: """
                UPDATE export SET object = NULL, dueAt = againAt, againAt = NULL WHERE destination = ? AND object = ?
                """, arguments: [destination.id, object])
    }
}
