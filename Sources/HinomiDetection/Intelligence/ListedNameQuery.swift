// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence
import HinomiRecords

/// Which listed names make which finding, when one of our instances asks for them.
struct ListedNameRule: Sendable {
    var type: FindingType
    var categories: ThreatCategories
    /// Severity when the list is sure.
    var severity: Severity
}

/// One of our instances asks the resolver for a listed name.
///
/// Reads resolver query logs. A question is enough: it shows that something on the instance wanted to go there, whether
/// or not the name still resolves. Names match as a whole first, then by their parents on label boundaries.
/// Keeps nothing: repeats are merged by the findings.
struct ListedNameQuery: Detector {
    static var raises: [FindingType] { ListedNameRule.all.map(\.type) }
    let lifetime: Int64 = 3_600
    let intelligence: IntelligenceBundle

    struct State: DetectorState {
        init() {}
    }

    func key(of query: ObservedQuery) -> UInt64? { query.record.mark == 0 ? nil : query.record.client }

    func fold(_ query: ObservedQuery, key: UInt64, into state: inout State?, raising signals: inout [Signal]) {
        let listed = intelligence.set(query.record.mark)
        for rule in ListedNameRule.all where !listed.categories.isDisjoint(with: rule.categories) {
            guard let (indicators, confidence) = listed.matches(rule.categories, port: nil) else { continue }
            let domain = ObservedQuery.text(query.name)
            var evidence = Evidence()
            evidence.add(query.reference)
            var signal = Signal(
                type: rule.type, account: query.client.account,
                region: query.client.region.isEmpty ? "unknown" : query.client.region, resource: query.resource,
                role: .actor, identity: [query.owner, domain],
                severity: Severity.listed(rule.severity, confidence: confidence), first: query.record.time,
                last: query.record.time, action: query.action, evidence: evidence)
            signal.intelligence = indicators.details
            signal.info["domain"] = .text(domain)
            signal.info["threatListName"] = .text(signal.intelligence.first?.listName ?? "")
            if let name = signal.intelligence.lazy.flatMap(\.threatNames).first { signal.info["threatName"] = .text(name) }
            signal.terms["threat_list"] = signal.intelligence.first?.listName
            signal.reasons = [Reason("lists that name \(domain) or a parent of it", observed: Double(signal.intelligence.count))]
            if confidence < .high { signal.caveats.append("The list gives this name with less than high confidence.") }
            signals.append(signal)
        }
    }
}
