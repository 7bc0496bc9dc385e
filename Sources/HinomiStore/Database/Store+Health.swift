// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import Glibc

extension Migrations {
    static func probe(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE probe (
                    id INTEGER PRIMARY KEY CHECK (id = 1),
                    count INTEGER NOT NULL
                ) STRICT;
                """)
    }
}

extension Store {
    /// Makes sure that something can be written and gets to the disk; throws where it does not.
    package func probe() async throws {
        try await write {
            try $0.db.execute(
                sql: "INSERT INTO probe VALUES (1, 1) ON CONFLICT (id) DO UPDATE SET count = (count + 1) % 1000000")
        }
    }

    /// Bytes that are left on the disk for who runs this; nil where that cannot be found out.
    package var room: Int64? {
        var status = statvfs()
        guard statvfs(URL(fileURLWithPath: path).deletingLastPathComponent().path, &status) == 0 else { return nil }
        return Int64(
            clamping: UInt64(status.f_bavail).multipliedReportingOverflow(by: UInt64(status.f_frsize)).partialValue)
    }

    /// Bytes that the database takes, without what is free in it, and with it.
    package func size() async throws -> (used: Int64, whole: Int64) {
        try await read { transaction in
            let page = try Int64.fetchOne(transaction.db, sql: "PRAGMA page_size") ?? 0
            let pages = try Int64.fetchOne(transaction.db, sql: "PRAGMA page_count") ?? 0
            let free = try Int64.fetchOne(transaction.db, sql: "PRAGMA freelist_count") ?? 0
            return ((pages - free) * page, pages * page)
        }
    }
}
