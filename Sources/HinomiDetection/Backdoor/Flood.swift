// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

/// One of our instances floods a public host.
///
/// Reads flow records. Adds up what the instance sends to a host in bursts (gaps of two minutes at most), over all source
/// ports, since tools change theirs with every packet. Raises when a burst is large, fast and hardly answered; what is
/// fast and answered is a download, a call or a game. Keeps 48 bytes an interface, host and kind of traffic for a quarter of
/// an hour, and evidence from a tenth of a flood on. Can be wrong about load tests of your own and about one-way video at high rates.
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

    // Nearly all bursts stay small: those are counted, and nothing else is kept of them. There are many, and each fills a line
    // of the processor's cache, key and all.
    struct State: DetectorState {
        var first = Timestamp.distantFuture
        /// Seconds from the first contact to the end of the last; 0 as long as there is none.
        var span: UInt32 = 0
        var contacts: UInt32 = 0
        var sent: UInt64 = 0
        var received: UInt64 = 0
        var bytes: UInt64 = 0
        /// What a signal needs, once a tenth of a flood was sent.
        var story: [Story] = []
        init() {}
    }

    struct Story: Codable {
        var evidence = Evidence()
        @Aside var latest: Signal?
        /// Packets that were told of, and contacts that were not.
        var reported: UInt64 = 0
        var untold = 0
    }

    /// The hash of interface, kind of traffic, host, and its port where the rule asks for it.
    func key(of contact: ObservedContact) -> UInt64? {
        // What is answered packet for packet and small is ordinary; so is whatever the other side asked for.
        guard contact.remote.isPublic, contact.packetsOut / 2 >= contact.packetsIn, contact.packetsOut > 0,
            contact.initiator != .remote,
            let rule = FloodRule.place(for: contact), !mayHaveLostAnswers(contact, rules[rule].limits)
        else { return nil }
        var hash = StableHash(seed: 15)
        // What a word makes of those before it may be nothing: what others choose comes first.
        hash.combine(contact.remote)
        hash.combine(contact.interfaceKey)
        hash.combine(UInt64(rule) << 16 | UInt64(rules[rule].isPerPort ? contact.remotePort : 0))
        return hash.value
    }

    // Where records were lost, a short contact without answers may have had some. The sockets of a flood that takes a new
    // one with every packet do not lose theirs by accident, all of them.
    private func mayHaveLostAnswers(_ contact: ObservedContact, _ limits: FloodRule.Limits) -> Bool {
        contact.outcome == .unknown && contact.seconds < Flood.pause && contact.packetsOut >= limits.packets / 20
    }

    func fold(_ contact: ObservedContact, key: UInt64, into state: inout State?, raising signals: inout [Signal]) {
        guard let rule = FloodRule.place(for: contact) else { return }
        let limits = rules[rule].limits
        // Taken out, so that what it holds is changed in place.
        var kept = state.take() ?? State()
        defer { state = kept }
        let isOver = contact.first.seconds - kept.end > Flood.pause
        // A trickle must not thin out the burst that follows it.
        let isTrickle =
            !kept.isReported
            && (contact.first.seconds - kept.first.seconds > Flood.longestStart
                || (contact.first.seconds > kept.end && kept.isThin(limits)))
        if kept.contacts > 0, isOver || (isTrickle && !isFlood(kept, limits)) {
            kept.release(into: &signals)
            kept = State()
        }
        if kept.story.isEmpty, State.sum(kept.sent, contact.packetsOut) >= limits.packets / 10 {
            kept.beginStory()
        }
        kept.add(contact)
        guard !kept.story.isEmpty else { return }
        kept.story[0].evidence.add(contact.firstRecord)
        kept.story[0].untold += 1
        guard isFlood(kept, limits) else { return }
        kept.story[0].latest = signal(rules[rule], kept, contact)
        // Told at once, and again when it has become ten times as large; the rest when it is over.
        if kept.sent / 10 >= kept.story[0].reported { kept.release(into: &signals) }
    }

    // What is a tenth of a flood at least.
    func weight(of state: State) -> Int { state.story.isEmpty ? 0 : 1 }

    func expire(_ state: State, key: UInt64, raising signals: inout [Signal]) {
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
        signal.last = Timestamp(seconds: state.end)
        signal.evidence = state.story.first?.evidence ?? Evidence()
        signal.occurrences = state.story.first?.untold ?? 0
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
        guard !story.isEmpty else { return }
        if let latest = story[0].latest {
            // This run says what is left to say; contacts behind that wait for the flood to go on.
            story[0] = Flood.Story(reported: sent, untold: max(0, story[0].untold - latest.occurrences))
            story[0].evidence.count(story[0].untold)
        } else {
            story[0].evidence.forgetReferences()
        }
    }

    /// Takes in a contact.
    mutating func add(_ contact: ObservedContact) {
        let end = contacts == 0 ? contact.last.seconds : max(self.end, contact.last.seconds)
        first = min(first, contact.first)
        span = UInt32(clamping: end - first.seconds)
        if contacts < .max { contacts += 1 }
        sent = Self.sum(sent, contact.packetsOut)
        received = Self.sum(received, contact.packetsIn)
        bytes &+= contact.bytesOut
    }

    static func sum(_ count: UInt64, _ more: UInt64) -> UInt64 {
        let (sum, overflow) = count.addingReportingOverflow(more)
        return overflow ? .max : sum
    }

    /// Begins to keep evidence: what came before is only counted.
    mutating func beginStory() {
        var begun = Flood.Story(untold: Int(contacts))
        begun.evidence.count(begun.untold)
        story.append(begun)
    }

    /// When the last contact was over, in seconds.
    var end: Int64 { first.seconds &+ Int64(span) }

    /// Whether a signal was raised.
    var isReported: Bool { story.first.map { $0.reported > 0 } ?? false }

    /// Whether it is less than a tenth of a flood in size and speed.
    func isThin(_ limits: FloodRule.Limits) -> Bool {
        sent < limits.packets / 10 && rate < limits.packetsPerSecond / 10
    }

    /// Packets a second from the first to the last.
    var rate: Double { Double(sent) / Double(Int64(span) + 1) }

    /// Raises what was kept.
    mutating func release(into signals: inout [Signal]) {
        guard !story.isEmpty, let signal = story[0].latest else { return }
        signals.append(signal)
        story[0] = Flood.Story(reported: sent)
    }
}
