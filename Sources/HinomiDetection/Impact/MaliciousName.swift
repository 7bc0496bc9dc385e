// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence

extension ListedNameRule {
    /// An instance asks for a name with a reputation for malice.
    static let maliciousName = ListedNameRule(
        type: "Impact:EC2/MaliciousDomainRequest.Reputation",
        categories: [ThreatCategories(ThreatCategory.reputationMalicious)],
        severity: .high)
}
