// SPDX-License-Identifier: Apache-2.0

import GRDB
package import HinomiFindings
package import HinomiRecords

/// Findings counted together because they have something in common.
package struct FindingGroup: Hashable, Sendable {
    /// What they have in common: an account, a type, a resource, a day.
    package var name: String
    /// For resources, of which type it is and in which account.
    package var resourceType: String
    package var account: String
    package var severity: Double
    package var count: Int
    /// When one of them was last updated.
    package var lastUpdated: Timestamp
}

/// What findings may be counted by.
package enum FindingGrouping: Sendable {
    case account
    case date
    case type
    case resource
    case severity
}

extension Transaction {
    /// The findings that meet the criteria, counted by what they have in common: days and severities in their order, others
    /// by their number.
    package func findingGroups(
        by grouping: FindingGrouping, in scope: FindingScope, _ criteria: FindingCriteria, isDescending: Bool,
        limit: Int
    ) throws -> [FindingGroup] {
        let clauses = try CriteriaQuery(criteria, in: scope, sortedBy: "", db).clauses
        let name: SQL
        let order: SQL
        switch grouping {
        case .account: (name, order) = ("f.account", "count")
        case .type: (name, order) = ("f.type", "count")
        case .resource: (name, order) = ("f.resource", "count")
        case .severity: (name, order) = ("''", "f.severity")
        case .date: (name, order) = ("date(f.updatedAt / 1000, 'unixepoch')", "name")
        }
        let groups: SQL
        switch grouping {
        case .account, .type: groups = "name"
        case .resource: groups = "name, f.resourceType, f.account"
        case .severity: groups = "f.severity"
        case .date: groups = "name, f.severity"
        }
        let direction: SQL = isDescending ? "DESC" : "ASC"
        let rows = try SQLRequest<Row>(
            """
            SELECT \(literal: name) AS name, f.resourceType, f.account, f.severity, count(*) AS count, max(f.updatedAt)
            FROM finding f WHERE \(literal: clauses.joined(separator: " AND "))
            GROUP BY \(literal: groups) ORDER BY \(literal: order) \(literal: direction), name, f.severity LIMIT \(limit)
            """
        ).fetchAll(db)
        return rows.map { row in
            FindingGroup(
                name: row[0], resourceType: row[1], account: row[2], severity: row[3], count: row[4],
                lastUpdated: Timestamp(column: row[5]))
        }
    }
}
