// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence

extension ListedNameRule {
    /// An instance asks for the name of a mining pool.
    static let miningName = ListedNameRule(
        type: "CryptoCurrency:EC2/BitcoinTool.B!DNS", categories: [ThreatCategories(ThreatCategory.mining)],
        severity: .high)
}
