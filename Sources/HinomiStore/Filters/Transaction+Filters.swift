// SPDX-License-Identifier: Apache-2.0

import GRDB

extension Migrations {
    static func filters(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE filter (
                    detector TEXT NOT NULL REFERENCES detector ON DELETE CASCADE,
                    name TEXT NOT NULL,
                    description TEXT NOT NULL,
                    archives INTEGER NOT NULL,
                    rank INTEGER NOT NULL,
                    criteria TEXT NOT NULL,
                    PRIMARY KEY (detector, name)
                ) STRICT, WITHOUT ROWID;
                """)
    }
}

extension Transaction {
    /// The filters of a detector, by rank.
    package func filters(of detector: String) throws -> [FilterRecord] {
        try Row.fetchAll(db, sql: "SELECT * FROM filter WHERE detector = ? ORDER BY rank, name", arguments: [detector])
            .map(FilterRecord.init)
    }

    /// The filter of this name; nil where there is none.
    package func filter(_ name: String, of detector: String) throws -> FilterRecord? {
        try Row.fetchOne(db, sql: "SELECT * FROM filter WHERE detector = ? AND name = ?", arguments: [detector, name])
            .map(FilterRecord.init)
    }

    /// Keeps the filters of a detector as they are now; those that are not among them are gone.
    package func save(_ filters: [FilterRecord], of detector: String) throws {
        try db.execute(sql: "DELETE FROM filter WHERE detector = ?", arguments: [detector])
        for filter in filters {
            try db.execute(
                sql: "INSERT INTO filter VALUES (?, ?, ?, ?, ?, ?)",
                arguments: [
                    detector, filter.name, filter.description, filter.archives, filter.rank,
                    String(decoding: filter.criteria, as: UTF8.self),
                ])
        }
    }
}

extension FilterRecord {
    fileprivate init(_ row: Row) {
        self.init(
            detector: row["detector"], name: row["name"], description: row["description"], archives: row["archives"],
            rank: row["rank"], criteria: Array((row["criteria"] as String).utf8))
    }
}
