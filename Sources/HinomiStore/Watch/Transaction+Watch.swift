// SPDX-License-Identifier: Apache-2.0

import GRDB

/// By what it is known whether a finding has changed since it was told.
package struct StoredMark: Hashable, Sendable {
    package var fingerprint: UInt64
    package var count: Int

    /// A mark of these numbers.
    package init(fingerprint: UInt64, count: Int) {
        self.fingerprint = fingerprint
        self.count = count
    }
}

extension Migrations {
    static func watch(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE watchBlock (
                    name TEXT NOT NULL PRIMARY KEY,
                    bytes BLOB NOT NULL
                ) STRICT;
                CREATE TABLE toldFinding (
                    id TEXT NOT NULL PRIMARY KEY,
                    fingerprint INTEGER NOT NULL,
                    count INTEGER NOT NULL
                ) STRICT, WITHOUT ROWID;
                """)
    }
}

extension Transaction {
    /// The blocks that a watcher goes on from, by name.
    package func watchBlocks() throws -> [String: [UInt8]] {
        let rows = try Row.fetchAll(db, sql: "SELECT name, bytes FROM watchBlock")
        return Dictionary(rows.map { ($0[0] as String, ($0[1] as Blob).bytes) }) { first, _ in first }
    }

    /// Keeps a block in the place of the one with the same name; nil removes it.
    package func saveWatchBlock(_ name: String, _ bytes: [UInt8]?) throws {
        if let bytes {
            try db.cachedStatement(sql: "INSERT OR REPLACE INTO watchBlock VALUES (?, ?)")
                .execute(arguments: [name, Blob(bytes)])
        } else {
            try db.execute(sql: "DELETE FROM watchBlock WHERE name = ?", arguments: [name])
        }
    }

    /// The marks of the findings that were told, by id.
    package func toldFindings() throws -> [String: StoredMark] {
        let rows = try Row.fetchAll(db, sql: "SELECT id, fingerprint, count FROM toldFinding")
        return Dictionary(
            rows.map { ($0[0] as String, StoredMark(fingerprint: UInt64(bitPattern: $0[1] as Int64), count: $0[2])) }
        ) { first, _ in first }
    }

    /// Keeps the mark of a finding that was told; nil removes it.
    package func saveMark(of id: String, _ mark: StoredMark?) throws {
        if let mark {
            try db.cachedStatement(sql: "INSERT OR REPLACE INTO toldFinding VALUES (?, ?, ?)")
                .execute(arguments: [id, Int64(bitPattern: mark.fingerprint), mark.count])
        } else {
            try db.cachedStatement(sql: "DELETE FROM toldFinding WHERE id = ?").execute(arguments: [id])
        }
    }
}
