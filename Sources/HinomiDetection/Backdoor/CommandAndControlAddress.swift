// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence

extension ListedAddressRule {
    /// An instance talks with an address from which malware is controlled.
    static let commandAndControlAddress = ListedAddressRule(
        type: "Backdoor:EC2/C&CActivity.B",
        categories: [ThreatCategories(ThreatCategory.malware), ThreatCategories(ThreatCategory.commandAndControl)],
        severity: .high, accepts: { !$0.contains(where: \.namesXorDDoS) })
}
