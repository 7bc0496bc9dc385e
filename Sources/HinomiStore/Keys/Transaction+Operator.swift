// SPDX-License-Identifier: Apache-2.0

import GRDB
package import HinomiRecords

extension Migrations {
    static func `operator`(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE operator (
                    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
                    account TEXT NOT NULL
                ) STRICT;
                """)
    }
}

extension Transaction {
    /// The account of who runs the server: the one that had the first key to administer with, unless another was named since. Nil before there is a
    /// key.
    ///
    /// What is done for it is done with the operator's rights.
    package func operatorAccount() throws -> AccountID? {
        try String.fetchOne(db, sql: "SELECT account FROM operator").flatMap(AccountID.init(digits:))
    }

    /// Names the account of who runs the server.
    package func setOperator(_ account: AccountID) throws {
        try db.execute(sql: "INSERT OR REPLACE INTO operator VALUES (1, ?)", arguments: [account.description])
    }
}
