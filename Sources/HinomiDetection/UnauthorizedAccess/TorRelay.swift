// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence
import HinomiRecords
import HinomiStatistics

/// One of our instances acts as a Tor relay: many relays call it at one port and are answered.
///
/// Reads flow records. Relays keep connections to each other; a host that is no relay is called by few of them, at ports
/// anybody calls. Raises when `relays` distinct listed relays had an answered contact with one port that is none of the
/// well-known ones within a day. Keeps about 150 bytes an interface and port.
struct TorRelay: Detector {
    static let raises: [FindingType] = ["UnauthorizedAccess:EC2/TorRelay"]
    /// Distinct listed relays.
    var relays = 5
    let lifetime: Int64 = 86_400
    let intelligence: IntelligenceBundle

    init(intelligence: IntelligenceBundle) { self.intelligence = intelligence }

    struct Key: Hashable, Codable, Sendable {
        var interface: UInt64
        var port: UInt16
    }

    struct State: DetectorState {
        var callers = DistinctCounter()
        var evidence = Evidence()
        var first = Timestamp.distantFuture
        var contacts = 0
        var nextReport = 0
        init() {}
    }

    // Exit nodes and relays browse and scan like anybody else; only a port of its own says relay.
    private static let publicServices: Set<UInt16> = [21, 22, 25, 53, 80, 110, 143, 443, 465, 587, 993, 995, 3389, 8080, 8443]

    func key(of contact: ObservedContact) -> Key? {
        guard contact.remoteMark != 0, contact.initiator == .remote, contact.outcome == .established,
            contact.protocolNumber == ObservedContact.tcp, !TorRelay.publicServices.contains(contact.localPort),
            intelligence.set(contact.remoteMark).categories.contains(.torRelay)
        else { return nil }
        return Key(interface: contact.interface.key, port: contact.localPort)
    }

    func fold(_ contact: ObservedContact, key: Key, into state: inout State?, raising signals: inout [Signal]) {
        var kept = state ?? State()
        defer { state = kept }
        var hash = StableHash(seed: 4)
        hash.combine(contact.remote.high)
        hash.combine(contact.remote.low)
        kept.callers.insert(hash.value)
        kept.contacts += 1
        kept.first = min(kept.first, contact.first)
        kept.evidence.add(contact.firstRecord)
        guard kept.callers.count >= max(relays, kept.nextReport) else { return }
        var signal = Signal(
            type: TorRelay.raises[0], contact: contact, role: .actor, identity: [], severity: .high)
        signal.first = kept.first
        signal.occurrences = kept.contacts
        signal.evidence = kept.evidence
        signal.reasons = [
            Reason("distinct Tor relays that use port \(key.port) of the instance", observed: Double(kept.callers.count), limit: Double(relays))
        ]
        let all = intelligence.set(contact.remoteMark).matches(ThreatCategories(.torRelay), port: nil)
        signal.intelligence = all?.indicators.details ?? []
        signals.append(signal)
        kept.nextReport = kept.callers.count * 10
        kept.contacts = 0
        kept.evidence = Evidence()
    }
}
