// SPDX-License-Identifier: Apache-2.0

import Foundation
import HinomiStatistics
import Testing

@Suite struct ThresholdRandomWalkTests {
    @Test func `steps are the logarithms of how much likelier a scanner makes them`() {
        var walk = ThresholdRandomWalk()
        walk.add(success: false, usual: 0.8)
        // (1 - 0.2) / (1 - 0.8)
        #expect(abs(walk.height - log(4)) < 1e-9)
        walk.add(success: false, usual: 0.8)
        #expect(abs(walk.height - 2 * log(4)) < 1e-9)
        walk.add(success: true, usual: 0.8)
        // 0.2 / 0.8
        #expect(abs(walk.height - log(4)) < 1e-9)
    }

    @Test func `good behaviour buys no credit`() {
        var walk = ThresholdRandomWalk()
        for _ in 0..<1_000 { walk.add(success: true, usual: 0.9) }
        #expect(walk.height == 0)
        for _ in 0..<7 { walk.add(success: false, usual: 0.8) }
        #expect(walk.height > 9)
    }

    @Test func `it is bounded`() {
        var walk = ThresholdRandomWalk()
        for _ in 0..<100_000 { walk.add(success: false, usual: 0.95) }
        #expect(walk.height == 1_000)
    }

    // Whoever succeeds as usual must not alarm: at 13.8 the chance is one in a million, and here are 20,000 tries.
    @Test(arguments: [0.6, 0.8, 0.95]) func `ordinary hosts stay low`(usual: Double) {
        var numbers = Numbers(UInt64(usual * 100))
        var highest = 0.0
        for _ in 0..<200 {
            var walk = ThresholdRandomWalk()
            for _ in 0..<100 {
                walk.add(success: Double(numbers.below(10_000)) < usual * 10_000, usual: usual)
                highest = max(highest, walk.height)
            }
        }
        #expect(highest < 13.8)
    }

    @Test(arguments: [0.6, 0.8, 0.95]) func `scanners rise within a few dozen tries`(usual: Double) {
        var numbers = Numbers(5)
        for _ in 0..<100 {
            var walk = ThresholdRandomWalk()
            for _ in 0..<60 { walk.add(success: numbers.below(100) < 10, usual: usual) }
            #expect(walk.height > 13.8)
        }
    }

    @Test func `the usual rate begins at four in five and stays within its bounds`() {
        var rate = SuccessRate()
        #expect(rate.value == 0.8)
        for _ in 0..<5_000 { rate.add(success: false) }
        #expect(rate.value == 0.5)
        for _ in 0..<9_000 { rate.add(success: true) }
        #expect(rate.value == 0.95)
    }
}
