// SPDX-License-Identifier: Apache-2.0

import GRDB
package import HinomiFindings

/// Where a page of a list of findings ends, so that the next can begin there.
package struct FindingPosition: Hashable, Sendable {
    /// What the last finding was put in order by; nil where it lacks that.
    package var key: AttributeValue?
    /// Which of the findings of equal keys it was.
    package var number: Int64

    /// A position behind this finding.
    package init(key: AttributeValue?, number: Int64) {
        self.key = key
        self.number = number
    }
}

extension Transaction {
    /// The ids of findings that meet the criteria, a page of them, and where it ends where more follow.
    ///
    /// Without an order those updated last come first.
    package func findingIDs(
        in scope: FindingScope, _ criteria: FindingCriteria, sort: FindingSort?, limit: Int, after: FindingPosition?
    ) throws -> (ids: [String], end: FindingPosition?) {
        let isDescending = sort?.isDescending ?? true
        let attribute = sort?.attribute ?? "updatedAt"
        let key = Transaction.sortKey(attribute, isDescending: isDescending)
        var clauses = try CriteriaQuery(criteria, in: scope, sortedBy: attribute, db).clauses
        if let after { clauses.append(Transaction.isBehind(after, key, of: attribute, isDescending: isDescending)) }
        let order: SQL = isDescending ? "key DESC NULLS LAST, f.number DESC" : "key ASC NULLS LAST, f.number ASC"
        let rows = try SQLRequest<Row>(
            """
            SELECT f.id, f.number, \(literal: key) AS key FROM finding f
            WHERE \(literal: clauses.joined(separator: " AND "))
            ORDER BY \(literal: order) LIMIT \(limit + 1)
            """
        ).fetchAll(db)
        let page = rows.prefix(limit)
        guard rows.count > limit, let last = page.last else { return (page.map { $0[0] }, nil) }
        return (page.map { $0[0] }, FindingPosition(key: AttributeValue(column: last[2]), number: last[1]))
    }

    // What findings are put in order by; numbers come before texts, as SQLite has it as well.
    private static func sortKey(_ attribute: String, isDescending: Bool) -> SQL {
        if let column = AttributeColumn(attribute: attribute) { return column.sql }
        let order: SQL = isDescending ? "DESC" : "ASC"
        return """
            (SELECT coalesce(v.number, v.text) AS sorted FROM findingValue w JOIN attributeValue v ON v.id = w.value
                WHERE w.finding = f.number AND v.attribute = \(attribute) ORDER BY sorted \(literal: order) LIMIT 1)
            """
    }

    private static func isBehind(
        _ position: FindingPosition, _ key: SQL, of attribute: String, isDescending: Bool
    ) -> SQL {
        guard let value = position.key else {
            return isDescending
                ? "\(literal: key) IS NULL AND f.number < \(position.number)"
                : "\(literal: key) IS NULL AND f.number > \(position.number)"
        }
        // Columns of text hold digits as text.
        let number = AttributeColumn(attribute: attribute)?.holdsNumbers == false ? nil : value.number
        let bound: SQL = number.map { "\($0)" } ?? "\(value.text)"
        return isDescending
            ? "((\(literal: key), f.number) < (\(literal: bound), \(position.number)) OR \(literal: key) IS NULL)"
            : "((\(literal: key), f.number) > (\(literal: bound), \(position.number)) OR \(literal: key) IS NULL)"
    }
}

extension AttributeValue {
    fileprivate init?(column: DatabaseValue) {
        switch column.storage {
        case .int64(let number): self.init(number: Double(number))
        case .double(let number): self.init(number: number)
        case .string(let text): self.init(text: text)
        case .null, .blob: return nil
        }
    }
}
