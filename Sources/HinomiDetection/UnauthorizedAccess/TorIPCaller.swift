// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence

extension ListedCallerRule {
    /// A call came through Tor.
    static let tor = ListedCallerRule(
        recon: "Recon:IAMUser/TorIPCaller", other: "UnauthorizedAccess:IAMUser/TorIPCaller",
        categories: [ThreatCategories(ThreatCategory.torExit)])
}
