// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence

extension ListedNameRule {
    /// An instance asks for a name used for phishing.
    static let phishingName = ListedNameRule(
        type: "Trojan:EC2/PhishingDomainRequest!DNS", categories: [ThreatCategories(ThreatCategory.phishing)],
        severity: .high)
}
