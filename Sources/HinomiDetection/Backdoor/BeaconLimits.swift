// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords
import HinomiStatistics

/// From when on a rhythm is steady.
struct BeaconLimits: Sendable {
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

    /// The rhythm of a pair that was called often enough; nil when it has none, or not the same size each time.
    func rhythm(of pair: BeaconPair, isCoarse: Bool) -> IntervalSeries.Rhythm? {
        guard let track = pair.track, track.intervals.count >= intervals, pair.hours >= hours,
            track.sizeDeviation <= sizeDeviation, let rhythm = track.intervals.rhythm,
            rhythm.period >= max(period.lowerBound, isCoarse ? coarsePeriod : 0, Double(rhythm.grain) * 3),
            rhythm.period <= period.upperBound, rhythm.dispersion <= dispersion, rhythm.concentration >= concentration
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
                limit: Double(BeaconState.youth / 3_600)),
        ]
    }
}
