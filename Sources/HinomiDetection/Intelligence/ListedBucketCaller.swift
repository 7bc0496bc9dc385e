// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence
import HinomiRecords

/// Which listed addresses make which finding, when a bucket's objects are called from them.
struct ListedBucketRule: Sendable {
    /// A type and its severity when the list is sure.
    struct Outcome: Sendable {
        var type: FindingType
        var severity: Severity
    }

    var discovery: Outcome
    var collection: Outcome
    var tampering: Outcome
    var categories: ThreatCategories

    func outcome(_ kind: BucketCallKind) -> Outcome {
        switch kind {
        case .discovery: discovery
        case .collection: collection
        case .tampering: tampering
        }
    }
}

/// Objects of a bucket were called from a listed address.
///
/// Reads CloudTrail data events of S3. Calls that list or describe, those that take contents out, and those that change
/// something are told apart, one finding for each set of credentials and bucket. The type's severity when the list is
/// sure, else less; Low when the call was refused. Calls without credentials, which public buckets are there for, are not
/// judged.
struct ListedBucketCaller: CallRule, ListReader {
    static var raises: [FindingType] {
        ListedBucketRule.all.flatMap { [$0.discovery.type, $0.collection.type, $0.tampering.type] }
    }
    var intelligence: IntelligenceBundle

    func signals(for call: ObservedCall) -> [Signal] {
        guard !call.mark.isEmpty, call.isS3, call.isDataCall, !call.isAnonymous else { return [] }
        let listed = intelligence.set(call.mark)
        return ListedBucketRule.all.compactMap { rule in
            guard let (indicators, confidence) = listed.matches(rule.categories, port: nil) else { return nil }
            let outcome = rule.outcome(BucketCallKind(call.view.eventName))
            let severity = call.view.succeeded ? Severity.listed(outcome.severity, confidence: confidence) : .low
            let bucket = call.bucketName
            var signal = call.bucketSignal(
                outcome.type, bucket: bucket, identity: [call.caller, bucket], severity: severity)
            signal.tell(of: indicators, succeeded: call.view.succeeded)
            return signal
        }
    }
}

extension Signal {
    /// Says which lists name the caller's address, and that a refused call was one.
    mutating func tell(of indicators: [Indicator], succeeded: Bool) {
        intelligence = indicators.details
        info["threatListName"] = .text(intelligence.first?.listName ?? "")
        if let name = intelligence.lazy.flatMap(\.threatNames).first { info["threatName"] = .text(name) }
        terms["threat_list"] = intelligence.first?.listName
        reasons = [Reason("lists that name the caller's address", observed: Double(intelligence.count))]
        if !succeeded { caveats.append("The call was refused.") }
    }
}
