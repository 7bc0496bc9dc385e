// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence
import HinomiRecords
import HinomiStatistics

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
///
/// What is infected asks for the names of one family or two. A client that asks for listed names of `threats` or more
/// unrelated threats within an hour, among hundreds of other domains, reads lists itself: a crawler, a mail filter, a
/// security scanner. Its matches become one Low finding a type. To know that, matches are held for `patience` seconds
/// of event time before they are told.
/// Keeps about 400 bytes a client with a match, and its matches of the last ten minutes.
struct ListedNameQuery: ListReader {
    static var raises: [FindingType] { ListedNameRule.all.map(\.type) }

    let limits: Limits
    let lifetime: Int64 = 3_600
    var intelligence: IntelligenceBundle

    init(_ limits: Limits = Limits(), intelligence: IntelligenceBundle) {
        self.limits = limits
        self.intelligence = intelligence
    }

    struct Limits: LimitSet {
        var patience: Int64 = 600
        var threats = 5
        var names = 8
        var domains = 200

        static let rows: [Limit<Limits>] = [
            Limit(
                "threats", \.threats, 1...32, unit: "threats",
                "unrelated threats within an hour that make a reader of lists"),
            Limit("names", \.names, 1...10_000, unit: "names", "listed names among them"),
            Limit("domains", \.domains, 0...1_000_000, unit: "domains", "registered domains asked for altogether"),
            Limit(
                "patience", \.patience, 0...3_600, unit: "seconds", "time for which a match is held to learn of others"),
        ]
    }

    struct State: DetectorState {
        var since = Timestamp.distantPast
        var threats: [UInt32] = []
        var names = DistinctCounter()
        var domains = DistinctCounter()
        /// Whether the client read lists in the hour before.
        var wasReader = false
        var held: [Signal] = []
        init() {}
    }

    /// Matches held at a time; more are told at once.
    private static let maxHeld = 256

    func key(of query: ObservedQuery) -> UInt64? { query.record.client }

    func fold(_ query: ObservedQuery, key: UInt64, into state: inout State?, raising signals: inout [Signal]) {
        if state == nil {
            // Nothing is kept of clients that never asked for a listed name.
            guard !query.mark.isEmpty else { return }
            state = State()
            state?.since = query.record.time
        }
        if let since = state?.since, query.record.time.seconds - since.seconds > 3_600 {
            let isReader = state.map(readsLists) ?? false
            state?.turn(at: query.record.time, wasReader: isReader)
        }
        if query.record.responseCode == 0, query.domain != nil { state?.domains.insert(query.domainHash) }
        if !query.mark.isEmpty { match(query, into: &state) }
        release(&state, before: query.record.time.seconds - limits.patience, into: &signals)
        if let count = state?.held.count, count > ListedNameQuery.maxHeld {
            release(&state, before: .max, into: &signals)
        }
    }

    func expire(_ state: State, key: UInt64, raising signals: inout [Signal]) {
        var state: State? = state
        release(&state, before: .max, into: &signals)
    }

    private func match(_ query: ObservedQuery, into state: inout State?) {
        let listed = intelligence.set(query.mark)
        for rule in ListedNameRule.all where !listed.categories.isDisjoint(with: rule.categories) {
            guard let (indicators, confidence) = listed.matches(rule.categories, port: nil) else { continue }
            state?.note(indicators, query.name)
            state?.held.append(signal(rule, query, indicators, confidence))
        }
    }

    private func release(_ state: inout State?, before seconds: Int64, into signals: inout [Signal]) {
        guard state?.held.isEmpty == false else { return }
        guard let kept = state, let first = kept.held.first, first.last.seconds < seconds else { return }
        let isReader = kept.wasReader || readsLists(kept)
        for var signal in kept.held where signal.last.seconds < seconds {
            if isReader {
                signal.severity = .low
                signal.identity = [signal.identity[0], "many listed names"]
                signal.caveats.append(
                    "The client asks for names of many unrelated threats among hundreds of others: rather a crawler, "
                        + "a mail filter or a scanner than an infection.")
            }
            signals.append(signal)
        }
        state?.held.removeAll { $0.last.seconds < seconds }
    }

    private func readsLists(_ state: State) -> Bool {
        state.threats.count >= limits.threats && state.names.count >= limits.names
            && state.domains.count >= limits.domains
    }

    private func signal(
        _ rule: ListedNameRule, _ query: ObservedQuery, _ indicators: [Indicator], _ confidence: Confidence
    ) -> Signal {
        let domain = ObservedQuery.text(query.name)
        var evidence = Evidence()
        evidence.add(query.reference)
        var signal = Signal(
            type: rule.type, query: ShownQuery(query),
            role: .actor,
            identity: [
                intelligence.matchedName(query.name, query.mark, beside: query.card.own) ?? domain
            ],
            severity: Severity.listed(rule.severity, confidence: confidence), first: query.record.time,
            last: query.record.time, evidence: evidence)
        signal.intelligence = indicators.details
        signal.info["domain"] = .text(domain)
        signal.info["threatListName"] = .text(signal.intelligence.first?.listName ?? "")
        if let name = signal.intelligence.lazy.flatMap(\.threatNames).first { signal.info["threatName"] = .text(name) }
        signal.terms["threat_list"] = signal.intelligence.first?.listName
        signal.reasons = [
            Reason("lists that name \(domain) or a parent of it", observed: Double(signal.intelligence.count))
        ]
        if confidence < .high { signal.caveats.append("The list gives this name with less than high confidence.") }
        return signal
    }
}

extension ListedNameQuery.State {
    private static let maxThreats = 32

    mutating func forgetRun() { held = [] }

    /// Begins counting anew, which is done every hour; what is held stays.
    mutating func turn(at time: Timestamp, wasReader: Bool) {
        self.wasReader = wasReader && time.seconds - since.seconds <= 7_200
        since = time
        threats = []
        names = DistinctCounter()
        domains = DistinctCounter()
    }

    /// Notes which threats a listed name stands for.
    mutating func note(_ indicators: [Indicator], _ name: UnsafeBufferPointer<UInt8>) {
        names.insert(StableHash.of(name))
        for indicator in indicators {
            let threat = indicator.threatName.isEmpty ? indicator.list : indicator.threatName
            let hash = UInt32(truncatingIfNeeded: StableHash.of(threat))
            if threats.count < ListedNameQuery.State.maxThreats, !threats.contains(hash) { threats.append(hash) }
        }
    }
}
