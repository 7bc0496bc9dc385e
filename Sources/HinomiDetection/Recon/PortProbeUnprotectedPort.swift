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
    /// Other ports that a scanner must have tried before an open web port counts; three at most.
    var otherPorts = 3
    static let interest: Interest = [.listed, .called]
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

    // Most scanners get no answer ever: what is kept of those is a few words.
    struct State: DetectorState {
        /// The first ports the scanner tried.
        var tried = TriedPorts()
        /// What came of it, once something was answered.
        var answers: [Answers] = []
        init() {}
    }

    struct Answers: Codable {
        /// An answer at a web port that waits for other tries.
        var held: Signal?
        /// Answered probes, and those a signal told of.
        var probes = 0
        var reported = 0
        var latest: Signal?
    }

    func key(of contact: ObservedContact) -> Key? {
        guard contact.remoteMark != 0, contact.initiator == .remote,
            contact.protocolNumber == ObservedContact.tcp || contact.protocolNumber == ObservedContact.udp,
            intelligence.categories(contact.remoteMark).contains(.scanner)
        else { return nil }
        return Key(interface: contact.interfaceKey, scanner: contact.remote)
    }

    func fold(_ contact: ObservedContact, key: Key, into state: inout State?, raising signals: inout [Signal]) {
        var kept = state.take() ?? State()
        defer { state = kept }
        kept.tried.insert(contact.localPort)
        let isSure = kept.tried.count > otherPorts
        let isAnswer = !contact.isBlocked && isRealAnswer(contact)
        guard isAnswer || !kept.answers.isEmpty else { return }
        if kept.answers.isEmpty { kept.answers.append(Answers()) }
        if isSure, let held = kept.answers[0].held.take() { kept.answers[0].take(held, into: &signals) }
        let scanners = ThreatCategories(ThreatCategory.scanner)
        guard isAnswer,
            let (indicators, _) = intelligence.set(contact.remoteMark).matches(scanners, port: nil)
        else { return }
        let signal = signal(contact, indicators)
        let isWeb = contact.localPort == 80 || contact.localPort == 443
        if isWeb, !isSure {
            kept.answers[0].held = signal
        } else {
            kept.answers[0].take(signal, into: &signals)
        }
    }

    // What was answered.
    func weight(of state: State) -> Int { state.answers.isEmpty ? 0 : 1 }

    func expire(_ state: State, key: Key, raising signals: inout [Signal]) {
        var state = state
        if !state.answers.isEmpty { state.answers[0].release(into: &signals) }
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
        guard !answers.isEmpty else { return }
        answers[0].held = nil
        answers[0].latest = nil
        answers[0].reported = answers[0].probes
    }
}

/// The first four ports that somebody tried, each once.
struct TriedPorts: Codable {
    private var ports: UInt64 = 0
    private(set) var count = 0

    init() {}

    /// Takes in a port, while there is room.
    mutating func insert(_ port: UInt16) {
        guard count < 4 else { return }
        for i in 0..<count where UInt16(truncatingIfNeeded: ports >> UInt64(i * 16)) == port { return }
        ports |= UInt64(port) << UInt64(count * 16)
        count += 1
    }
}

extension PortProbeUnprotectedPort.Answers {
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
