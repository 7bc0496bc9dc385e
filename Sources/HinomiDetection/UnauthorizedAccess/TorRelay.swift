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
struct TorRelay: Detector {
    static let raises: [FindingType] = ["UnauthorizedAccess:EC2/TorRelay"]
    /// Distinct relays that called one port.
    var callers = 3
    /// Distinct relays that were called.
    var called = 2
    let lifetime: Int64 = 86_400
    let intelligence: IntelligenceBundle

    init(intelligence: IntelligenceBundle) { self.intelligence = intelligence }

    struct State: DetectorState {
        var ports: [Port] = []
        var called = DistinctCounter()
        var evidence = Evidence()
        var first = Timestamp.distantFuture
        var contacts = 0
        var nextReport = 0

        struct Port: Codable {
            var port: UInt16
            var callers = DistinctCounter()
        }
        init() {}

        mutating func forgetRun() { evidence = Evidence() }
    }

    /// Local ports followed at a time.
    private static let maxPorts = 16

    func key(of contact: ObservedContact) -> UInt64? {
        guard contact.remoteMark != 0, contact.outcome.isAnswered, contact.initiator != .unknown,
            contact.protocolNumber == ObservedContact.tcp,
            intelligence.categories(contact.remoteMark).contains(.torRelay)
        else { return nil }
        return contact.interfaceKey
    }

    func fold(_ contact: ObservedContact, key: UInt64, into state: inout State?, raising signals: inout [Signal]) {
        var kept = state ?? State()
        defer { state = kept }
        if contact.first.seconds - kept.first.seconds > lifetime { kept = State() }
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
            busiest.callers.count >= max(callers, kept.nextReport), kept.called.count >= called
        else { return }
        var signal = Signal(type: TorRelay.raises[0], contact: contact, role: .actor, identity: [], severity: .high)
        signal.first = kept.first
        signal.occurrences = kept.contacts
        signal.evidence = kept.evidence
        signal.reasons = [
            Reason(
                "distinct Tor relays that called port \(busiest.port) of the instance",
                observed: Double(busiest.callers.count), limit: Double(callers)),
            Reason(
                "distinct Tor relays that the instance called", observed: Double(kept.called.count),
                limit: Double(called)),
        ]
        let relays = intelligence.set(contact.remoteMark).matches(ThreatCategories(ThreatCategory.torRelay), port: nil)
        signal.intelligence = relays?.indicators.details ?? []
        signals.append(signal)
        kept.nextReport = busiest.callers.count * 10
        kept.contacts = 0
        kept.evidence = Evidence()
    }
}
