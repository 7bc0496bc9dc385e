// SPDX-License-Identifier: Apache-2.0

import GRDB
import HinomiFindings
package import HinomiRecords

extension Transaction {
    /// The finding of this id, whoever it belongs to; nil where there is none.
    package func finding(_ id: String) throws -> StoredFinding? {
        try String.fetchOne(db, sql: "SELECT document FROM finding WHERE id = ?", arguments: [id])
            .map { try StoredFinding(document: Array($0.utf8)) }
    }

    /// The documents of the findings of these ids that are within the scope, as JSON text, by id.
    package func documents(_ ids: [String], in scope: FindingScope) throws -> [String: [UInt8]] {
        let rows = try SQLRequest<Row>(
            "SELECT f.id, f.document FROM finding f WHERE f.id IN \(ids) AND \(literal: scope.clause)"
        ).fetchAll(db)
        return Dictionary(rows.map { ($0[0] as String, Array(($0[1] as String).utf8)) }) { first, _ in first }
    }

    /// Keeps a finding as it is `now`, by the clock on the wall: for how long it is kept counts from here.
    package func save(_ finding: StoredFinding, now: Timestamp) throws {
        let known = try Int64.fetchOne(db, sql: "SELECT number FROM finding WHERE id = ?", arguments: [finding.id])
        let (resourceType, resource) = finding.resource
        let columns: StatementArguments = [
            finding.id, finding.account.description, finding.region, finding.type, finding.severity,
            finding.createdAt.column, finding.updatedAt.column, finding.isArchived, resourceType, resource, now.column,
            String(decoding: finding.json, as: UTF8.self),
        ]
        if let known {
            try db.cachedStatement(
                sql: """
                    UPDATE finding SET id = ?, account = ?, region = ?, type = ?, severity = ?, createdAt = ?, updatedAt = ?,
                        archived = ?, resourceType = ?, resource = ?, savedAt = ?,
                        document = ? WHERE number = ?
                    """
            ).execute(arguments: columns + [known])
        } else {
            try db.cachedStatement(
                sql: """
                    INSERT INTO finding (id, account, region, type, severity, createdAt, updatedAt, archived, resourceType,
                        resource, savedAt, document) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """
            ).execute(arguments: columns)
        }
        try index(finding, known ?? db.lastInsertedRowID)
    }

    /// Removes findings, with all that is kept of them.
    package func deleteFindings(_ ids: [String]) throws {
        for id in ids {
            guard let number = try Int64.fetchOne(db, sql: "SELECT number FROM finding WHERE id = ?", arguments: [id])
            else { continue }
            try forget(try values(of: number), number)
            try db.execute(sql: "DELETE FROM finding WHERE number = ?", arguments: [number])
        }
    }

    /// Removes the findings of an account in a region.
    package func deleteFindings(of account: AccountID, in region: String) throws {
        _ = try deleteFindings("account = \(account.description) AND region = \(region)")
    }

    /// Removes findings to which nothing was added since a time, at most so many. Returns how many there were.
    package func deleteFindings(savedBefore time: Timestamp, limit: Int) throws -> Int {
        try deleteFindings(
            "number IN (SELECT number FROM finding WHERE savedAt < \(time.column) ORDER BY savedAt LIMIT \(limit))")
    }

    /// Removes the findings that were saved longest ago, those that are archived first, at most so many. Returns how many there
    /// were.
    package func deleteOldestFindings(limit: Int) throws -> Int {
        try deleteFindings(
            "number IN (SELECT number FROM finding ORDER BY archived DESC, savedAt LIMIT \(limit))")
    }

    private func deleteFindings(_ condition: SQL) throws -> Int {
        let numbers = try SQLRequest<Int64>("SELECT number FROM finding WHERE \(literal: condition)").fetchAll(db)
        // Statements take so many parameters only.
        for start in stride(from: 0, to: numbers.count, by: 10_000) {
            let part = Array(numbers[start..<min(start + 10_000, numbers.count)])
            try db.execute(
                literal: """
                    UPDATE attributeValue SET findings = findings - gone.count
                    FROM (SELECT value, count(*) AS count FROM findingValue WHERE finding IN \(part) GROUP BY value) AS gone
                    WHERE attributeValue.id = gone.value
                    """)
            try db.execute(literal: "DELETE FROM findingValue WHERE finding IN \(part)")
            try db.execute(literal: "DELETE FROM finding WHERE number IN \(part)")
        }
        if !numbers.isEmpty { try db.execute(sql: "DELETE FROM attributeValue WHERE findings <= 0") }
        return numbers.count
    }

    // MARK: Values of attributes

    private func index(_ finding: StoredFinding, _ number: Int64) throws {
        let before = try values(of: number)
        var now = Set<Int64>()
        for (attribute, values) in finding.attributes.listed where AttributeColumn(attribute: attribute) == nil {
            for value in values { now.insert(try valueID(attribute, value)) }
        }
        let insert = try db.cachedStatement(sql: "INSERT INTO findingValue VALUES (?, ?)")
        let count = try db.cachedStatement(sql: "UPDATE attributeValue SET findings = findings + 1 WHERE id = ?")
        for value in now.subtracting(before) {
            try insert.execute(arguments: [number, value])
            try count.execute(arguments: [value])
        }
        try forget(before.subtracting(now), number)
    }

    private func values(of number: Int64) throws -> Set<Int64> {
        try Int64.fetchSet(
            db.cachedStatement(sql: "SELECT value FROM findingValue WHERE finding = ?"), arguments: [number])
    }

    private func valueID(_ attribute: String, _ value: AttributeValue) throws -> Int64 {
        let known = try Int64.fetchOne(
            db.cachedStatement(sql: "SELECT id FROM attributeValue WHERE attribute = ? AND text = ?"),
            arguments: [attribute, value.text])
        if let known { return known }
        try db.cachedStatement(
            sql: "INSERT INTO attributeValue (attribute, text, number, findings) VALUES (?, ?, ?, 0)"
        )
        .execute(arguments: [attribute, value.text, value.number])
        return db.lastInsertedRowID
    }

    private func forget(_ values: Set<Int64>, _ number: Int64) throws {
        for value in values {
            try db.execute(
                sql: "DELETE FROM findingValue WHERE finding = ? AND value = ?", arguments: [number, value])
            try db.execute(sql: "UPDATE attributeValue SET findings = findings - 1 WHERE id = ?", arguments: [value])
            try db.execute(sql: "DELETE FROM attributeValue WHERE id = ? AND findings <= 0", arguments: [value])
        }
    }
}
