// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords
import HinomiStatistics

/// From when on a rhythm is steady.
struct BeaconLimits: LimitSet {
    // Sleeps that are longer or shorter by up to half have 0.37, random calls have 1.0.
    var dispersion = 0.35
    // Of 60,000 simulated series of 64 random intervals 5 reached it, and none of those was as steady as `dispersion`
    // asks for.
    var concentration = 13.8
    var intervals = 16
    // By half more or less.
    var sizeDeviation = 0.5
    var hours = 12
    // Three capture windows at least; beyond two hours there are too few in a day.
    var leastPeriod = 180.0
    var mostPeriod = 7_200.0
    var coarsePeriod = 1_800.0
    var others = 0
    var othersOfListed = 2
    var learningDays: Int64 = 7
    var youthDays: Int64 = 7

    static let rows: [Limit<BeaconLimits>] = [
        Limit("dispersion", \.dispersion, 0.01...2, "deviation of the intervals, of their median, at most"),
        Limit("concentration", \.concentration, 0...64, "Rayleigh's statistic of the intervals, at least"),
        Limit("intervals", \.intervals, 2...64, unit: "intervals", "intervals that must have been seen"),
        Limit("sizeDeviation", \.sizeDeviation, 0.01...10, "deviation of the logarithm of bytes sent, at most"),
        Limit("hours", \.hours, 4...24, unit: "hours", "hours of the last 24 with a call"),
        Limit("leastPeriod", \.leastPeriod, 60...86_400, unit: "seconds", "median interval, at least"),
        Limit("mostPeriod", \.mostPeriod, 60...86_400, unit: "seconds", "median interval, at most"),
        Limit(
            "coarsePeriod", \.coarsePeriod, 60...86_400, unit: "seconds",
            "median interval, at least, where records span more than a minute"),
        Limit(
            "others", \.others, 0...1_000, unit: "interfaces",
            "other interfaces of the account that may call the network"
        ),
        Limit(
            "othersOfListed", \.othersOfListed, 0...1_000, unit: "interfaces",
            "the same where a threat list names the address"),
        Limit(
            "learningDays", \.learningDays, 3...60, unit: "days",
            "days whose calls are habits, and not looked at again"),
        Limit("youthDays", \.youthDays, 1...60, unit: "days", "days after which a new address is a habit as well"),
    ]

    static let ascending = [["leastPeriod", "mostPeriod"]]

    /// The rhythm of a pair that was called often enough; nil when it has none, or not the same size each time.
    func rhythm(of pair: BeaconPair, isCoarse: Bool) -> IntervalSeries.Rhythm? {
        guard let track = pair.track, track.intervals.count >= intervals, pair.hours >= hours,
            track.sizeDeviation <= sizeDeviation, let rhythm = track.intervals.rhythm,
            rhythm.period >= max(leastPeriod, isCoarse ? coarsePeriod : 0, Double(rhythm.grain) * 3),
            rhythm.period <= mostPeriod, rhythm.dispersion <= dispersion, rhythm.concentration >= concentration
        else { return nil }
        return rhythm
    }

    /// What speaks for a pair's rhythm at a time, in numbers.
    func reasons(_ rhythm: IntervalSeries.Rhythm, of pair: BeaconPair, at seconds: Int64) -> [Reason] {
        [
            Reason("seconds between calls, median", observed: rhythm.period.rounded(), unit: "seconds"),
            Reason(
                "intervals looked at", observed: Double(pair.track?.intervals.count ?? 0), limit: Double(intervals)),
            Reason(
                "deviation of the intervals, of their median", observed: (rhythm.dispersion * 100).rounded() / 100,
                limit: dispersion),
            Reason(
                "Rayleigh's statistic of the rhythm", observed: (rhythm.concentration * 10).rounded() / 10,
                limit: concentration),
            Reason("hours of the last 24 with a call", observed: Double(pair.hours), limit: Double(hours)),
            Reason(
                "hours since the first call", observed: Double((seconds - pair.first.seconds) / 3_600),
                limit: Double(youthDays * 24)),
        ]
    }
}
