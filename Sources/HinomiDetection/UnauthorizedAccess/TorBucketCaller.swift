// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence

extension ListedBucketRule {
    /// Objects were called through Tor.
    static let tor = ListedBucketRule(
        discovery: Outcome(type: "Discovery:S3/TorIPCaller", severity: .medium),
        collection: Outcome(type: "UnauthorizedAccess:S3/TorIPCaller", severity: .high),
        tampering: Outcome(type: "UnauthorizedAccess:S3/TorIPCaller", severity: .high),
        categories: [ThreatCategories(ThreatCategory.torExit)])
}
