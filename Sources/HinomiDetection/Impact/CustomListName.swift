// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence

extension ListedNameRule {
    /// An instance asks for a name on a list of the customer.
    static let customListName = ListedNameRule(
        type: "Impact:EC2/MaliciousDomainRequest.Custom", categories: [ThreatCategories(ThreatCategory.custom)],
        severity: .medium)
}
