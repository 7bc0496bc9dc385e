// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence

extension ListedNameRule {
    /// An instance asks for a name that was taken over and leads nowhere.
    static let blackholeName = ListedNameRule(
        type: "Trojan:EC2/BlackholeTraffic!DNS", categories: [ThreatCategories(ThreatCategory.blackhole)],
        severity: .medium)
}
