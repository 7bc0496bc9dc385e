// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence

extension ListedAddressRule {
    /// An instance talks with a sinkhole: the address malware ends at once its control server was taken over.
    static let blackholeAddress = ListedAddressRule(
        type: "Trojan:EC2/BlackholeTraffic", categories: [ThreatCategories(ThreatCategory.blackhole)],
        severity: .medium)
}
