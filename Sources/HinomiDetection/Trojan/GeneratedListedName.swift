// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence

extension ListedNameRule {
    /// An instance asks for a name that a known generator of malware made.
    static let generatedListedName = ListedNameRule(
        type: "Trojan:EC2/DGADomainRequest.C!DNS", categories: [ThreatCategories(ThreatCategory.dga)],
        severity: .high)
}
