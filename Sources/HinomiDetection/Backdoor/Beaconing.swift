// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence
import HinomiRecords
import HinomiStatistics

/// One of our instances calls an address that is new to it again and again, in a steady rhythm, as malware does that waits
/// for commands. A type of Hinomi's own.
///
/// Reads flow records; looks at contacts that the instance opened and the other side answered. What an interface calls in
/// its first week is its habit and is not looked at again, nor is what it goes on to call for a week. A network (/24, /48 of
/// IPv6) that turns up later is followed; once it was called in `followedHours` hours, the intervals between calls are
/// kept. Raises when they are steady (`dispersion`, `concentration`), long enough to be measured, of like size and spread
/// over `hours` of 24 hours, provided that no other interface of the account calls that network. Low: update checks of one
/// host alone look the same. Medium when a threat list names the address; then the first week is not waited for, and two
/// other interfaces may call it.
/// Keeps up to 256 known networks of 8 bytes an interface for ninety days, 32 new addresses of 60 bytes, and for eight of
/// them 200 bytes and evidence.
/// Can be wrong about new software on one host, in the first week. Does not see rhythms of less than three minutes, or of
/// half an hour where records span ten minutes; nor what calls a network that the instance always called.
struct Beaconing: ListReader {
    static let raises: [FindingType] = ["Backdoor:EC2/BeaconingActivity"]
    static let interest: Interest = [.opened, .answered, .publicRemote, .fresh]

    /// Deviation of the intervals, of their median: sleeps that are longer or shorter by up to half have 0.37, random calls
    /// have 1.0.
    var dispersion = 0.35
    /// Rayleigh's statistic of the intervals: of 60,000 simulated series of 64 random ones 5 reached it, and none of those
    /// was as steady as `dispersion` asks for.
    var concentration = 13.8
    /// Intervals that must have been seen.
    var intervals = 16
    /// Deviation of the logarithm of what is sent: by half more or less.
    var sizeDeviation = 0.5
    /// Hours of the last 24 in which it was called.
    var hours = 12
    /// Seconds between calls: three capture windows at least; beyond two hours there are too few in a day.
    var period: ClosedRange<Double> = 180...7_200
    /// The same for records that span ten minutes.
    var coarsePeriod = 1_800.0
    /// Other interfaces of the account that may call the same network: none, or two where a list names it.
    var others = 0
    var othersOfListed = 2
    let lifetime: Int64 = 90 * 86_400
    var intelligence: IntelligenceBundle

    init(intelligence: IntelligenceBundle) { self.intelligence = intelligence }

    // Every list that says something bad of an address; scanners call, and are not called.
    private static let support = ThreatCategories(rawValue: .max & ~ThreatCategories(ThreatCategory.scanner).rawValue)

    struct State: DetectorState {
        static let maxPairs = 32
        static let maxTracked = 8
        /// Seconds after which a new address is a habit.
        static let youth: Int64 = 7 * 86_400

        var profile = FirstUseProfile()
        /// Records of this interface span more than a minute.
        var isCoarse = false
        var pairs: [BeaconPair] = []
        init() {}
    }

    /// What names a network, port and protocol in an account.
    static func thing(_ contact: ObservedContact) -> UInt64 {
        var hash = StableHash(seed: 12)
        hash.combine(contact.account.number)
        hash.combine(
            contact.remote.isV4
                ? IPAddress(v4: contact.remote.v4 & 0xFFFF_FF00)
                : IPAddress(high: contact.remote.high & ~0xFFFF, low: 0))
        hash.combine(UInt64(contact.remotePort) << 8 | UInt64(contact.protocolNumber))
        return hash.value
    }

    func key(of contact: ObservedContact) -> UInt64? {
        guard contact.initiator == .local, contact.outcome.isAnswered, contact.remote.isPublic, !contact.isContinued,
            contact.protocolNumber == ObservedContact.tcp || contact.protocolNumber == ObservedContact.udp
        else { return nil }
        // Resolvers and clocks are asked in a rhythm by nature.
        return contact.remotePort == 53 || contact.remotePort == 123 ? nil : contact.interfaceKey
    }

    func fold(_ contact: ObservedContact, key: UInt64, into state: inout State?, raising signals: inout [Signal]) {
        // Taken out, so that what it holds is changed in place.
        var kept = state.take() ?? State()
        defer { state = kept }
        if contact.unsure.contains(.time) { kept.isCoarse = true }
        let listed =
            contact.remoteMark.isEmpty
            ? nil : intelligence.set(contact.remoteMark).matches(Beaconing.support, port: contact.remotePort)
        let thing = Beaconing.thing(contact)
        let seconds = contact.first.seconds
        if !kept.isNew(thing, at: seconds), listed == nil { return }
        guard let at = kept.follow(contact, thing), kept.pairs[at].take(contact, mayTrack: kept.mayTrack),
            let track = kept.pairs[at].track, track.beats >= track.nextReport, let rhythm = track.intervals.rhythm,
            isSteady(rhythm, track, kept.pairs[at], isCoarse: kept.isCoarse)
        else { return }
        var signal = signal(contact, rhythm, track, kept.pairs[at], listed?.indicators ?? [])
        signal.proviso = Proviso(
            things: [thing], doer: key, others: listed == nil ? others : othersOfListed, since: .distantPast, least: 1,
            reason: listed == nil
                ? "networks called that no other interface of the account calls"
                : "networks called that few other interfaces of the account call")
        signals.append(signal)
        kept.pairs[at].wasReported()
    }

