// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence

extension ListedAddressRule {
    /// Somebody behind Tor talks with a service of an instance that is not meant for everybody.
    ///
    /// A type of the first days, which GuardDuty no longer raises.
    static let torCaller = ListedAddressRule(
        type: "UnauthorizedAccess:EC2/TorIPCaller", categories: [ThreatCategories(ThreatCategory.torExit)],
        severity: .medium, opener: .them, openPorts: [80, 443])
}
