// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence

extension ListedNameRule {
    /// An instance asks for a name that malware is controlled through.
    static let commandAndControlName = ListedNameRule(
        type: "Backdoor:EC2/C&CActivity.B!DNS",
        categories: [ThreatCategories(ThreatCategory.malware), ThreatCategories(ThreatCategory.commandAndControl)],
        severity: .high)
}
