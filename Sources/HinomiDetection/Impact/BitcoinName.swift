// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence

extension ListedNameRule {
    /// An instance asks for a name with a reputation for mining.
    static let bitcoinName = ListedNameRule(
        type: "Impact:EC2/BitcoinDomainRequest.Reputation",
        categories: [ThreatCategories(ThreatCategory.reputationBitcoin)],
        severity: .high)
}
