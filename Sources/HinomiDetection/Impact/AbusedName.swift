// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence

extension ListedNameRule {
    /// An instance asks for a name that is abused for bad purposes.
    static let abusedName = ListedNameRule(
        type: "Impact:EC2/AbusedDomainRequest.Reputation",
        categories: [ThreatCategories(ThreatCategory.reputationAbused)],
        severity: .medium)
}
