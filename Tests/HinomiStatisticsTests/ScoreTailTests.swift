// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import HinomiStatistics

@Suite struct ScoreTailTests {
    /// Scores of an exponential distribution with this mean, at even steps of probability.
    private func tail(mean: Double, count: Int) -> ScoreTail {
        var tail = ScoreTail()
        // A stride that visits all in no order, so that fading meets all alike.
        for i in 0..<count {
            let rank = Double(i * 89 % count) + 0.5
            tail.add(-mean * Self.logarithm(1 - rank / Double(count)))
        }
        return tail
    }

    // By series: tests have no use for another library. ln x = 2 artanh((x - 1) / (x + 1)).
    private static func logarithm(_ x: Double) -> Double {
        let z = (x - 1) / (x + 1)
        return (0..<4_000).reversed().reduce(0.0) { sum, k in sum * z * z + 2 * z / Double(2 * k + 1) }
    }

    @Test func `without scores everything is possible`() {
        #expect(ScoreTail().chance(of: 100) == 1)
    }

    @Test func `what was seen has the share of those as high`() {
        let tail = tail(mean: 1, count: 200)
        let half = tail.chance(of: 0.5)
        // exp(-0.5), on the nearest bin.
        #expect(half > 0.55 && half < 0.67)
        #expect(tail.chance(of: 0) == 1)
    }

    @Test func `beyond what was seen the tail goes on as it began`() {
        let tail = tail(mean: 1, count: 300)
        let chance = tail.chance(of: 9)
        // exp(-9) is 1.2e-4; the fit to thirty scores and the spare one of the conformal share allow for a factor of four.
        #expect(chance > 3e-5 && chance < 5e-4)
        #expect(tail.chance(of: 11) < chance)
        #expect(tail.chance(of: 1_000) == 1e-6)
    }

    @Test func `wild hosts have a heavier tail than steady ones`() {
        #expect(tail(mean: 1, count: 300).chance(of: 8) > 20 * tail(mean: 0.5, count: 300).chance(of: 8))
    }
}
