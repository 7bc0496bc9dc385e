// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

extension Signal {
    /// A signal that rests on one contact.
    init(
        type: FindingType, contact: ObservedContact, role: ResourceRole, identity: [String], severity: Severity
    ) {
        self.init(
            type: type, account: contact.interface.account,
            region: contact.interface.region.isEmpty ? "unknown" : contact.interface.region,
            resource: contact.resource, role: role, identity: [contact.owner] + identity, severity: severity,
            first: contact.first, last: contact.last, action: contact.action, evidence: contact.evidence,
            caveats: contact.unsure.caveats)
    }
}
