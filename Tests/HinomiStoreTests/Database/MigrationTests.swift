// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import Testing

@testable import HinomiStore

/// Databases of every form that there ever was are brought to today's, and nothing in them is lost.
@Suite struct MigrationTests {
    private static let steps = Migrations.migrator.migrations

    // The tables of a database, without those of SQLite and of the steps themselves.
    private static func tables(_ db: Database) throws -> [String] {
        try String.fetchAll(
            db,
            sql: """
                SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'grdb_migrations'
                ORDER BY rootpage
                """)
    }

    // What a database is made of.
    private static func form(_ db: Database) throws -> [Row] {
        try Row.fetchAll(
            db,
            sql:
                "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name"
        )
    }

    // Puts a row in every table. All texts are alike, and all numbers: so whatever refers to something finds it.
    private static func fill(_ db: Database) throws {
        for table in try tables(db) {
            let columns = try db.columns(in: table)
            let values: [any DatabaseValueConvertible] = columns.map { column in
                switch column.type {
                case "TEXT": "v"
                case "BLOB": Data([1])
                case "REAL": 1.0
                default: 1
                }
            }
            let marks = columns.map { _ in "?" }.joined(separator: ", ")
            try db.execute(sql: "INSERT INTO \"\(table)\" VALUES (\(marks))", arguments: StatementArguments(values))
        }
    }

    // The rows of every table, column by column.
    private static func contents(_ db: Database) throws -> [String: [String: [DatabaseValue]]] {
        var contents: [String: [String: [DatabaseValue]]] = [:]
        for table in try tables(db) {
            for row in try Row.fetchAll(db, sql: "SELECT * FROM \"\(table)\"") {
                for (column, value) in row { contents[table, default: [:]][column, default: []].append(value) }
            }
        }
        return contents
    }

    @Test(arguments: steps) func `a database of an earlier step loses nothing and is as a new one`(step: String) throws
    {
        let folder = NSTemporaryDirectory() + "hinomi-steps-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }

        let old = try DatabaseQueue(path: Store.path(in: folder))
        try Migrations.migrator.migrate(old, upTo: step)
        try old.write(Self.fill)
        let (before, tables) = try old.read { try (Self.contents($0), Self.tables($0)) }
        try old.close()
        #expect(!tables.isEmpty && before.keys.sorted() == tables.sorted())

        let store = try Store(folder: folder)
        let after = try store.pool.read(Self.contents)
        for (table, columns) in before {
            for (column, values) in columns { #expect(after[table]?[column] == values, "\(table).\(column)") }
        }
        #expect(try store.faultsNow().isEmpty)
        #expect(try store.pool.read { try Row.fetchAll($0, sql: "PRAGMA foreign_key_check") }.isEmpty)
        let new = try TemporaryStore()
        #expect(try store.pool.read(Self.form) == new.store.pool.read(Self.form))

        // It works: findings are written, found and read.
        let samples = try TemporaryStore.samples().prefix(3)
        try store.writeNow { transaction in
            for sample in samples { try transaction.save(sample, now: TemporaryStore.now) }
        }
        for sample in samples { #expect(try store.readNow { try $0.finding(sample.id) }?.id == sample.id) }
        try store.close()
    }

    @Test func `steps keep their order and their names`() {
        // What stands here was released: new steps come behind it.
        let known = [
            "keys", "operator", "detectors", "findings", "filters", "sightings", "destinations", "exports", "malware",
            "usage",
            "watch", "lists", "members", "organization", "mail", "probe", "list changes",
        ]
        #expect(Array(Self.steps.prefix(known.count)) == known)
    }
}
