// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords
import HinomiStatistics

/// One of our instances does what it never did before: it talks to a new port, or asks a new resolver.
///
/// Reads flow records. Learns for a week what an interface opens and is answered, and raises when something new gets
/// several contacts, or some bytes, in a day, provided that the interface seldom turns to new things. That is judged for
/// each interface by itself: of many interfaces together more new things are to be expected than of one. Keeps 256 things
/// of 8 bytes at most an interface for ninety days, and evidence for 16 new ones.
/// Can be wrong about new software, in the days after it was rolled out.
struct FirstUse: Detector {
    static var raises: [FindingType] { FirstUseRule.all.map(\.type) }
    static let interest: Interest = [.opened, .answered, .publicRemote, .fresh]
    let limits: Limits
    let lifetime: Int64 = 90 * 86_400

    init(_ limits: Limits = Limits()) { self.limits = limits }

    struct Limits: LimitSet {
        // Whoever turns to new things more often is not surprising any more.
        var noveltiesPerDay = 0.1
        var learningDays: Int64 = 7
        var portContacts = 3
        var portBytes: UInt64 = 10_000
        var resolverContacts = 3
        var resolverBytes: UInt64 = 10_000
        var dotContacts = 2
        var dotBytes: UInt64 = 4_000
        var dohContacts = 2
        var dohBytes: UInt64 = 4_000

        static let rows: [Limit<Limits>] =
            [
                Limit(
                    "noveltiesPerDay", \.noveltiesPerDay, 0.001...100,
                    "new things a day that are to be expected of the interface, at most"),
                Limit(
                    "learningDays", \.learningDays, 3...60, unit: "days",
                    "days that are learned from before anything is new"),
            ] + contactRows

        private static let contactRows: [Limit<Limits>] = [
            Limit("portContacts", \.portContacts, 1...10_000, unit: "contacts", "contacts in a day with a new port"),
            Limit("portBytes", \.portBytes, 100...1_000_000_000, unit: "bytes", "or bytes to and fro"),
            Limit(
                "resolverContacts", \.resolverContacts, 1...10_000, unit: "contacts",
                "contacts in a day with a new DNS server"),
            Limit("resolverBytes", \.resolverBytes, 100...1_000_000_000, unit: "bytes", "or bytes to and fro"),
            Limit(
                "dotContacts", \.dotContacts, 1...10_000, unit: "contacts",
                "contacts in a day with a new server for DNS over TLS"),
            Limit("dotBytes", \.dotBytes, 100...1_000_000_000, unit: "bytes", "or bytes to and fro"),
            Limit(
                "dohContacts", \.dohContacts, 1...10_000, unit: "contacts",
                "contacts in a day with a new resolver over HTTPS"
            ),
            Limit("dohBytes", \.dohBytes, 100...1_000_000_000, unit: "bytes", "or bytes to and fro"),
        ]
    }

    func key(of contact: ObservedContact) -> UInt64? {
        guard contact.initiator == .local, contact.outcome.isAnswered, contact.remote.isPublic, !contact.isContinued,
            contact.protocolNumber == ObservedContact.tcp || contact.protocolNumber == ObservedContact.udp
        else { return nil }
        return contact.interfaceKey
    }

    func fold(_ contact: ObservedContact, key: UInt64, into state: inout State?, raising signals: inout [Signal]) {
        if state == nil { state = State() }
        state?.take(contact, limits, raising: &signals)
    }

    func expire(_ state: State, key: UInt64, raising signals: inout [Signal]) {
        for novelty in state.open { if let rest = novelty.rest { signals.append(rest) } }
    }

    func habits(of state: State, key: UInt64, at seconds: Int64) -> Habits? {
        guard state.profile.since != .max else { return nil }
        var habits = Habits(interface: key, since: state.profile.since)
        habits.firstUses = state.profile.firstUses
        for novelty in state.open {
            let day = FirstUseProfile.day(of: novelty.first.seconds)
            habits.firstUses.append((FirstUseProfile.short(novelty.thing), day))
        }
        // Who turns to new things all the time is never told of, and so says nothing of how often somebody would be.
        habits.novelties = state.profile.seldomNovelties(limit: limits.noveltiesPerDay, at: seconds)
            .map { ($0.kind, $0.day) }
        return habits
    }

    /// What an interface usually does, and what is new and not decided yet.
    struct State: DetectorState {
        /// New things followed at a time; a host that turns to more at once is scanning, which others tell.
        static let maxOpen = 16
        /// Seconds within which a new thing must have become more than an accident, and after which it is known.
        static let patience: Int64 = 86_400

        var profile = FirstUseProfile()
        var open: [Novelty] = []

        init() {}
    }

