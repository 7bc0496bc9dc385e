// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence

extension ListedNameRule {
    /// An instance asks for a name that collects stolen data.
    static let dropPointName = ListedNameRule(
        type: "Trojan:EC2/DropPoint!DNS", categories: [ThreatCategories(ThreatCategory.dropPoint)],
        severity: .medium)
}
