// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence

extension ListedNameRule {
    /// An instance asks for a name that infects those who visit it.
    static let driveByName = ListedNameRule(
        type: "Trojan:EC2/DriveBySourceTraffic!DNS", categories: [ThreatCategories(ThreatCategory.driveBy)],
        severity: .high)
}
