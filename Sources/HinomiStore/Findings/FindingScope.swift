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
    var clause: SQL {
        if accounts.count == 1 { return "f.account = \(accounts[0].description) AND f.region = \(region)" }
        return "f.region = \(region) AND f.account IN \(accounts.map(\.description))"
    }
}
