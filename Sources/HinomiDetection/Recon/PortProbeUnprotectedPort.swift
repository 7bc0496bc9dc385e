// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence
import HinomiRecords

/// A known scanner reached an open port of one of our instances.
///
/// Reads flow records. Raises when a listed scanner called a port and the instance really answered: more than a refusal
/// came back. Ports 80 and 443 are meant to be reached; they count only for a scanner that knocked at `otherPorts` other
/// ports of the instance too, which no visitor does. One finding an instance, with the ports and scanners in it; High for
/// the ports of Elasticsearch, which hand out data without a password.
/// Keeps about 100 bytes a scanner and interface for a day.
struct PortProbeUnprotectedPort: Detector {
    static let raises: [FindingType] = ["Recon:EC2/PortProbeUnprotectedPort"]
    /// Other ports that a scanner must have tried before an open web port counts.
    var otherPorts = 3
    let lifetime: Int64 = 86_400
    let intelligence: IntelligenceBundle

    init(intelligence: IntelligenceBundle) { self.intelligence = intelligence }

    struct Key: StateKey {
        var interface: UInt64
        var scanner: IPAddress

        func feed(_ hash: inout StableHash) {
            hash.combine(interface)
            hash.combine(scanner)
        }
    }

    struct State: DetectorState {
        /// Ports the scanner tried, up to as many as matter.
        var tried: [UInt16] = []
        /// An answer at a web port that waits for other tries.
        var held: Signal?
        /// Answered probes, and those a signal told of.
        var probes = 0
        var reported = 0
        var latest: Signal?
        init() {}
    }

    func key(of contact: ObservedContact) -> Key? {
        guard contact.remoteMark != 0, contact.initiator == .remote,
            contact.protocolNumber == ObservedContact.tcp || contact.protocolNumber == ObservedContact.udp,
            intelligence.categories(contact.remoteMark).contains(.scanner)
        else { return nil }
        return Key(interface: contact.interfaceKey, scanner: contact.remote)
    }

    func fold(_ contact: ObservedContact, key: Key, into state: inout State?, raising signals: inout [Signal]) {
        let scanners = ThreatCategories(ThreatCategory.scanner)
        guard let (indicators, _) = intelligence.set(contact.remoteMark).matches(scanners, port: nil) else { return }
        var kept = state ?? State()
        defer { state = kept }
        if kept.tried.count <= otherPorts, !kept.tried.contains(contact.localPort) {
            kept.tried.append(contact.localPort)
        }
        if let held = kept.held, kept.tried.count > otherPorts {
            kept.held = nil
            kept.take(held, into: &signals)
        }
        guard !contact.isBlocked, isRealAnswer(contact) else { return }
        let signal = signal(contact, indicators)
        let isWeb = contact.localPort == 80 || contact.localPort == 443
        if isWeb, kept.tried.count <= otherPorts {
            kept.held = signal
        } else {
            kept.take(signal, into: &signals)
        }
    }

    func expire(_ state: State, key: Key, raising signals: inout [Signal]) {
        var state = state
        state.release(into: &signals)
    }

    // A refusal is one bare packet; an open port answers with options, or more than once.
    private func isRealAnswer(_ contact: ObservedContact) -> Bool {
        guard contact.packetsOut > 0 else { return false }
        if contact.outcome.isAnswered { return true }
        if contact.protocolNumber == ObservedContact.tcp { return contact.bytesOut > 40 &* contact.packetsOut }
        return contact.packetsOut >= 2 || contact.bytesOut > 60
    }

    private func signal(_ contact: ObservedContact, _ indicators: [Indicator]) -> Signal {
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
        signal.reasons = [
            Reason(
                "bytes the instance answered at port \(contact.localPort)", observed: Double(contact.bytesOut),
                unit: "bytes")
        ]
        return signal
    }
}

extension PortProbeUnprotectedPort.State {
    mutating func forgetRun() {
        held = nil
        latest = nil
        reported = probes
    }

    /// Raises the first probe and then each time there are ten times as many; the rest when the scanner is gone.
    mutating func take(_ signal: Signal, into signals: inout [Signal]) {
        probes += 1
        var signal = signal
        if let earlier = latest {
            signal.evidence.merge(earlier.evidence)
            signal.first = min(signal.first, earlier.first)
        }
        latest = signal
        if reported == 0 || probes >= reported * 10 { release(into: &signals) }
    }

    /// Raises what was kept.
    mutating func release(into signals: inout [Signal]) {
        guard var signal = latest else { return }
        signal.occurrences = probes - reported
        signals.append(signal)
        latest = nil
        reported = probes
    }
}
