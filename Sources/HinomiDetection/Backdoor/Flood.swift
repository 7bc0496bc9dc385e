// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

/// One of our instances floods a public host.
///
/// Reads flow records. Adds up what the instance sends to a host in bursts (gaps of two minutes at most), over all source
/// ports, since tools change theirs with every packet. Raises when a burst is large, fast and hardly answered; what is
/// fast and answered is a download, a call or a game. Keeps about 300 bytes an interface, host and kind of traffic for a
/// quarter of an hour. Can be wrong about load tests of your own and about one-way video at high rates.
struct Flood: Detector {
    static var raises: [FindingType] { FloodRule.all(DetectionLimits()).map(\.type) }
    static let interest: Interest = [.lopsided, .publicRemote]
    let lifetime: Int64 = 900
    private let rules: [FloodRule]

    init(_ limits: DetectionLimits = DetectionLimits()) { rules = FloodRule.all(limits) }

    /// Seconds without packets that end a burst.
    private static let pause: Int64 = 120
    /// Seconds within which a burst must have shown what it is.
    private static let longestStart: Int64 = 300

    struct Key: StateKey {
        var interface: UInt64
        var remote: IPAddress
        /// Place of the rule, and the port where the rule asks for it.
        var rule: UInt8
        var port: UInt16

        func feed(_ hash: inout StableHash) {
            hash.combine(interface ^ UInt64(rule) << 16 ^ UInt64(port))
            hash.combine(remote)
        }
    }

    // Nearly all bursts stay small: those are counted, and nothing else is kept of them.
    struct State: DetectorState {
        var sent: UInt64 = 0
        var bytes: UInt64 = 0
        var received: UInt64 = 0
        var contacts = 0
        var first = Timestamp.distantFuture
        var last = Timestamp.distantPast
        var reported: UInt64 = 0
        var firstRecord: RecordReference?
        /// What a signal needs, once a tenth of a flood was sent.
        var story: [Story] = []
        init() {}
    }

    struct Story: Codable {
        var evidence = Evidence()
        var latest: Signal?
    }

    func key(of contact: ObservedContact) -> Key? {
        // What is answered packet for packet and small is ordinary; so is whatever the other side asked for.
        guard contact.remote.isPublic, contact.packetsOut / 2 >= contact.packetsIn, contact.packetsOut > 0,
            contact.initiator != .remote,
            let rule = FloodRule.place(for: contact), !mayHaveLostAnswers(contact, rules[rule].limits)
        else { return nil }
        return Key(
            interface: contact.interfaceKey, remote: contact.remote, rule: UInt8(rule),
            port: rules[rule].isPerPort ? contact.remotePort : 0)
    }

    // Where records were lost, a short contact without answers may have had some. The sockets of a flood that takes a new
    // one with every packet do not lose theirs by accident, all of them.
    private func mayHaveLostAnswers(_ contact: ObservedContact, _ limits: FloodRule.Limits) -> Bool {
        contact.outcome == .unknown && contact.seconds < Flood.pause && contact.packetsOut >= limits.packets / 20
    }

    func fold(_ contact: ObservedContact, key: Key, into state: inout State?, raising signals: inout [Signal]) {
        let limits = rules[Int(key.rule)].limits
        // Taken out, so that what it holds is changed in place.
        var kept = state.take() ?? State()
        defer { state = kept }
        let isOver = kept.last != .distantPast && contact.first.seconds - kept.last.seconds > Flood.pause
        // A trickle must not thin out the burst that follows it.
        let isTrickle =
            kept.reported == 0
            && (contact.first.seconds - kept.first.seconds > Flood.longestStart
                || (contact.first > kept.last && kept.isThin(limits)))
        if isOver || (isTrickle && !isFlood(kept, limits)) {
            kept.release(into: &signals)
            kept = State()
        }
        if kept.story.isEmpty, kept.sent &+ contact.packetsOut >= limits.packets / 10 { kept.beginStory() }
        kept.sent &+= contact.packetsOut
        kept.bytes &+= contact.bytesOut
        kept.received &+= contact.packetsIn
        if kept.contacts == 0 { kept.firstRecord = contact.firstRecord }
        kept.contacts += 1
        kept.first = min(kept.first, contact.first)
        kept.last = max(kept.last, contact.last)
        guard !kept.story.isEmpty else { return }
        kept.story[0].evidence.add(contact.firstRecord)
        guard isFlood(kept, limits) else { return }
        kept.story[0].latest = signal(rules[Int(key.rule)], kept, contact)
        // Told at once, and again when it has become ten times as large; the rest when it is over.
        if kept.reported == 0 || kept.sent >= kept.reported &* 10 { kept.release(into: &signals) }
    }

    // What is a tenth of a flood at least.
    func weight(of state: State) -> Int { state.story.isEmpty ? 0 : 1 }

    func expire(_ state: State, key: Key, raising signals: inout [Signal]) {
        var state = state
        state.release(into: &signals)
    }

    private func isFlood(_ state: State, _ limits: FloodRule.Limits) -> Bool {
        state.sent >= limits.packets && state.rate >= limits.packetsPerSecond
            && Double(state.received) < Double(state.sent) * limits.answerShare
    }

    private func signal(_ rule: FloodRule, _ state: State, _ contact: ObservedContact) -> Signal {
        var signal = Signal(
            type: rule.type, contact: contact, role: .actor, identity: [contact.remote.description], severity: .high)
        signal.first = state.first
        signal.last = state.last
        signal.evidence = state.story.first?.evidence ?? Evidence()
        signal.occurrences = state.contacts
        signal.reasons = [
            Reason(
                "packets sent to \(contact.remote) in one burst", observed: Double(state.sent),
                limit: Double(rule.limits.packets)),
            Reason("packets a second", observed: state.rate.rounded(), limit: rule.limits.packetsPerSecond),
            Reason(
                "answered packets for each sent one", observed: Double(state.received) / Double(max(1, state.sent)),
                limit: rule.limits.answerShare),
            Reason("mean size of a packet", observed: Double(state.bytes / max(1, state.sent)), unit: "bytes"),
        ]
        return signal
    }
}

extension Flood.State {
    mutating func forgetRun() {
        firstRecord = nil
        if !story.isEmpty { story[0] = Flood.Story() }
    }

    /// Begins to keep evidence: what came before is counted, and its first record cited.
    mutating func beginStory() {
        var begun = Flood.Story()
        if let firstRecord {
            begun.evidence.add(firstRecord)
            begun.evidence.count(contacts - 1)
        }
        story.append(begun)
    }

    /// Whether it is less than a tenth of a flood in size and speed.
    func isThin(_ limits: FloodRule.Limits) -> Bool {
        sent < limits.packets / 10 && rate < limits.packetsPerSecond / 10
    }

    /// Packets a second from the first to the last.
    var rate: Double { Double(sent) / Double(max(1, last.seconds - first.seconds + 1)) }

    /// Raises what was kept.
    mutating func release(into signals: inout [Signal]) {
        guard !story.isEmpty, let signal = story[0].latest else { return }
        signals.append(signal)
        story[0] = Flood.Story()
        reported = sent
        contacts = 0
    }
}
