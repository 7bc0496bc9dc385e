// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

/// The root user of the account made a call.
///
/// Reads CloudTrail. Root can do everything and cannot be restricted; day-to-day work is done without it. Sessions that the
/// organization opens with AssumeRoot, for a short time and one task, are told apart. One finding an account and type,
/// however many calls. Calls that a service made on root's behalf do not count.
struct RootCredentialUsage: CallRule {
    static let raises: [FindingType] = [
        "Policy:IAMUser/RootCredentialUsage", "Policy:IAMUser/ShortTermRootCredentialUsage",
    ]

    func signals(for call: ObservedCall) -> [Signal] {
        let identity = call.identity
        guard identity.type.isExactly("Root"), !identity.invokedBy.isPresent,
            !call.view.eventType.isExactly("AwsServiceEvent")
        else { return [] }
        let isShortTerm = identity.whole.value(at: "sessionContext.assumedRoot").bool == true
        return [call.signal(RootCredentialUsage.raises[isShortTerm ? 1 : 0], identity: [], severity: .low)]
    }
}
