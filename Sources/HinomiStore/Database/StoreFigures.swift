// SPDX-License-Identifier: Apache-2.0

import GRDB
package import HinomiFindings

/// What is in the store, in numbers.
package struct StoreFigures: Sendable {
    /// Findings that are not archived.
    package var findings: [Severity.Label: Int] = [:]
    package var archivedFindings = 0
    /// Bytes of what detectors and sources go on from.
    package var stateBytes: Int64 = 0
    /// Mails that are to be sent, lists that are to be read, findings that are to be exported.
    package var waitingMails = 0
    package var waitingLists = 0
    package var waitingExports = 0
}

extension Transaction {
    /// Counts what is there.
    package func figures() throws -> StoreFigures {
        var figures = StoreFigures()
        for row in try Row.fetchAll(
            db, sql: "SELECT severity, archived, count(*) FROM finding GROUP BY severity, archived")
        {
            let count = row[2] as Int
            if row[1] as Bool {
                figures.archivedFindings += count
            } else {
                figures.findings[Severity(row[0]).label, default: 0] += count
            }
        }
        figures.stateBytes = try Int64.fetchOne(db, sql: "SELECT sum(length(bytes)) FROM watchBlock") ?? 0
        figures.waitingMails = try Int.fetchOne(db, sql: "SELECT count(*) FROM mail WHERE dueAt IS NOT NULL") ?? 0
        figures.waitingLists =
            try Int.fetchOne(db, sql: "SELECT count(*) FROM list WHERE status = 'ACTIVATING'") ?? 0
        figures.waitingExports = try Int.fetchOne(db, sql: "SELECT count(*) FROM export") ?? 0
        return figures
    }
}
