// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence

extension ListedAddressRule {
    /// An instance exchanges data with an address on a list of the customer.
    static let customListAddress = ListedAddressRule(
        type: "UnauthorizedAccess:EC2/MaliciousIPCaller.Custom", categories: [ThreatCategories(ThreatCategory.custom)],
        severity: .medium, opener: .either)
}
