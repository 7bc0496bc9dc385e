// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// What a book keeps of one finding: enough to take in more signals, and no more for a million signals than for one.
///
/// Merging is commutative and associative: sums, minima, maxima, unions cut to their smallest members, and for all that
/// the latest signal decides the maximum of `SignalOrder`.
struct FindingEntry: Codable, Hashable, Sendable {
    private(set) var id: String
    private(set) var type: FindingType
    /// The id of the finding it is part of where the type does not hold for the resource; nil where it always holds.
    private(set) var otherwise: String?
    let account: AccountID
    let region: String
    private(set) var count: Int
    private(set) var first: Timestamp
    private(set) var last: Timestamp
    private(set) var severity: Severity
    private(set) var created: Timestamp
    private(set) var updated: Timestamp
    private(set) var resource: ResourceMemory
    private(set) var intelligence: [ThreatIntelligenceDetail]
    private(set) var evidence: Evidence
    private var latest: Latest
    private var probes: [SeenProbe] = []

    /// What the latest signal decides alone.
    private struct Latest: Codable, Hashable, Sendable {
        var order: SignalOrder
        var role: ResourceRole
        var action: Action
        var reasons: [Reason]
        var info: [String: InfoValue]
        var terms: [String: String]
        var caveats: [String]
        var oddity: Oddity?
        var behavior: BehaviorProfile?
    }

    /// A probed port and when it was last seen.
    private struct SeenProbe: Codable, Hashable, Sendable {
        var last: Timestamp
        var detail: PortProbe.Detail

        static func isEarlier(_ a: SeenProbe, _ b: SeenProbe) -> Bool {
            (a.last, a.detail.localPort, a.detail.localAddress, a.detail.remoteAddress)
                < (b.last, b.detail.localPort, b.detail.localAddress, b.detail.remoteAddress)
        }
    }

    /// The entry of a finding with this one signal.
    init(_ signal: Signal, id: String) {
        let signal = signal.bounded
        let order = SignalOrder(signal)
        self.id = id
        type = signal.type
        if let rule = ResourceRule.of(signal.type) {
            var other = signal
            other.type = rule.otherwise
            otherwise = FindingIdentity.findingID(of: other)
        }
        account = signal.account
        region = signal.region
        count = signal.occurrences
        first = signal.first
        last = signal.last
        severity = signal.severity
        created = signal.last
        updated = signal.last
        resource = ResourceMemory(signal.resource, at: order)
        intelligence = FindingEntry.union(signal.intelligence)
        evidence = signal.evidence
        latest = Latest(
            order: order, role: signal.role, action: signal.action, reasons: signal.reasons, info: signal.info,
            terms: signal.terms, caveats: signal.caveats, oddity: signal.oddity, behavior: signal.behavior)
        if case .portProbe(var probe) = signal.action {
            probes = FindingEntry.newest(probe.details.map { SeenProbe(last: signal.last, detail: $0) })
            probe.details = []
            latest.action = .portProbe(probe)
        }
    }

    var role: ResourceRole { latest.role }
    var reasons: [Reason] { latest.reasons }
    var info: [String: InfoValue] { latest.info }
    var terms: [String: String] { latest.terms }
    var caveats: [String] { latest.caveats }
    var oddity: Oddity? { latest.oddity }
    var behavior: BehaviorProfile? { latest.behavior }

    /// The action of the latest signal; of port probes those of earlier signals as well.
    var action: Action {
        guard case .portProbe(var probe) = latest.action else { return latest.action }
        probe.details = probes.map(\.detail)
        return .portProbe(probe)
    }

    /// Takes in the signals of another entry of the same finding.
    mutating func merge(_ other: FindingEntry) {
        if case .sequence = latest.action {
            // Every account of an attack tells of all its steps anew.
            count = max(count, other.count)
        } else {
            let (sum, overflow) = count.addingReportingOverflow(other.count)
            count = overflow ? .max : sum
        }
        first = min(first, other.first)
        last = max(last, other.last)
        severity = max(severity, other.severity)
        created = min(created, other.created)
        updated = max(updated, other.updated)
        resource.merge(other.resource)
        if intelligence != other.intelligence {
            intelligence = FindingEntry.union(intelligence + other.intelligence)
        }
        evidence.merge(other.evidence)
        if !other.probes.isEmpty { probes = FindingEntry.newest(probes + other.probes) }
        if latest.order < other.latest.order { latest = other.latest }
    }

    /// The entry as it is for what is known of the resource.
    func settled(for resource: Resource) -> FindingEntry {
        guard let otherwise, let rule = ResourceRule.of(type), !rule.holds(resource) else { return self }
        var entry = self
        entry.id = otherwise
        entry.type = rule.otherwise
        entry.severity = rule.severity
        entry.otherwise = nil
        return entry
    }

    /// The lists by name, each once with all its threat names, cut to the first names in order.
    private static func union(_ details: [ThreatIntelligenceDetail]) -> [ThreatIntelligenceDetail] {
        var names: [String: Set<String>] = [:]
        for detail in details { names[detail.listName, default: []].formUnion(detail.threatNames) }
        return names.sorted { $0.key < $1.key }.prefix(Bounds.lists).map {
            ThreatIntelligenceDetail(
                listName: $0.key, threatNames: Array($0.value.sorted().prefix(Bounds.threatNames)))
        }
    }

    /// Each probe once with its latest time, cut to the newest, oldest first.
    private static func newest(_ probes: [SeenProbe]) -> [SeenProbe] {
        var seen = Set<PortProbe.Detail>()
        let sorted = probes.sorted { SeenProbe.isEarlier($1, $0) }.filter { seen.insert($0.detail).inserted }
        return sorted.prefix(Bounds.probes).reversed()
    }
}
