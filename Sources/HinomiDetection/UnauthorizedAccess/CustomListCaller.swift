// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence

extension ListedCallerRule {
    /// A call came from an address on a list of the customer.
    static let custom = ListedCallerRule(
        recon: "Recon:IAMUser/MaliciousIPCaller.Custom", other: "UnauthorizedAccess:IAMUser/MaliciousIPCaller.Custom",
        categories: [ThreatCategories(ThreatCategory.custom)])
}
