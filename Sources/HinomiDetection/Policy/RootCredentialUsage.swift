// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

/// The root user of the account made a call.
///
/// Reads CloudTrail. Root can do everything and cannot be restricted; day-to-day work is done without it. One finding an
/// account, however many calls. Calls that a service made on root's behalf do not count.
struct RootCredentialUsage: CallRule {
    static let raises: [FindingType] = ["Policy:IAMUser/RootCredentialUsage"]

    func signals(for call: ObservedCall) -> [Signal] {
        guard call.view.identity.type.isExactly("Root"), !call.view.identity.invokedBy.isPresent,
            !call.view.eventType.isExactly("AwsServiceEvent")
        else { return [] }
        return [call.signal(RootCredentialUsage.raises[0], identity: [], severity: .low)]
    }
}
