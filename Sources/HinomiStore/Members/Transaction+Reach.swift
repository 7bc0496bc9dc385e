// SPDX-License-Identifier: Apache-2.0

import GRDB
package import HinomiRecords

// Whose findings a detector shows, and whose decisions act on an account's.
extension Transaction {
    /// The detectors whose findings the owner of a detector may see: its own first, then those of its members, whether
    /// enabled or disabled, by account.
    package func findingDetectors(of detector: DetectorRecord) throws -> [DetectorRecord] {
        let members = try Row.fetchAll(
            db,
            sql: """
                SELECT detector.* FROM member JOIN detector
                    ON detector.account = member.account AND detector.region = member.region
                WHERE member.detector = ? AND member.status IN ('Enabled', 'Disabled') ORDER BY detector.account
                """, arguments: [detector.id]
        ).compactMap(DetectorRecord.init)
        return [detector] + members
    }

    /// The detector whose filters, lists and publishing frequency act on the findings of an account: its
    /// administrator's, or its own where it has none; nil where the account is not watched in the region.
    package func decidingDetector(for account: AccountID, in region: String) throws -> DetectorRecord? {
        guard let association = try association(of: account, in: region) else {
            return try detector(of: account, in: region)
        }
        return try detector(association.detector)
    }

    /// Has the members of a detector publish as often as it does.
    package func imposePublishingFrequency(of detector: DetectorRecord) throws {
        try db.execute(
            sql: """
                UPDATE detector SET publishingFrequency = ?, updatedAt = ?
                WHERE region = ? AND account IN (
                    SELECT account FROM member WHERE detector = ? AND status IN ('Enabled', 'Disabled'))
                """,
            arguments: [detector.publishingFrequency, detector.updatedAt.column, detector.region, detector.id])
    }
}
