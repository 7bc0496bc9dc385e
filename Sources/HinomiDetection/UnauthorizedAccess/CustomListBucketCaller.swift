// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence

extension ListedBucketRule {
    /// Objects were called from an address on a list of the customer.
    static let custom = ListedBucketRule(
        discovery: Outcome(type: "Discovery:S3/MaliciousIPCaller.Custom", severity: .high),
        collection: Outcome(type: "UnauthorizedAccess:S3/MaliciousIPCaller.Custom", severity: .high),
        tampering: Outcome(type: "UnauthorizedAccess:S3/MaliciousIPCaller.Custom", severity: .high),
        categories: [ThreatCategories(ThreatCategory.custom)])
}
