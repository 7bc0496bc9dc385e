// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence

extension ListedAddressRule {
    /// An instance talks with the address of a mining pool.
    static let miningAddress = ListedAddressRule(
        type: "CryptoCurrency:EC2/BitcoinTool.B", categories: [ThreatCategories(ThreatCategory.mining)],
        severity: .high)
}
