// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import HinomiStatistics

@Suite struct IntervalSeriesTests {
    private func rhythm(_ intervals: [Int64]) throws -> IntervalSeries.Rhythm {
        var series = IntervalSeries()
        for interval in intervals { series.add(interval) }
        return try #require(series.rhythm)
    }

    /// Numbers from 0 to 1 that look random.
    private func numbers(_ count: Int, seed: UInt64) -> [Double] {
        var state = seed
        return (0..<count).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 40) / Double(1 << 24)
        }
    }

    @Test func `without intervals there is no rhythm`() { #expect(IntervalSeries().rhythm == nil) }

    @Test func `equal intervals are as steady as can be`() throws {
        let steady = try rhythm(Array(repeating: 301, count: 40))
        #expect(steady.period == 301)
        #expect(steady.dispersion == 0)
        #expect(abs(steady.concentration - 40) < 1e-9)
        #expect(steady.grain == 1)
    }

    @Test func `a beat left out changes little`() throws {
        let steady = try rhythm(Array(repeating: 300, count: 30) + [600, 900])
        #expect(steady.period == 300)
        #expect(steady.dispersion == 0)
        #expect(abs(steady.concentration - 32) < 1e-9)
    }

    // Of a uniform spread by a share s the median deviation is s/2, and the mean phase sin(2πs)/(2πs).
    @Test(arguments: [(0.1, 0.074, 0.875), (0.3, 0.222, 0.254)])
    func `sleeps that vary keep their rhythm`(spread: Double, dispersion: Double, share: Double) throws {
        var sums = (0.0, 0.0)
        for seed in 0..<50 {
            let intervals = numbers(64, seed: UInt64(seed)).map { Int64(1_000 * (1 + spread * (2 * $0 - 1))) }
            let steady = try rhythm(intervals)
            sums.0 += steady.dispersion / 50
            sums.1 += steady.concentration / 64 / 50
        }
        #expect(abs(sums.0 - dispersion) < dispersion / 8)
        #expect(abs(sums.1 - share) < 0.04)
    }

    // The median of exponential intervals is ln 2, the median deviation from it 0.4812 means.
    @Test func `random arrivals have none`() throws {
        var sum = 0.0
        for seed in 100..<150 {
            let intervals = numbers(64, seed: UInt64(seed)).map { number in
                var (left, waited) = (number, 1.0)
                // The inverse of the exponential distribution, by halving.
                while left < 0.5 {
                    left *= 2
                    waited += 693
                }
                return Int64(waited + 1_386 * (1 - left))
            }
            let random = try rhythm(intervals)
            sum += random.dispersion / 50
            #expect(random.concentration < 13.8)
        }
        #expect(abs(sum - 1.03) < 0.1)
    }

    @Test func `rounded times are told`() throws {
        #expect(try rhythm([600, 1_200, 600]).grain == 600)
        #expect(try rhythm([600, 1_260, 600]).grain == 60)
        #expect(try rhythm([600, 1_261, 600]).grain == 1)
    }

    @Test func `it holds the last sixty-four`() throws {
        #expect(try rhythm(Array(repeating: 50, count: 64) + Array(repeating: 300, count: 64)).dispersion == 0)
        var series = IntervalSeries()
        series.add(-5)
        series.add(1_000_000)
        #expect(series.count == 2)
    }
}
