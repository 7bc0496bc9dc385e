// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence

extension ListedAddressRule {
    /// An instance talks with an address that collects stolen data.
    static let dropPointAddress = ListedAddressRule(
        type: "Trojan:EC2/DropPoint", categories: [ThreatCategories(ThreatCategory.dropPoint)],
        severity: .medium)
}
