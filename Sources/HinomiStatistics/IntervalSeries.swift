// SPDX-License-Identifier: Apache-2.0

import CBytes

/// The last 64 intervals between events, in seconds, and how much of a rhythm there is in them.
public struct IntervalSeries: Hashable, Codable, Sendable {
    /// Intervals that are kept.
    public static let capacity = 64
    private var intervals: [UInt16] = []

    public init() {}

    /// Intervals there are.
    public var count: Int { intervals.count }

    /// Takes in an interval of a second or more; of long ones the first eighteen hours count.
    public mutating func add(_ seconds: Int64) {
        if intervals.count >= IntervalSeries.capacity { intervals.removeFirst() }
        intervals.append(UInt16(clamping: max(1, seconds)))
    }

    /// A rhythm, be it a good or a bad one.
    public struct Rhythm: Hashable, Sendable {
        /// The median of the intervals.
        public var period: Double
        /// 1.48 times the median deviation from it, of it: the standard deviation of a bell curve, whatever a few intervals
        /// say. Random arrivals have 1.0.
        public var dispersion: Double
        /// Rayleigh's statistic of the phases that the intervals end in, when the period is the whole turn. Random intervals
        /// exceed x somewhat more often than with the chance exp(-x) of random phases, since the period is their own median.
        /// Intervals rather than times are looked at, since a program that sleeps after each call drifts; one left out is a
        /// whole turn more and counts as if it were there.
        public var concentration: Double
        /// The largest of 600, 60 and 1 that all intervals are multiples of: times that were rounded to windows have a
        /// rhythm that is not theirs.
        public var grain: Int
    }

    /// The rhythm of the intervals; nil when there are none.
    public var rhythm: Rhythm? {
        guard !intervals.isEmpty else { return nil }
        let period = IntervalSeries.median(intervals.map(Double.init))
        let deviation = IntervalSeries.median(intervals.map { abs(Double($0) - period) })
        var (x, y) = (0.0, 0.0)
        for interval in intervals {
            let phase = 2 * Double.pi * Double(interval) / period
            x += hinomi_cos(phase)
            y += hinomi_sin(phase)
        }
        let grain = [600, 60].first { grain in intervals.allSatisfy { Int($0) % grain == 0 } } ?? 1
        return Rhythm(
            period: period, dispersion: 1.48 * deviation / period,
            concentration: (x * x + y * y) / Double(intervals.count), grain: grain)
    }

    /// How the intervals lie around their median.
    public struct Spread: Hashable, Sendable {
        public var median: Double
        /// The shortest and the longest, but for one in sixteen at either end.
        public var low: Double
        public var high: Double
    }

    /// The spread of the intervals; nil when there are none.
    public var spread: Spread? {
        guard !intervals.isEmpty else { return nil }
        let sorted = intervals.sorted()
        let outside = sorted.count / 16
        return Spread(
            median: IntervalSeries.median(intervals.map(Double.init)), low: Double(sorted[outside]),
            high: Double(sorted[sorted.count - 1 - outside]))
    }

    private static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }
}