    func testify(_ state: State, key: UInt64, on questions: Questions, into testimony: inout Testimony) {
        for half in state.profile.halves {
            for thing in questions.things(upperHalf: half) { testimony.add(thing, by: key, first: .distantPast) }
        }
        for pair in state.pairs where questions.contains(pair.thing) {
            testimony.add(pair.thing, by: key, first: .distantPast)
        }
    }

    private func isSteady(
        _ rhythm: IntervalSeries.Rhythm, _ track: BeaconPair.Track, _ pair: BeaconPair, isCoarse: Bool
    ) -> Bool {
        track.intervals.count >= intervals && pair.hours >= hours
            && rhythm.period >= max(period.lowerBound, isCoarse ? coarsePeriod : 0, Double(rhythm.grain) * 3)
            && rhythm.period <= period.upperBound && rhythm.dispersion <= dispersion
            && rhythm.concentration >= concentration && track.sizeDeviation <= sizeDeviation
    }

    private func signal(
        _ contact: ObservedContact, _ rhythm: IntervalSeries.Rhythm, _ track: BeaconPair.Track, _ pair: BeaconPair,
        _ indicators: [Indicator]
    ) -> Signal {
        var signal = Signal(
            type: Beaconing.raises[0], contact: contact, role: .actor,
            identity: [contact.remote.description, String(contact.remotePort)],
            severity: indicators.isEmpty ? .low : .medium)
        signal.first = pair.first
        signal.evidence = track.evidence
        signal.occurrences = track.beats - track.reported
        signal.intelligence = indicators.details
        signal.terms["threat_list"] = signal.intelligence.first?.listName
        let minutes = (rhythm.period / 60).rounded()
        signal.terms["period"] = "\(Int(minutes)) minutes"
        signal.terms["hours"] = String(pair.hours)
        signal.info["unusual"] = .text(contact.remote.description)
        signal.reasons = [
            Reason("seconds between calls, median", observed: rhythm.period.rounded(), unit: "seconds"),
            Reason("intervals looked at", observed: Double(track.intervals.count), limit: Double(intervals)),
            Reason(
                "deviation of the intervals, of their median", observed: (rhythm.dispersion * 100).rounded() / 100,
                limit: dispersion),
            Reason(
                "Rayleigh's statistic of the rhythm", observed: (rhythm.concentration * 10).rounded() / 10,
                limit: concentration),
            Reason(
                "deviation of the logarithm of bytes sent", observed: (track.sizeDeviation * 100).rounded() / 100,
                limit: sizeDeviation),
            Reason("hours of the last 24 with a call", observed: Double(pair.hours), limit: Double(hours)),
            Reason(
                "hours since the first call", observed: Double((contact.first.seconds - pair.first.seconds) / 3_600),
                limit: Double(State.youth / 3_600)),
        ]
        if indicators.isEmpty {
            signal.caveats.append("No list names the address: an update check of this host alone would look the same.")
        }
        return signal
    }
}

extension Beaconing.State {
    mutating func forgetRun() { for i in pairs.indices { pairs[i].forgetEvidence() } }

    /// Whether more pairs may have their intervals kept.
    var mayTrack: Bool { pairs.count { $0.track != nil } < Beaconing.State.maxTracked }

    /// Whether a network is new to an interface that is known for long enough; learns it otherwise.
    mutating func isNew(_ thing: UInt64, at seconds: Int64) -> Bool {
        // Who calls so many networks is at home everywhere.
        if profile.isOverfull || profile.observe(thing, at: seconds) { return false }
        if profile.isLearned(at: seconds) { return true }
        profile.learn(thing, kind: 0, at: seconds)
        return false
    }

    /// The place of a pair that is followed; nil when it has become a habit. Of too many the one not called for longest goes.
    mutating func follow(_ contact: ObservedContact, _ thing: UInt64) -> Int? {
        if let known = pairs.firstIndex(where: { $0.isOf(contact) }) {
            if contact.first.seconds - pairs[known].first.seconds <= Beaconing.State.youth { return known }
            pairs.remove(at: known)
            profile.learn(thing, kind: 0, at: contact.first.seconds)
            return nil
        }
        if pairs.count == Beaconing.State.maxPairs {
            let idlest = pairs.indices.min { (pairs[$0].last, pairs[$0].remote) < (pairs[$1].last, pairs[$1].remote) }
            if let idlest { pairs.remove(at: idlest) }
        }
        pairs.append(BeaconPair(contact, thing: thing))
        return pairs.count - 1
    }
}
