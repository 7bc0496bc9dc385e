// SPDX-License-Identifier: Apache-2.0

package import HinomiRecords
package import HinomiStore

/// Who asks: the account of the key, the region that the request was signed for, and what the key may do.
package struct Caller: Hashable, Sendable {
    package var account: AccountID
    package var region: String
    package var level: AccessLevel
    package var keyID: String

    /// The holder of a key of this account, asking for this region.
    package init(account: AccountID, region: String, level: AccessLevel, keyID: String) {
        self.account = account
        self.region = region
        self.level = level
        self.keyID = keyID
    }
}
