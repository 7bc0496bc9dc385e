// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence
import HinomiRecords

/// An API call as detectors see it. The view's slices are valid during the fold only.
struct ObservedCall {
    var record: CallRecord
    var view: APICallView
    var identity: CallerIdentity
    var traits: CallerTraits
    /// What the lists say of the source address.
    var mark: ListMark

    /// A call, with what these lists say to its account.
    init(record: CallRecord, view: APICallView, by identity: CallerIdentity, knowing intelligence: IntelligenceBundle) {
        self.record = record
        self.view = view
        self.identity = identity
        traits = CallerTraits(identity)
        mark = ListMark(shared: record.mark)
        if let own = intelligence.accounts.lists(of: record.account, in: view.region.string ?? ""),
            let address = view.sourceAddress
        {
            mark = intelligence.mark(record.mark, of: address, beside: own)
        }
    }

    var api: String { view.eventName.string ?? "" }

    /// The credentials the call was made with.
    var accessKey: AccessKeyDetails {
        var key = AccessKeyDetails()
        key.accessKeyID = identity.accessKeyID.string ?? ""
        key.principalID = identity.principalID.string ?? ""
        key.userType = identity.type.string ?? ""
        key.userName = identity.userName.string ?? identity.issuerUserName.string ?? ""
        if key.userName.isEmpty, key.userType == "Root" { key.userName = "Root" }
        return key
    }

    /// Whether the call was made without credentials.
    var isAnonymous: Bool {
        identity.accountID.equalsIgnoringCase("anonymous") || identity.accountID.isExactly("ANONYMOUS_PRINCIPAL")
            || (identity.type.isExactly("AWSAccount") && !identity.accessKeyID.isPresent
                && identity.principalID.count == 0)
    }

    /// What names the caller in a finding's identity: the key, else the principal.
    var caller: String {
        let key = accessKey
        if !key.accessKeyID.isEmpty { return key.accessKeyID }
        return key.principalID.isEmpty ? identity.arn.string ?? key.userType : key.principalID
    }

    /// The call as a finding shows it.
    func action(affecting resources: [String: String] = [:]) -> Action {
        let source = view.sourceIPAddress.repairedString ?? ""
        let caller = identity.accountID.account
        return .apiCall(
            APICallAction(
                api: api, serviceName: view.eventSource.string ?? "", remoteAddress: view.sourceAddress,
                callerDomain: view.sourceAddress == nil ? source : "", errorCode: view.errorCode.string ?? "",
                userAgent: String((view.userAgent.repairedString ?? "").prefix(512)), callerAccount: caller,
                isAffiliated: caller.map { $0 == record.account } ?? true, affectedResources: resources))
    }

    /// A signal that rests on this call.
    func signal(
        _ type: FindingType, identity: [String], severity: Severity, affecting resources: [String: String] = [:]
    ) -> Signal {
        var evidence = Evidence()
        evidence.add(RecordReference(time: record.time, recordID: record.recordID, origin: record.origin))
        return Signal(
            type: type, account: record.account, region: view.region.string ?? "unknown",
            resource: .accessKey(accessKey), role: .target, identity: identity, severity: severity, first: record.time,
            last: record.time, action: action(affecting: resources), evidence: evidence,
            terms: ["user_agent": String((view.userAgent.repairedString ?? "").prefix(200))])
    }
}

/// A detector that decides by one call alone, and keeps nothing.
protocol CallRule: Detector where Input == ObservedCall, Key == UInt64, State == NoState {
    /// The signals of a call.
    func signals(for call: ObservedCall) -> [Signal]
}

/// The state of detectors that keep none.
struct NoState: DetectorState {
    init() {}
}

extension CallRule {
    var lifetime: Int64 { 0 }

    func key(of call: ObservedCall) -> UInt64? { call.record.account.number }

    func fold(_ call: ObservedCall, key: UInt64, into state: inout NoState?, raising signals: inout [Signal]) {
        signals += self.signals(for: call)
    }
}
