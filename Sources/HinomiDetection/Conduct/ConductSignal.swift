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
        let cited = session.notes.filter { $0.meaning.tactic == note.meaning.tactic }.map(\.call.reference)
        var signal = base(type, severity, note.call, session, call, account, verdict, citing: cited)
        if !note.launched.isEmpty { signal.terms["instance_type"] = note.launched }
        signal.reasons += factors(session, account)
        return signal
    }

    /// A caller from a network that nobody of the account ever used, who does nothing unusual.
    static func elsewhere(
        _ session: ConductSession, _ call: ConductCall, _ account: AccountConduct, _ verdict: ConductVerdict
    ) -> Signal {
        let isLogin = call.text(.api) == "ConsoleLogin"
        var held = verdict
        held.limit = verdict.limitOfLow
        var signal = base(
            isLogin ? ConductType.login : ConductType.asn, .low, ShownCall(call), session, call, account, held)
        signal.reasons += factors(session, account)
        signal.caveats.append("Nothing unusual was done; people travel and change their providers.")
        return signal
    }

    private static func base(
        _ type: FindingType, _ severity: Severity, _ shown: ShownCall, _ session: ConductSession, _ call: ConductCall,
        _ account: AccountConduct, _ verdict: ConductVerdict, citing cited: [RecordReference] = []
    ) -> Signal {
        let record = call.record
        var evidence = Evidence()
        for reference in [shown.reference] + cited { evidence.add(reference) }
        let caller = session.caller
        let isOfBucket = type.name.contains(":S3/") && !shown.bucket.isEmpty
        var signal = Signal(
            type: type, account: record.account, region: shown.region.isEmpty ? "unknown" : shown.region,
            resource: isOfBucket
                ? .bucket(
                    BucketAccess(name: shown.bucket, caller: caller, isDataCall: shown.isData, publicAccess: nil))
                : .accessKey(caller), role: .target,
            identity: [caller.principalID.isEmpty ? caller.userName : caller.principalID]
                + (isOfBucket ? [shown.bucket] : []), severity: severity, first: shown.reference.time,
            last: shown.reference.time, action: shown.action, evidence: evidence)
        let category = AgentFamily.of(ConductText.agent.bytes(in: call.texts))
        signal.terms["user_agent_category"] = category
        signal.terms["unusual_factors"] = words(session, account)
        if let network = session.greatest.first(where: { $0.value.feature == .network }),
            let parts = account.text(of: .network, network.value.value)?.split(separator: ": "), parts.count == 3
        {
            signal.terms["asn_org"] = String(parts[2])
        }
        // Less than one in as many as were seen is a guess by how fast the rest becomes rare.
        let isGuess = verdict.chance * Double(verdict.sessions) < 1
        signal.reasons = [
            Reason(
                "surprise of the session in all, −ln of the probabilities of its oddest traits",
                observed: (session.score * 10).rounded() / 10),
            Reason(
                "chance that a calm session is as surprising, by \(verdict.sessions) of them"
                    + (isGuess ? " (extrapolated: none of them was)" : ""),
                observed: verdict.chance, limit: verdict.limit),
        ]
        if !verdict.isKnown {
            signal.caveats.append("The principal is new: it was held against what others like it do.")
        }
        if !session.greatest.contains(where: { $0.value.feature == .country }) {
            signal.caveats.append("Without geo tables a network is told by the first half of its addresses.")
        }
        signal.behavior = ConductProfileBlock.of(shown, session, call, category, account)
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
