// SPDX-License-Identifier: Apache-2.0

import HinomiRecords
import HinomiStatistics

/// What is usual in one account: of each principal, of those who do alike, and of all.
struct AccountConduct: DetectorState {
    /// A user, a role, or a person in a role.
    struct Principal: Codable, Sendable {
        var profile = ConductProfile()
        /// When it was first seen, in seconds.
        var first: Int64
        var last: Int64
        var sessions = 0
        var name: String
        var kind: ConductRecord.Kind
    }

    static let maxPrincipals = 10_000
    static let maxSessions = 20_000
    static let maxPeers = 2_000
    static let maxTexts = 12_000

    var principals: [UInt64: Principal] = [:]
    var peers: [UInt64: ConductProfile] = [:]
    var whole = ConductProfile()
    var sessions = HashedTable<OpenSession>()
    /// How surprising calm sessions of each kind of identity are, and of all together.
    var calm: [ScoreTail]
    var calmCounts: [Int]
    /// What the hashes in profiles stand for.
    var texts: [UInt64: String] = [:]
    var first = Int64.max
    /// The time that the account's calls came to.
    var clock = SweepClock()
    var nextSweep = Int64.min
    /// Sessions that ended this day, and on a usual one.
    var day = Int64.min
    var endedToday = 0.0
    var sessionsADay = 0.0

    init() {
        calm = Array(repeating: ScoreTail(), count: ConductRecord.Kind.allCases.count + 1)
        calmCounts = Array(repeating: 0, count: ConductRecord.Kind.allCases.count + 1)
    }

    // Sessions cite records of this run.
    mutating func forgetRun() { close(before: .max) }

    /// Whether enough is known of a principal for what it never did to be new to it.
    func isKnown(_ principal: UInt64, at seconds: Int64, _ limits: AnomalousBehavior.Limits) -> Bool {
        guard let known = principals[principal] else { return false }
        return known.sessions >= limits.sessionsToKnow
            && seconds - known.first >= limits.secondsToLearn
    }

    /// How probable a session as surprising as this is on a calm day; nil while too few were seen.
    func chance(
        of score: Double, _ kind: ConductRecord.Kind, _ limits: AnomalousBehavior.Limits
    ) -> (chance: Double, sessions: Int)? {
        for place in places(of: kind) where calmCounts[place] >= limits.sessionsToCompare {
            return (calm[place].chance(of: score / AnomalousBehavior.scoreUnit), calmCounts[place])
        }
        return nil
    }

    // Where calm scores of a kind are, and those of all kinds; what was read may be damaged, and lack some.
    private func places(of kind: ConductRecord.Kind) -> [Int] {
        [Int(kind.rawValue), calm.count - 1].filter { calm.indices ~= $0 && calmCounts.indices ~= $0 }
    }

    /// Remembers what a value stands for.
    mutating func name(_ value: ConductValue, _ text: @autoclosure () -> String) {
        if texts[value.textKey] == nil { texts[value.textKey] = text() }
    }

    /// What a value stands for.
    func text(of feature: ConductFeature, _ value: UInt32) -> String? {
        texts[ConductValue(feature: feature, value: value).textKey]
    }

    /// Ends the sessions in which nothing happened since a time, the earlier ones first.
    mutating func close(before seconds: Int64) {
        var over: [(last: Timestamp, key: UInt64)] = []
        for place in sessions.keys.indices where sessions.values[place].last.seconds < seconds {
            over.append((sessions.values[place].last, sessions.keys[place]))
        }
        over.sort { ($0.last, $0.key) < ($1.last, $1.key) }
        for session in over { close(session.key) }
    }

    /// Ends a session: what it did becomes part of what is usual.
    mutating func close(_ key: UInt64) {
        guard let open = sessions.remove(key) else { return }
        let session = open.details.value
        let day = open.last.seconds / 86_400
        count(on: day)
        if session.isJudged, !session.isTold {
            let score = session.score / AnomalousBehavior.scoreUnit
            for place in places(of: session.kind) {
                calm[place].add(score)
                calmCounts[place] += 1
            }
        }
        // What was told of is not usual yet, but it will be if it goes on and nobody minds.
        let weight: Float = session.isTold ? 0.2 : 1
        principals[session.principal]?.profile.learn(session.values, on: day, weight: weight, isGroup: false)
        principals[session.principal]?.sessions += 1
        peers[session.peers, default: ConductProfile()].learn(session.values, on: day, weight: weight, isGroup: true)
        whole.learn(session.values, on: day, weight: weight, isGroup: true)
    }

    private mutating func count(on day: Int64) {
        if self.day == .min { self.day = day }
        while self.day < day {
            sessionsADay = sessionsADay == 0 ? endedToday : sessionsADay * 0.8 + endedToday * 0.2
            endedToday = 0
            self.day = day - self.day > 30 ? day - 30 : self.day + 1
        }
        endedToday += 1
    }

    /// Keeps within bounds. Which go depends on the calls alone.
    mutating func makeRoom() {
        if principals.count > AccountConduct.maxPrincipals {
            let ranked = principals.map { (rank: $0.value.last, key: $0.key) }
            for key in AccountConduct.excess(ranked, over: AccountConduct.maxPrincipals) { principals[key] = nil }
        }
        if sessions.count > AccountConduct.maxSessions {
            let ranked = zip(sessions.values, sessions.keys).map { (rank: $0.last.seconds, key: $1) }
            for key in AccountConduct.excess(ranked, over: AccountConduct.maxSessions) { close(key) }
        }
        if peers.count > AccountConduct.maxPeers {
            let ranked = peers.map { (rank: $0.value.total(.api), key: $0.key) }
            for key in AccountConduct.excess(ranked, over: AccountConduct.maxPeers) { peers[key] = nil }
        }
        if texts.count > AccountConduct.maxTexts {
            let used = Set(whole.counts.map { ConductValue(feature: $0.feature, value: $0.value).textKey })
            texts = texts.filter { used.contains($0.key) }
        }
    }

    // The keys of what goes when there are more than `limit`: the least by a rank, so many that room is left for a while.
    private static func excess<Rank: Comparable>(
        _ entries: [(rank: Rank, key: UInt64)], over limit: Int
    ) -> [UInt64] {
        entries.sorted { ($0.rank, $0.key) < ($1.rank, $1.key) }.prefix(entries.count - limit * 9 / 10).map(\.key)
    }
}
