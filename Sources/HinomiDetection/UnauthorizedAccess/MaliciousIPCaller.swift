// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence

extension ListedCallerRule {
    /// A call came from an address known for malware.
    static let malicious = ListedCallerRule(
        recon: "Recon:IAMUser/MaliciousIPCaller", other: "UnauthorizedAccess:IAMUser/MaliciousIPCaller",
        categories: [ThreatCategories(ThreatCategory.malware), ThreatCategories(ThreatCategory.commandAndControl)])
}
