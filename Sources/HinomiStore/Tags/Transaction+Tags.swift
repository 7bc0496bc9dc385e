// SPDX-License-Identifier: Apache-2.0

import GRDB

extension Transaction {
    /// The tags of a resource.
    package func tags(of arn: String) throws -> [String: String] {
        let rows = try Row.fetchAll(db, sql: "SELECT name, value FROM tag WHERE arn = ?", arguments: [arn])
        return Dictionary(rows.map { ($0["name"] as String, $0["value"] as String) }) { first, _ in first }
    }

    /// Gives a resource these tags besides those it has; of the same name, the new one counts.
    package func tag(_ arn: String, with tags: [String: String]) throws {
        for (name, value) in tags {
            try db.execute(sql: "INSERT OR REPLACE INTO tag VALUES (?, ?, ?)", arguments: [arn, name, value])
        }
    }

    /// Takes tags off a resource; nil for all.
    package func untag(_ arn: String, _ names: [String]?) throws {
        guard let names else { return try db.execute(sql: "DELETE FROM tag WHERE arn = ?", arguments: [arn]) }
        for name in names {
            try db.execute(sql: "DELETE FROM tag WHERE arn = ? AND name = ?", arguments: [arn, name])
        }
    }
}
