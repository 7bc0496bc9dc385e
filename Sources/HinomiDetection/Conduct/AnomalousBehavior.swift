// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence
import HinomiRecords

/// Somebody does what neither they nor those like them usually do, and not from where or with what they usually do it.
///
/// Reads CloudTrail. Learns for each principal, for those who do alike and for the account how often they use which calls,
/// networks, countries, software, regions, buckets, at which hours, how many objects they read, and which failures they meet; old
/// habits fade within weeks. What is done with one set of credentials without a pause of an hour is a session, and its score is the sum of its
/// greatest surprises, of calls the three greatest. The score is held against those of calm sessions of the same kind of
/// identity, and raises when fewer than the budget allows would be as high, if something of who or where and something of
/// what agree in being new to the principal and not common among its peers. The type follows from what the unusual calls
/// are good for.
///
/// Silent for the first week of an account and until a hundred sessions were seen. What a principal of less than a week
/// never did is held against its peers alone. Keeps 12 bytes a value and at most 400 values a principal, for 90 days.
struct AnomalousBehavior: Detector {
    static let raises: [FindingType] =
        ConductType.all.map(\.type) + [ConductType.asn, ConductType.login, ConductType.launch]

    /// Seconds by which a call may be ahead of all others and still count.
    static let secondsAhead: Int64 = 30 * 86_400
    /// Scores are compared in steps of a quarter of this.
    static let scoreUnit = 5.0
    /// A pause after which a session is over, and the longest session, in seconds.
    static let pause: Int64 = 3_600
    static let longest: Int64 = 6 * 3_600

    let places: [any PlaceSource]
    var limits = Limits()
    let lifetime: Int64 = 90 * 86_400

    struct Limits: LimitSet {
        // Half of what all findings together may come to.
        var budget = 0.05
        var budgetOfLow = 0.25
        var sessionsToCompare = 100
        var sessionsToKnow = 10
        var daysToLearn: Int64 = 7

        static let rows: [Limit<Limits>] = [
            Limit("budget", \.budget, 0.000_1...100, "false findings that an account may have in a day"),
            Limit(
                "budgetOfLow", \.budgetOfLow, 0.000_1...100,
                "the same for those of Low that rest on where a call came from alone"),
            Limit(
                "sessionsToCompare", \.sessionsToCompare, 10...100_000, unit: "sessions",
                "calm sessions that a score is held against, at least"),
            Limit(
                "sessionsToKnow", \.sessionsToKnow, 1...10_000, unit: "sessions",
                "sessions after which a principal is held against its own past"),
            Limit("daysToLearn", \.daysToLearn, 1...60, unit: "days", "days before which everything is new"),
        ]

        var secondsToLearn: Int64 { daysToLearn * 86_400 }
    }

    func key(of call: ConductCall) -> UInt64? { call.record.account.number }

    func isLearning(_ state: AccountConduct) -> Bool {
        (state.calmCounts.last ?? 0) < limits.sessionsToCompare
    }

    func prepare(for calls: UnsafeBufferPointer<ConductCall>, in state: inout AccountConduct?) {
        state?.prepare(for: calls)
    }

    func fold(_ call: ConductCall, key: UInt64, into state: inout AccountConduct?, raising signals: inout [Signal]) {
        if state == nil { state = AccountConduct() }
        // Where it lies: the state is large.
        state?.take(call, places, limits, raising: &signals)
    }
}

/// How improbable a session is, against what the budget allows.
struct ConductVerdict {
    var chance: Double
    var limit: Double
    var limitOfLow: Double
    /// Calm sessions it was held against.
    var sessions: Int
    /// Whether the principal is known well enough to be held against its own past.
    var isKnown: Bool
}

extension ConductSession {
    /// Whether the network is new to everybody who may be asked, and the country or the software to the principal as well.
    var isFromElsewhere: Bool {
        guard let network = greatest.first(where: { $0.value.feature == .network }), network.byPrincipal == .unseen,
            network.byAccount == .unseen
        else { return false }
        return greatest.contains {
            ($0.value.feature == .country || $0.value.feature == .agent) && $0.byPrincipal == .unseen
        }
    }
}
