// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence
import HinomiRecords

/// Which listed addresses make which finding, when an API call comes from them.
struct ListedCallerRule: Sendable {
    /// For calls that list or describe, and for all others.
    var recon: FindingType
    var other: FindingType
    var categories: ThreatCategories
}

/// An API call came from a listed address.
///
/// Reads CloudTrail management events. Raises for every call from such an address, one finding for each set of credentials;
/// calls that list or describe are told apart from the rest, console logins included. Medium; Low when the call was
/// refused, or when the list is not sure.
struct ListedCaller: CallRule, ListReader {
    static var raises: [FindingType] { ListedCallerRule.all.flatMap { [$0.recon, $0.other] } }
    var intelligence: IntelligenceBundle

    func signals(for call: ObservedCall) -> [Signal] {
        guard !call.mark.isEmpty, !call.isDataCall else { return [] }
        let listed = intelligence.set(call.mark)
        return ListedCallerRule.all.compactMap { rule in
            guard let (indicators, confidence) = listed.matches(rule.categories, port: nil) else { return nil }
            var severity = Severity.listed(.medium, confidence: max(confidence, .medium) == .high ? .high : confidence)
            if !call.view.succeeded { severity = .low }
            var signal = call.signal(
                ListedCaller.lists(call) ? rule.recon : rule.other, identity: [call.caller], severity: severity)
            signal.tell(of: indicators, succeeded: call.view.succeeded)
            return signal
        }
    }

    // Calls that tell what there is in the account.
    private static func lists(_ call: ObservedCall) -> Bool {
        let name = call.view.eventName
        return name.hasPrefix("List") || name.hasPrefix("Describe") || name.isExactly("GetAccountAuthorizationDetails")
            || name.isExactly("GetAccountSummary") || name.isExactly("GetCredentialReport")
    }
}
