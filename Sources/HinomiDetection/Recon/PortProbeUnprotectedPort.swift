// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence
import HinomiRecords

/// A known scanner reached an open port of one of our instances.
///
/// Reads flow records. Raises when a listed scanner called a port and the instance really answered: more than a refusal
/// came back. Ports 80 and 443 are meant to be reached; they count only for a scanner that knocked at `otherPorts` other
/// ports of the instance too, which no visitor does. One finding an instance, with the ports and scanners in it; High for
/// the ports of Elasticsearch, which hand out data without a password. The ports of Hadoop and its kin are told by a type of
/// their own, High, where the instance turns out to belong to an EMR cluster (`ResourceRule`), and as any other where not.
/// Keeps about 100 bytes a scanner and interface for a day.
struct PortProbeUnprotectedPort: ListReader {
    static let raises: [FindingType] = [
        "Recon:EC2/PortProbeUnprotectedPort", "Recon:EC2/PortProbeEMRUnprotectedPort",
    ]
    static let interest: Interest = [.listed, .called]
    let lifetime: Int64 = 86_400
    let limits: Limits
    var intelligence: IntelligenceBundle

    init(_ limits: Limits = Limits(), intelligence: IntelligenceBundle) {
        self.limits = limits
        self.intelligence = intelligence
    }

    struct Limits: LimitSet {
        var otherPorts = 3

        static let rows: [Limit<Limits>] = [
            Limit(
                "otherPorts", \.otherPorts, 0...3, unit: "ports",
                "other ports that a scanner must have tried before an open port 80 or 443 counts")
        ]
    }

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
        /// What came of it, once something was answered, a finding type.
        var answers: [Answers] = []
        init() {}
    }

    struct Answers: Codable {
        /// Place of the finding type.
        var type: UInt8
        /// An answer at a web port that waits for other tries.
        @Aside var held: Signal?
        /// Answered probes, and those a signal told of.
        var probes = 0
        var reported = 0
        @Aside var latest: Signal?
    }

    func key(of contact: ObservedContact) -> Key? {
        guard !contact.remoteMark.isEmpty, contact.initiator == .remote,
            contact.protocolNumber == ObservedContact.tcp || contact.protocolNumber == ObservedContact.udp,
            intelligence.categories(contact.remoteMark).contains(.scanner)
        else { return nil }
        return Key(interface: contact.interfaceKey, scanner: contact.remote)
    }

    func fold(_ contact: ObservedContact, key: Key, into state: inout State?, raising signals: inout [Signal]) {
        var kept = state.take() ?? State()
        defer { state = kept }
        kept.tried.insert(contact.localPort)
        let isSure = Int(kept.tried.count) > limits.otherPorts
        let isAnswer = !contact.isBlocked && isRealAnswer(contact)
        if isSure { kept.releaseHeld(into: &signals) }
        let scanners = ThreatCategories(ThreatCategory.scanner)
        guard isAnswer,
            let (indicators, _) = intelligence.set(contact.remoteMark).matches(scanners, port: nil)
        else { return }
        let type = ClusterPorts.contains(contact) ? 1 : 0
        let signal = signal(contact, PortProbeUnprotectedPort.raises[type], indicators)
        let at = kept.place(of: UInt8(type))
        let isWeb = contact.localPort == 80 || contact.localPort == 443
        if isWeb, !isSure {
            kept.answers[at].held = signal
        } else {
            kept.answers[at].take(signal, into: &signals)
        }
    }

    // What was answered.
    func weight(of state: State) -> Int { state.answers.isEmpty ? 0 : 1 }

    func expire(_ state: State, key: Key, raising signals: inout [Signal]) {
        var state = state
        for i in state.answers.indices { state.answers[i].release(into: &signals) }
    }

    // A refusal is one bare packet; an open port answers with options, or more than once.
    private func isRealAnswer(_ contact: ObservedContact) -> Bool {
        guard contact.packetsOut > 0 else { return false }
        if contact.outcome.isAnswered { return true }
        if contact.protocolNumber == ObservedContact.tcp { return contact.bytesOut > 40 &* contact.packetsOut }
        return contact.packetsOut >= 2 || contact.bytesOut > 60
    }

    private func signal(_ contact: ObservedContact, _ type: FindingType, _ indicators: [Indicator]) -> Signal {
        let isGrave = ClusterPorts.contains(contact) || contact.localPort == 9200 || contact.localPort == 9300
        var signal = Signal(
            type: type, contact: contact, role: .target, identity: [], severity: isGrave ? .high : .low)
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
        for i in answers.indices {
            // What waits for other tries is told of by nobody yet, the rest by this run.
            answers[i].held?.evidence.forgetReferences()
            answers[i].latest = nil
            answers[i].reported = answers[i].probes
        }
    }

    /// Where the answers are that a finding type tells of.
    mutating func place(of type: UInt8) -> Int {
        if let known = answers.firstIndex(where: { $0.type == type }) { return known }
        answers.append(PortProbeUnprotectedPort.Answers(type: type))
        return answers.count - 1
    }

    /// Tells of the answers at web ports that waited for other tries.
    mutating func releaseHeld(into signals: inout [Signal]) {
        for i in answers.indices {
            if let held = answers[i].held.take() { answers[i].take(held, into: &signals) }
        }
    }
}

/// The first four ports that somebody tried, each once.
struct TriedPorts: Codable {
    private var ports: UInt64 = 0
    private(set) var count: UInt8 = 0

    init() {}

    /// Takes in a port, while there is room.
    mutating func insert(_ port: UInt16) {
        guard count < 4 else { return }
        for i in 0..<count where UInt16(truncatingIfNeeded: ports >> (UInt64(i) * 16)) == port { return }
        ports |= UInt64(port) << (UInt64(count) * 16)
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
