// SPDX-License-Identifier: Apache-2.0

import GRDB
import HinomiFindings

/// Criteria as a condition on rows `f` of `finding`.
///
/// A condition on values that few findings have is written so that the database begins with those findings; one on values
/// that many have so that it is asked of each finding on the way, in the order that is wanted.
struct CriteriaQuery {
    private(set) var clauses: [SQL] = []
    // Whether some condition leaves few findings to look at.
    private var isNarrow = false

    /// Up to how many findings are few: they are put in order after they were found.
    static let few = 20_000

    /// The condition of criteria within a scope, for findings that are put in order by an attribute.
    init(_ criteria: FindingCriteria, in scope: FindingScope, sortedBy attribute: String, _ db: Database) throws {
        for condition in criteria.conditions {
            guard let column = AttributeColumn(attribute: condition.attribute) else {
                try add(condition, db)
                continue
            }
            let clause = try CriteriaQuery.clause(column, column.number, condition.comparison)
            guard column == .severity, attribute != condition.attribute, condition.comparison.isOfOrder else {
                clauses.append(clause)
                continue
            }
            // Its index would have all that is severe put in order: it is good where that is little.
            let sample = try SQLRequest<Int>(
                """
                SELECT count(*) FROM (SELECT 1 FROM finding f WHERE \(literal: scope.clause) AND \(literal: clause)
                    LIMIT \(CriteriaQuery.few + 1))
                """
            ).fetchOne(db)
            let areFew = sample.map { $0 <= CriteriaQuery.few } ?? false
            clauses.append(areFew ? clause : try CriteriaQuery.clause(column, "+f.severity", condition.comparison))
        }
        // Of few findings the accounts and regions are looked at; beginning with those would be looking at all.
        clauses.insert(isNarrow ? scope.clauseBesides : scope.clause, at: 0)
    }

    // `number` is what the column's values are as numbers; with a plus in front, its index is left alone.
    private static func clause(
        _ column: AttributeColumn, _ number: SQL?, _ comparison: FindingCriteria.Comparison
    ) throws -> SQL {
        switch comparison {
        case .equals(let operands): equality(column, operands)
        case .notEquals(let operands): "NOT (\(equality(column, operands)))"
        case .greaterThan(let bound): number.map { "\(literal: $0) > \(bound)" } ?? "FALSE"
        case .greaterThanOrEqual(let bound): number.map { "\(literal: $0) >= \(bound)" } ?? "FALSE"
        case .lessThan(let bound): number.map { "\(literal: $0) < \(bound)" } ?? "FALSE"
        case .lessThanOrEqual(let bound): number.map { "\(literal: $0) <= \(bound)" } ?? "FALSE"
        case .matches, .notMatches: throw StoreError("findings are not listed by patterns")
        }
    }

    private static func equality(_ column: AttributeColumn, _ operands: [String]) -> SQL {
        switch column {
        case .archived:
            return "f.archived IN \(operands.compactMap { ["true": 1, "false": 0][$0] })"
        case .severity:
            // Labels of severity are asked for as lists of whole numbers.
            let numbers = operands.compactMap { Double($0) }
            let whole = numbers.filter { $0 == $0.rounded(.down) }
            return
                "(f.severity IN \(numbers) OR CAST(f.severity AS INTEGER) IN \(whole.compactMap { Int(exactly: $0) }))"
        case .createdAt, .updatedAt: return "\(column.sql) IN \(operands.compactMap { Int64($0) })"
        case .accountId, .region, .id: return "\(column.sql) IN \(operands)"
        }
    }

    private mutating func add(_ condition: FindingCriteria.Condition, _ db: Database) throws {
        let attribute = condition.attribute
        let values: SQL
        var isNegated = false
        switch condition.comparison {
        case .equals(let operands): values = "attribute = \(attribute) AND text IN \(operands)"
        case .notEquals(let operands):
            values = "attribute = \(attribute) AND text IN \(operands)"
            isNegated = true
        case .greaterThan(let bound): values = "attribute = \(attribute) AND number > \(bound)"
        case .greaterThanOrEqual(let bound): values = "attribute = \(attribute) AND number >= \(bound)"
        case .lessThan(let bound): values = "attribute = \(attribute) AND number < \(bound)"
        case .lessThanOrEqual(let bound): values = "attribute = \(attribute) AND number <= \(bound)"
        case .matches, .notMatches: throw StoreError("findings are not listed by patterns")
        }
        let ids = try SQLRequest<Int64>("SELECT id FROM attributeValue WHERE \(literal: values)").fetchAll(db)
        guard !ids.isEmpty else {
            if !isNegated { clauses.append("FALSE") }
            return
        }
        let findings =
            try SQLRequest<Int>("SELECT sum(findings) FROM attributeValue WHERE \(literal: values)").fetchOne(db) ?? 0
        if !isNegated, findings <= CriteriaQuery.few {
            isNarrow = true
            clauses.append("f.number IN (SELECT finding FROM findingValue WHERE value IN \(ids))")
        } else {
            let exists: SQL = "EXISTS (SELECT 1 FROM findingValue WHERE finding = f.number AND value IN \(ids))"
            clauses.append(isNegated ? "NOT \(exists)" : exists)
        }
    }
}

extension FindingCriteria.Comparison {
    /// Whether it is about what comes before what.
    fileprivate var isOfOrder: Bool {
        switch self {
        case .greaterThan, .greaterThanOrEqual, .lessThan, .lessThanOrEqual: true
        case .equals, .notEquals, .matches, .notMatches: false
        }
    }
}
