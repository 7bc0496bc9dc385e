// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence
import HinomiRecords
import HinomiStatistics

/// One of our instances acts as a Tor relay: relays call it, and it calls relays.
///
/// Reads flow records. Relays keep connections with each other, opened by either side. A server that people visit through
/// Tor is called by exits but calls none; a Tor client calls relays but is called by none. Raises when within a day
/// `callers` distinct listed relays had an answered contact with the same port of the instance, and the instance opened
/// answered contacts with `called` distinct relays. Keeps about 300 bytes an interface that met a relay.
struct TorRelay: ListReader {
    static let raises: [FindingType] = ["UnauthorizedAccess:EC2/TorRelay"]
    static let interest: Interest = [.listed, .answered, .tcp]
    let lifetime: Int64 = 86_400
    let limits: Limits
    var intelligence: IntelligenceBundle

    init(_ limits: Limits = Limits(), intelligence: IntelligenceBundle) {
        self.limits = limits
        self.intelligence = intelligence
    }

    struct Limits: LimitSet {
        var callers = 3
        var called = 2

        static let rows: [Limit<Limits>] = [
            Limit("callers", \.callers, 1...1_000, unit: "relays", "listed relays within a day that called one port"),
            Limit("called", \.called, 1...1_000, unit: "relays", "listed relays that the instance called"),
        ]
    }

    struct State: DetectorState {
        var ports: [Port] = []
        var called = DistinctCounter()
        var evidence = Evidence()
        var first = Timestamp.distantFuture
        /// Contacts since a signal was last raised, and what the latest of them says once there was one.
        var contacts = 0
        @Aside var held: Signal?
        var nextReport = 0

        struct Port: Codable {
            var port: UInt16
            var callers = DistinctCounter()
        }
        init() {}

        mutating func forgetRun() {
            evidence.forgetReferences()
            // This run says what is left to say, if there is something.
            if held != nil { (held, contacts, evidence) = (nil, 0, Evidence()) }
        }
    }

    /// Local ports followed at a time.
    private static let maxPorts = 16

    func key(of contact: ObservedContact) -> UInt64? {
        guard !contact.remoteMark.isEmpty, contact.outcome.isAnswered, contact.initiator != .unknown,
            contact.protocolNumber == ObservedContact.tcp,
            intelligence.categories(contact.remoteMark).contains(.torRelay)
        else { return nil }
        return contact.interfaceKey
    }

    func fold(_ contact: ObservedContact, key: UInt64, into state: inout State?, raising signals: inout [Signal]) {
        var kept = state ?? State()
        defer { state = kept }
        if contact.first.seconds - kept.first.seconds > lifetime {
            release(&kept, into: &signals)
            kept = State()
        }
        var hash = StableHash(seed: 4)
        hash.combine(contact.remote.high)
        hash.combine(contact.remote.low)
        kept.contacts += 1
        kept.first = min(kept.first, contact.first)
        kept.evidence.add(contact.firstRecord)
        if contact.initiator == .local {
            kept.called.insert(hash.value)
        } else if let at = kept.ports.firstIndex(where: { $0.port == contact.localPort }) {
            kept.ports[at].callers.insert(hash.value)
        } else if kept.ports.count < TorRelay.maxPorts {
            var port = State.Port(port: contact.localPort)
            port.callers.insert(hash.value)
            kept.ports.append(port)
        }
        guard let busiest = kept.ports.max(by: { ($0.callers.count, $0.port) < ($1.callers.count, $1.port) }),
            busiest.callers.count >= limits.callers, kept.called.count >= limits.called
        else { return }
        var signal = Signal(type: TorRelay.raises[0], contact: contact, role: .actor, identity: [], severity: .high)
        signal.reasons = [
            Reason(
                "distinct Tor relays that called port \(busiest.port) of the instance",
                observed: Double(busiest.callers.count), limit: Double(limits.callers)),
            Reason(
                "distinct Tor relays that the instance called", observed: Double(kept.called.count),
                limit: Double(limits.called)),
        ]
        let relays = intelligence.set(contact.remoteMark).matches(ThreatCategories(ThreatCategory.torRelay), port: nil)
        signal.intelligence = relays?.indicators.details ?? []
        if kept.held.map({ $0.last <= signal.last }) ?? true { kept.held = signal }
        guard busiest.callers.count >= kept.nextReport else { return }
        kept.nextReport = busiest.callers.count * 10
        release(&kept, into: &signals)
    }

    func expire(_ state: State, key: UInt64, raising signals: inout [Signal]) {
        var state = state
        release(&state, into: &signals)
    }

    private func release(_ state: inout State, into signals: inout [Signal]) {
        guard var signal = state.held else { return }
        signal.first = state.first
        signal.occurrences = max(1, state.contacts)
        signal.evidence = state.evidence
        signals.append(signal)
        state.held = nil
        state.contacts = 0
        state.evidence = Evidence()
    }
}
