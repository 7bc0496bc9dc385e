// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

/// What is usual against what was unusual, as findings show it.
enum ConductProfileBlock {
    static func of(
        _ shown: ShownCall, _ session: ConductSession, _ call: ConductCall, _ category: String,
        _ account: AccountConduct
    ) -> BehaviorProfile {
        let principal = account.principals[session.principal]?.profile ?? ConductProfile()
        var usual: [BehaviorProfile.Entry] = []
        var unusual: [BehaviorProfile.Entry] = []
        let features: [(ConductFeature, BehaviorProfile.Feature)] =
            [(.api, .apis), (.network, .asns), (.agent, .userAgents)]
            + (shown.bucket.isEmpty ? [] : [(.bucket, .buckets)])
        for (feature, named) in features {
            usual += entries(of: account.whole, feature, named, .account, account)
            usual += entries(of: principal, feature, named, .userIdentity, account)
            let surprises =
                feature == .api ? session.apis : session.greatest.filter { $0.value.feature == feature }
            for scope in BehaviorProfile.Scope.allCases {
                let odd = surprises.filter { usage(of: $0, scope) <= .rare }
                guard let oddest = odd.map({ usage(of: $0, scope) }).min() else { continue }
                let texts = odd.compactMap { account.text(of: feature, $0.value.value) }.map(short)
                unusual.append(.init(scope, named, oddest.shown, texts))
            }
        }
        usual += identities(account)
        let isNew = (account.principals[session.principal]?.sessions ?? 0) == 0
        if isNew {
            unusual.append(.init(.account, .userNames, .unseen, [session.caller.userName]))
        }
        return BehaviorProfile(
            userAgent: call.text(.agent), userAgentCategory: category, anomalousCalls: calls(session), usual: usual,
            unusual: unusual, isUnusualIdentity: isNew)
    }

    private static func usage(of surprise: Surprise, _ scope: BehaviorProfile.Scope) -> ConductProfile.Usage {
        scope == .account ? surprise.byAccount : surprise.byPrincipal
    }

    private static func entries(
        of profile: ConductProfile, _ feature: ConductFeature, _ named: BehaviorProfile.Feature,
        _ scope: BehaviorProfile.Scope, _ account: AccountConduct
    ) -> [BehaviorProfile.Entry] {
        var texts: [ConductProfile.Usage: [String]] = [:]
        for count in profile.values(feature) {
            let usage = profile.usage(feature, count.value)
            guard texts[usage, default: []].count < BehaviorProfile.shown,
                let text = account.text(of: feature, count.value)
            else { continue }
            texts[usage, default: []].append(short(text))
        }
        return [ConductProfile.Usage.rare, .infrequent, .frequent].compactMap { usage in
            texts[usage].map { .init(scope, named, usage.shown, $0) }
        }
    }

    // GuardDuty shows the names of APIs without their services.
    private static func short(_ text: String) -> String {
        guard !text.hasPrefix("asnNumber"), let colon = text.firstIndex(of: ":"), !text.contains("/") else {
            return text
        }
        return String(text[text.index(after: colon)...])
    }

    // Who else calls in the account.
    private static func identities(_ account: AccountConduct) -> [BehaviorProfile.Entry] {
        let known = account.principals.values.filter { $0.sessions > 0 }
        let all = Double(known.reduce(0) { $0 + $1.sessions })
        func usage(_ sessions: Int) -> BehaviorProfile.Usage {
            let share = Double(sessions) / max(1, all)
            return share < 0.001 ? .rare : share < 0.02 ? .infrequent : .frequent
        }
        var entries: [BehaviorProfile.Entry] = []
        var types: [String: Int] = [:]
        for principal in known { types[principal.kind.userType, default: 0] += principal.sessions }
        let names = known.map { (name: $0.name, sessions: $0.sessions) }
            .sorted { $0.sessions != $1.sessions ? $0.sessions > $1.sessions : $0.name < $1.name }
        for kind in [BehaviorProfile.Usage.rare, .infrequent, .frequent] {
            let ofKind = names.filter { usage($0.sessions) == kind && !$0.name.isEmpty }.map(\.name)
            if !ofKind.isEmpty {
                entries.append(.init(.account, .userNames, kind, Array(ofKind.prefix(BehaviorProfile.shown))))
            }
            let typesOfKind = types.filter { usage($0.value) == kind }.map(\.key).sorted()
            if !typesOfKind.isEmpty { entries.append(.init(.account, .userTypes, kind, typesOfKind)) }
        }
        return entries
    }

    private static func calls(_ session: ConductSession) -> [BehaviorProfile.ServiceCalls] {
        var services: [String: [String]] = [:]
        for note in session.notes {
            let call = note.call
            let service = call.service.hasSuffix(".amazonaws.com") ? String(call.service.dropLast(14)) : call.service
            services[service, default: []].append(call.api + ":" + (call.error.isEmpty ? "success" : call.error))
        }
        return services.sorted { $0.key < $1.key }.map { .init(service: $0.key, calls: $0.value) }
    }
}

extension ConductProfile.Usage {
    /// The usage as findings name it.
    var shown: BehaviorProfile.Usage {
        switch self {
        case .unseen: .unseen
        case .rare: .rare
        case .infrequent: .infrequent
        case .frequent: .frequent
        }
    }
}

extension ConductRecord.Kind {
    /// GuardDuty's word for the type of identity.
    var userType: String {
        switch self {
        case .user: "IAM_USER"
        case .root: "ROOT"
        case .person, .role, .instance: "ASSUMED_ROLE"
        }
    }
}
