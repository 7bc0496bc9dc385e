// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence
import HinomiRecords
import HinomiStatistics

/// One of our instances asks for a domain that is new to it again and again, in a steady rhythm, as malware does that waits
/// for commands, whatever addresses the domain leads to. A type of Hinomi's own.
///
/// Reads resolver query logs; looks at domains that resolve. What a client asks for in its first week is its habit, and so is
/// what it goes on to ask for a week. Once a new domain was asked for in four hours, the intervals between queries are
/// kept. Raises when the last 64 of them are steady (`BeaconLimits`), provided that the rhythm is not one that a cache makes
/// and that no other client of the account asks for the domain. Low: agents of one host alone look the same.
/// Keeps up to 256 known domains of 8 bytes a client for ninety days, 32 new ones of 60 bytes, and for eight of them 200
/// bytes and evidence.
/// Can be wrong about new software on one host, in the first week. Does not see timers without variation, which look like
/// caches, nor domains whose records live longer than the malware sleeps.
struct BeaconingNames: Detector {
    static let raises: [FindingType] = ["Backdoor:EC2/BeaconingActivity!DNS"]

    private let rhythms: BeaconLimits
    private let limits: Limits
    let lifetime: Int64 = 90 * 86_400

    /// A detector of rhythms that these limits call steady; intervals are looked at as many as are kept.
    init(_ rhythms: BeaconLimits = BeaconLimits(), _ limits: Limits = Limits()) {
        var rhythms = rhythms
        rhythms.intervals = IntervalSeries.capacity
        (self.rhythms, self.limits) = (rhythms, limits)
    }

    struct Limits: LimitSet {
        var balance = 0.8
        var variation = 0.04

        static let rows: [Limit<Limits>] = [
            Limit(
                "balance", \.balance, 0...10,
                "what of the rhythm's variation must be shorter intervals, against longer ones"),
            Limit("variation", \.variation, 0...1, "what the shortest intervals must differ from the median, of it"),
        ]
    }

    struct State: DetectorState {
        var calls = BeaconState()
        /// The habit that was asked for last, once enough is learned, and on which day.
        var latest: UInt64 = 0
        var latestDay: UInt16 = 0
        init() {}

        mutating func forgetRun() { calls.forgetRun() }

        /// Whether a domain is new to a client that is known for long enough; learns it otherwise.
        mutating func isNew(_ thing: UInt64, at seconds: Int64, _ rhythms: BeaconLimits) -> Bool {
            if calls.isNew(thing, at: seconds, rhythms) { return true }
            if calls.isLearned(at: seconds, rhythms) {
                (latest, latestDay) = (thing, FirstUseProfile.day(of: seconds))
            }
            return false
        }
    }

    // What names a registered domain in an account. Both parts are known: this is asked of every query.
    private static func thing(_ query: ObservedQuery) -> UInt64 {
        query.domainHash &+ query.account.number &* 0x9E37_79B9_7F4A_7C15
    }

    func key(of query: ObservedQuery) -> UInt64? {
        let record = query.record
        // TXT is what tunnels ask for; mail servers and scanners ask for all the rest.
        guard record.responseCode == 0, record.asksForAddress || record.type == 16, query.isOfOutside, !record.isBlocked
        else { return nil }
        return record.client
    }

    func fold(_ query: ObservedQuery, key: UInt64, into state: inout State?, raising signals: inout [Signal]) {
        let thing = BeaconingNames.thing(query)
        let seconds = query.record.time.seconds
        // Most queries are followed by others for the same domain.
        if state?.latest == thing, state?.latestDay == FirstUseProfile.day(of: seconds) { return }
        // Changed in place: it holds much.
        if state == nil { state = State() }
        guard state?.isNew(thing, at: seconds, rhythms) == true else { return }
        let beat = Beat(called: thing, thing: thing, time: query.record.time, record: query.reference)
        guard let at = state?.calls.take(beat, rhythms), let kept = state, let track = kept.calls.pairs[at].track,
            track.beats >= track.nextReport,
            // Each series is judged once: random intervals that are judged at every beat look steady in the end.
            (track.beats - 1) % rhythms.intervals == 0,
            let rhythm = rhythms.rhythm(of: kept.calls.pairs[at], isCoarse: false), isOfProgram(track.intervals),
            NeverAlert.reason(forName: ObservedQuery.text(query.name)) == nil,
            let domain = query.domain.map(ObservedQuery.text), NeverAlert.reason(forName: domain) == nil
        else { return }
        signals.append(signal(query, domain, rhythm, kept.calls.pairs[at], track, thing))
        state?.calls.pairs[at].wasReported()
    }

    func testify(_ state: State, key: UInt64, on questions: Questions, into testimony: inout Testimony) {
        state.calls.testify(key, on: questions, into: &testimony)
    }

    // A resolver answers out of its cache, and logs nothing, until the answer's time is over. So queries for a domain that is
    // in use come in the rhythm of that time: never sooner, a little later, now and then much later. A program that varies
    // its sleep is early as often as late.
    private func isOfProgram(_ intervals: IntervalSeries) -> Bool {
        guard let spread = intervals.spread else { return false }
        let early = spread.median - spread.low
        return early >= limits.variation * spread.median && early >= limits.balance * (spread.high - spread.median)
            && !BeaconingNames.usualLives.contains { ($0 - 2...$0 * 1.03 + 2).contains(spread.low) }
    }

    // Seconds for which answers commonly live, and to which timers are set that wait for a while on top.
    private static let usualLives: [Double] = [120, 300, 600, 900, 1_800, 3_600, 7_200]

    private func signal(
        _ query: ObservedQuery, _ domain: String, _ rhythm: IntervalSeries.Rhythm, _ pair: BeaconPair,
        _ track: BeaconPair.Track, _ thing: UInt64
    ) -> Signal {
        var signal = Signal(
            type: BeaconingNames.raises[0], query: ShownQuery(query),
            role: .actor, identity: [domain], severity: .low, first: pair.first, last: query.record.time,
            occurrences: track.beats - track.reported, evidence: track.evidence)
        signal.info["domain"] = .text(ObservedQuery.text(query.name))
        signal.terms["period"] = "\(Int((rhythm.period / 60).rounded())) minutes"
        signal.terms["hours"] = String(pair.hours)
        signal.reasons = rhythms.reasons(rhythm, of: pair, at: query.record.time.seconds)
        signal.caveats = ["An agent that runs on this host alone, and asks for news, would look the same."]
        signal.proviso = Proviso(
            things: [thing], doer: query.record.client, others: 0, since: .distantPast, least: 1,
            reason: "domains asked for that no other client of the account asks for")
        return signal
    }
}
