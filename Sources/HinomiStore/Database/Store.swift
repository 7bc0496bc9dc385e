// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB

/// Everything that outlives the process, in one SQLite database in WAL mode.
///
/// Whoever writes does so in a transaction that happens whole or not at all; readers see one moment each and wait for
/// nobody.
package struct Store: Sendable {
    let pool: DatabasePool
    /// Where the database is.
    package let path: String

    /// The name of the database in its folder.
    package static let fileName = "hinomi.sqlite"

    /// The path of the database in a folder.
    package static func path(in folder: String) -> String {
        URL(fileURLWithPath: folder, isDirectory: true).appendingPathComponent(fileName).path
    }

    /// Opens the database in a folder, makes it where there is none, and brings it to today's form; throws where a newer program
    /// has written it. With a limit, in bytes, it grows so far and no further: what would not fit is not written.
    package init(folder: String, sizeLimit: Int64? = nil) throws {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        path = Store.path(in: folder)
        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        configuration.maximumReaderCount = 4
        // Several processes may have it open: the server, and commands that make keys.
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { db in
            // A commit is on the disk when it returns.
            try db.execute(sql: "PRAGMA synchronous = FULL")
            try db.execute(sql: "PRAGMA journal_size_limit = 67108864")
            if let sizeLimit {
                let page = try Int64.fetchOne(db, sql: "PRAGMA page_size") ?? 4_096
                try db.execute(sql: "PRAGMA max_page_count = \(max(sizeLimit / page, 1))")
            }
        }
        pool = try DatabasePool(path: path, configuration: configuration)
        guard try !pool.read(Migrations.migrator.hasBeenSuperseded) else {
            throw StoreError("\(path): was written by a newer version of this program")
        }
        try Migrations.migrator.migrate(pool)
    }

    /// Does something in a transaction that may write.
    package func write<Result: Sendable>(
        _ body: @escaping @Sendable (Transaction) throws -> Result
    ) async throws -> Result {
        try await pool.write { try body(Transaction(db: $0)) }
    }

    /// Reads, all from one moment.
    package func read<Result: Sendable>(
        _ body: @escaping @Sendable (Transaction) throws -> Result
    ) async throws -> Result {
        try await pool.read { try body(Transaction(db: $0)) }
    }

    /// As `write`, for callers on threads of their own, which it blocks.
    package func writeNow<Result>(_ body: (Transaction) throws -> Result) throws -> Result {
        try pool.write { try body(Transaction(db: $0)) }
    }

    /// As `read`, for callers on threads of their own, which it blocks.
    package func readNow<Result>(_ body: (Transaction) throws -> Result) throws -> Result {
        try pool.read { try body(Transaction(db: $0)) }
    }

    /// What SQLite finds wrong with the database; empty where it is sound.
    package func faultsNow() throws -> [String] { try pool.read(Store.faults) }

    /// As `faultsNow`, blocking nobody; takes minutes for gigabytes.
    package func faults() async throws -> [String] { try await pool.read(Store.faults) }

    private static let faults: @Sendable (Database) throws -> [String] = { db in
        try String.fetchAll(db, sql: "PRAGMA quick_check(10)").filter { $0 != "ok" }
    }

    /// Bytes that the database takes on the disk.
    package var bytesOnDisk: Int64 {
        [path, path + "-wal"].reduce(0) { sum, path in
            let facts = try? FileManager.default.attributesOfItem(atPath: path)
            return sum + ((facts?[.size] as? NSNumber)?.int64Value ?? 0)
        }
    }

    /// Closes the database.
    package func close() throws { try pool.close() }
}
