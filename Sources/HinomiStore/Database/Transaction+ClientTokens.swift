// SPDX-License-Identifier: Apache-2.0

import GRDB
package import HinomiRecords

extension Transaction {
    /// What a request with this token made before; nil where it is the first.
    ///
    /// Clients that did not hear the answer ask again with the same token, and get the same answer.
    package func made(by token: String, _ operation: String, account: AccountID, region: String) throws -> String? {
        try String.fetchOne(
            db, sql: "SELECT made FROM clientToken WHERE account = ? AND region = ? AND operation = ? AND token = ?",
            arguments: [account.description, region, operation, token])
    }

    /// Remembers what a request with this token made: the ARN of a resource. Tokens of more than a day ago are forgotten.
    package func remember(
        _ token: String, _ operation: String, account: AccountID, region: String, made arn: String, now: Timestamp
    ) throws {
        try db.execute(
            sql: "DELETE FROM clientToken WHERE account = ? AND createdAt < ?",
            arguments: [account.description, now.advanced(seconds: -86_400).column])
        try db.execute(
            sql: "INSERT OR REPLACE INTO clientToken VALUES (?, ?, ?, ?, ?, ?)",
            arguments: [account.description, region, operation, token, arn, now.column])
    }
}
