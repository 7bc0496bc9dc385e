// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence
import HinomiRecords

/// A known scanner reached an open port of one of our instances.
///
/// Reads flow records. Raises when a listed scanner called a port and the instance really answered: more than a refusal
/// came back. Ports 80 and 443 are meant to be reached and never count. One finding an instance, with the ports and
/// scanners in it; High for the ports of Elasticsearch, which hand out data without a password.
/// Keeps the ports and scanners it told of for a week.
struct PortProbeUnprotectedPort: Detector {
    static let raises: [FindingType] = ["Recon:EC2/PortProbeUnprotectedPort"]
    let lifetime: Int64 = 7 * 86_400
    let intelligence: IntelligenceBundle

    struct Key: Hashable, Codable, Sendable {
        var interface: UInt64
        var port: UInt16
    }

    struct State: DetectorState {
        var probes = 0
        var reported = 0
        var nextReport = 1
        var held = Evidence()
        var since = Timestamp.distantFuture
        var latest: Signal?
        init() {}
    }

    func key(of contact: ObservedContact) -> Key? {
        guard contact.remoteMark != 0, contact.initiator == .remote, contact.localPort != 80, contact.localPort != 443,
            contact.protocolNumber == ObservedContact.tcp || contact.protocolNumber == ObservedContact.udp,
            !contact.isBlocked, isRealAnswer(contact)
        else { return nil }
        return Key(interface: contact.interface.key, port: contact.localPort)
    }

    // A refusal is one bare packet; an open port answers with options, or more than once.
    private func isRealAnswer(_ contact: ObservedContact) -> Bool {
        guard contact.packetsOut > 0 else { return false }
        if contact.outcome.isAnswered { return true }
        if contact.protocolNumber == ObservedContact.tcp { return contact.bytesOut > 40 * contact.packetsOut }
        return contact.packetsOut >= 2 || contact.bytesOut > 60
    }

    func fold(_ contact: ObservedContact, key: Key, into state: inout State?, raising signals: inout [Signal]) {
        let categories: ThreatCategories = [ThreatCategories(.scanner)]
        guard let (indicators, _) = intelligence.set(contact.remoteMark).matches(categories, port: nil) else { return }
        var kept = state ?? State()
        defer { state = kept }
        kept.probes += 1
        kept.held.merge(contact.evidence)
        kept.since = min(kept.since, contact.first)
        var signal = Signal(
            type: PortProbeUnprotectedPort.raises[0], contact: contact, role: .target, identity: [],
            severity: contact.localPort == 9200 || contact.localPort == 9300 ? .high : .low)
        signal.action = .portProbe(
            PortProbe(
                isBlocked: false,
                details: [
                    PortProbe.Detail(
                        localPort: contact.localPort, localAddress: contact.local, remoteAddress: contact.remote)
                ]))
        signal.intelligence = indicators.details
        signal.info["threatListName"] = .text(signal.intelligence.first?.listName ?? "")
        signal.terms["threat_list"] = signal.intelligence.first?.listName
        signal.terms["local_ports"] = String(contact.localPort)
        signal.reasons = [
            Reason("bytes the instance answered at port \(contact.localPort)", observed: Double(contact.bytesOut), unit: "bytes")
        ]
        kept.latest = signal
        guard kept.probes >= kept.nextReport else { return }
        kept.nextReport = kept.probes * 10
        release(&kept, into: &signals)
    }

    func expire(_ state: State, key: Key, raising signals: inout [Signal]) {
        var state = state
        release(&state, into: &signals)
    }

    private func release(_ state: inout State, into signals: inout [Signal]) {
        guard var signal = state.latest else { return }
        signal.first = state.since
        signal.occurrences = state.probes - state.reported
        signal.evidence = state.held
        signals.append(signal)
        state.latest = nil
        state.reported = state.probes
        state.held = Evidence()
        state.since = .distantFuture
    }
}
