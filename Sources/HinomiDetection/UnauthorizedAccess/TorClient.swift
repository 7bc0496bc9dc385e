// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence

extension ListedAddressRule {
    /// An instance connects to a Tor relay, as a Tor client does first.
    static let torClient = ListedAddressRule(
        type: "UnauthorizedAccess:EC2/TorClient",
        categories: [ThreatCategories(ThreatCategory.torRelay), ThreatCategories(ThreatCategory.torExit)],
        severity: .high, mergesRemotes: true)
}
