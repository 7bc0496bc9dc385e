// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

/// The signals of an unusual session.
enum ConductSignal {
    /// An unusual call in a session that is unusual as a whole.
    static func unusual(
        _ type: FindingType, _ severity: Severity, _ note: ConductSession.Note, _ session: ConductSession,
        _ call: ConductCall, _ account: AccountConduct, _ verdict: ConductVerdict
    ) -> Signal {
        var signal = base(type, severity, note, session, call, account, verdict)
        signal.reasons += factors(session, account)
        return signal
    }

    /// A caller from a network that nobody of the account ever used, who does nothing unusual.
    static func elsewhere(
        _ session: ConductSession, _ call: ConductCall, _ account: AccountConduct, _ verdict: ConductVerdict
    ) -> Signal {
        let isLogin = call.text(.api) == "ConsoleLogin"
        let note = ConductSession.Note(
            surprise: session.greatest[0], tactic: 0, reference: call.reference, address: call.record.address,
            service: call.text(.service), api: call.text(.api), region: call.text(.region), agent: call.text(.agent),
            error: call.text(.error), bucket: "", isData: call.record.isData, launched: "")
        var held = verdict
        held.limit = verdict.limitOfLow
        var signal = base(
            isLogin ? ConductType.login : ConductType.asn, .low, note, session, call, account, held)
        signal.reasons += factors(session, account)
        signal.caveats.append("Nothing unusual was done; people travel and change their providers.")
        return signal
    }

    private static func base(
        _ type: FindingType, _ severity: Severity, _ note: ConductSession.Note, _ session: ConductSession,
        _ call: ConductCall, _ account: AccountConduct, _ verdict: ConductVerdict
    ) -> Signal {
        let record = call.record
        var evidence = Evidence()
        let cited = session.notes.filter { $0.tactic == note.tactic }
        for reference in [note.reference] + cited.map(\.reference) { evidence.add(reference) }
        let action = APICallAction(
            api: note.api, serviceName: note.service, remoteAddress: note.address, errorCode: note.error,
            userAgent: note.agent, callerAccount: nil, isAffiliated: true,
            affectedResources: note.bucket.isEmpty ? [:] : ["AWS::S3::Bucket": note.bucket])
        var resource = Resource.accessKey(session.caller)
        if type.name.contains(":S3/"), !note.bucket.isEmpty {
            resource = .bucket(
                BucketAccess(name: note.bucket, caller: session.caller, isDataCall: note.isData, publicAccess: nil))
        }
        var signal = Signal(
            type: type, account: record.account, region: note.region.isEmpty ? "unknown" : note.region,
            resource: resource, role: .target,
            identity: [session.caller.principalID.isEmpty ? session.caller.userName : session.caller.principalID]
                + (type.name.contains(":S3/") ? [note.bucket] : []),
            severity: severity, first: note.reference.time, last: note.reference.time, action: .apiCall(action),
            evidence: evidence)
        let category = AgentFamily.of(ConductText.agent.bytes(in: call.texts))
        signal.terms["user_agent_category"] = category
        signal.terms["unusual_factors"] = words(session, account)
        if let network = session.greatest.first(where: { $0.value.feature == .network }),
            let parts = account.text(of: .network, network.value.value)?.split(separator: ": "), parts.count == 3
        {
            signal.terms["asn_org"] = String(parts[2])
        }
        if !note.launched.isEmpty { signal.terms["instance_type"] = note.launched }
        signal.reasons = [
            Reason(
                "surprise of the session in all, −ln of the probabilities of its oddest traits",
                observed: (session.score * 10).rounded() / 10),
            Reason(
                "chance that a calm session is as surprising, by \(verdict.sessions) of them",
                observed: verdict.chance, limit: verdict.limit),
        ]
        if !account.isKnown(session.principal, at: record.time.seconds) {
            signal.caveats.append("The principal is new: it was held against what others like it do.")
        }
        if !session.greatest.contains(where: { $0.value.feature == .country }) {
            signal.caveats.append("Without geo tables a network is told by the first half of its addresses.")
        }
        signal.behavior = ConductProfileBlock.of(note, session, call, category, account)
        return signal
    }

    // The greatest surprises first.
    private static func ranked(_ session: ConductSession) -> [Surprise] {
        (session.apis + session.greatest.filter { $0.value.feature.weight > 0 }).filter(\.isOdd).sorted {
            let a = $0.height * $0.value.feature.weight
            let b = $1.height * $1.value.feature.weight
            return a != b
                ? a > b : ($0.value.feature.rawValue, $0.value.value) < ($1.value.feature.rawValue, $1.value.value)
        }
    }

    private static func factors(_ session: ConductSession, _ account: AccountConduct) -> [Reason] {
        ranked(session).prefix(6).map {
            let name = account.text(of: $0.value.feature, $0.value.value)
            return Reason(
                "surprise of the \($0.value.feature.words)" + (name.map { " " + $0 } ?? "")
                    + ", \($0.byPrincipal.name) by the principal and \($0.byAccount.name) in the account",
                observed: ($0.height * $0.value.feature.weight * 10).rounded() / 10)
        }
    }

    private static func words(_ session: ConductSession, _ account: AccountConduct) -> String {
        ranked(session).prefix(4).map {
            let name = account.text(of: $0.value.feature, $0.value.value)
            return ($0.byPrincipal == .unseen ? "new " : "rare ") + $0.value.feature.words
                + (name.map { " " + $0 } ?? "")
        }.joined(separator: ", ")
    }
}
