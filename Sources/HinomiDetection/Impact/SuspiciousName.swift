// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence

extension ListedNameRule {
    /// An instance asks for a name that looks suspicious.
    static let suspiciousName = ListedNameRule(
        type: "Impact:EC2/SuspiciousDomainRequest.Reputation",
        categories: [ThreatCategories(ThreatCategory.reputationSuspicious)],
        severity: .low)
}
