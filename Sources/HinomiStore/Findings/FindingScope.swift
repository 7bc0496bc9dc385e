// SPDX-License-Identifier: Apache-2.0

import GRDB
package import HinomiRecords

/// Whose findings somebody may see: of these accounts in this region.
package struct FindingScope: Hashable, Sendable {
    package var region: String
    package var accounts: [AccountID]

    /// The findings of these accounts in this region.
    package init(region: String, accounts: [AccountID]) {
        self.region = region
        self.accounts = accounts
    }

    /// The condition on rows `f` of `finding`.
    var clause: SQL { clause("f.account", "f.region") }

    /// The same for rows that are found by something else: indexes of accounts and regions are left alone.
    var clauseBesides: SQL { clause("+f.account", "+f.region") }

    private func clause(_ account: SQL, _ region: SQL) -> SQL {
        if accounts.count == 1 {
            return "\(literal: account) = \(accounts[0].description) AND \(literal: region) = \(self.region)"
        }
        return "\(literal: region) = \(self.region) AND \(literal: account) IN \(accounts.map(\.description))"
    }
}