    /// Something that was not known when it was met.
    struct Novelty: Codable, Sendable {
        var thing: UInt64
        var rule: UInt8
        var first: Timestamp
        var contacts = 0
        var bytes: UInt64 = 0
        var evidence = Evidence()
        /// Contacts that were told of, and what is left to tell.
        var reported = 0
        @Aside var rest: Signal?
    }
}

extension FirstUse.State {
    mutating func forgetRun() {
        for i in open.indices {
            open[i].evidence.forgetReferences()
            guard let rest = open[i].rest else { continue }
            // This run says what is left to say.
            open[i].reported += rest.occurrences
            (open[i].rest, open[i].evidence) = (nil, Evidence())
        }
    }

    mutating func take(_ contact: ObservedContact, _ limits: FirstUse.Limits, raising signals: inout [Signal]) {
        let seconds = contact.first.seconds
        let place = FirstUseRule.place(for: contact)
        let thing = FirstUseRule.thing(contact, of: place)
        if !open.isEmpty { close(before: seconds - FirstUse.State.patience, raising: &signals) }
        if profile.observe(thing, at: seconds) { return }
        guard profile.isLearned(at: seconds, after: limits.learningDays * 86_400),
            let at = follow(thing, UInt8(place), from: contact.first)
        else {
            return profile.learn(thing, kind: UInt8(place), at: seconds)
        }
        open[at].contacts += 1
        open[at].bytes &+= contact.bytesOut &+ contact.bytesIn
        open[at].evidence.add(contact.firstRecord)
        let rule = FirstUseRule.all[place]
        let rate = profile.noveltiesPerDay(UInt8(place), at: seconds)
        let (contacts, bytes) = (limits[keyPath: rule.contacts], limits[keyPath: rule.bytes])
        guard open[at].contacts >= contacts || open[at].bytes >= bytes, rate <= limits.noveltiesPerDay else { return }
        open[at].tell(signal(rule, contact, open[at], rate, limits), raising: &signals)
    }

    private func signal(
        _ rule: FirstUseRule, _ contact: ObservedContact, _ novelty: FirstUse.Novelty, _ rate: Double,
        _ limits: FirstUse.Limits
    ) -> Signal {
        var signal = Signal(
            type: rule.type, contact: contact, role: .actor, identity: [rule.name(contact)],
            severity: rule.severity(contact))
        signal.first = novelty.first
        signal.evidence = novelty.evidence
        signal.occurrences = novelty.contacts - novelty.reported
        signal.oddity = Oddity(
            interface: contact.interfaceKey, first: novelty.first,
            kind: .firstUse(thing: FirstUseProfile.short(novelty.thing), rule: novelty.rule))
        signal.info["unusual"] = .text(rule.name(contact))
        if let context = rule.context(contact) { signal.info["context"] = .text(context) }
        signal.reasons = [
            Reason(
                "contacts with it in a day", observed: Double(novelty.contacts),
                limit: Double(limits[keyPath: rule.contacts])),
            Reason(
                "bytes to and fro", observed: Double(novelty.bytes), limit: Double(limits[keyPath: rule.bytes]),
                unit: "bytes"),
            Reason(
                "new ones a day that are to be expected of this interface", observed: (rate * 1_000).rounded() / 1_000,
                limit: limits.noveltiesPerDay),
            Reason(
                "days that were learned from",
                observed: Double(profile.age(at: contact.first.seconds) / 86_400),
                limit: Double(limits.learningDays)),
        ]
        return signal
    }

    // What was new a day ago is known from now on.
    private mutating func close(before seconds: Int64, raising signals: inout [Signal]) {
        while let at = open.firstIndex(where: { $0.first.seconds < seconds }) {
            let novelty = open.remove(at: at)
            if let rest = novelty.rest { signals.append(rest) }
            profile.learn(novelty.thing, kind: novelty.rule, at: novelty.first.seconds)
        }
    }

    private mutating func follow(_ thing: UInt64, _ rule: UInt8, from first: Timestamp) -> Int? {
        if let known = open.firstIndex(where: { $0.thing == thing && $0.rule == rule }) { return known }
        guard open.count < FirstUse.State.maxOpen else { return nil }
        open.append(FirstUse.Novelty(thing: thing, rule: rule, first: first))
        return open.count - 1
    }
}

extension FirstUse.Novelty {
    /// Tells at once, and again when it has become ten times as much; the rest when the day is over.
    mutating func tell(_ signal: Signal, raising signals: inout [Signal]) {
        guard reported == 0 || contacts >= reported * 10 else {
            rest = signal
            return
        }
        signals.append(signal)
        reported = contacts
        rest = nil
        evidence = Evidence()
    }
}
