// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence

extension ListedBucketRule {
    /// Objects were called from an address known for malware.
    static let malicious = ListedBucketRule(
        discovery: Outcome(type: "Discovery:S3/MaliciousIPCaller", severity: .high),
        collection: Outcome(type: "Exfiltration:S3/MaliciousIPCaller", severity: .high),
        tampering: Outcome(type: "Impact:S3/MaliciousIPCaller", severity: .high),
        categories: [ThreatCategories(ThreatCategory.malware), ThreatCategories(ThreatCategory.commandAndControl)])
}
