// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import HinomiDetection

@Suite struct SweepClockTests {
    @Test func `it runs eight minutes behind`() {
        var clock = SweepClock()
        #expect((0..<20).map { clock.tick(Int64($0) * 60) / 60 } == [0, 0, 0, 0, 0, 0, 0] + Array(0..<13))
    }

    @Test func `a minute far ahead counts with the eighth like it`() {
        var clock = SweepClock()
        for minute in 0..<20 { _ = clock.tick(Int64(minute)) }
        let year: Int64 = 365 * 86_400
        #expect((0..<8).map { clock.tick(year + Int64($0)) } == [13, 14, 15, 16, 17, 18, 19, year])
    }

    @Test func `a minute that comes again is no other`() {
        var clock = SweepClock()
        for _ in 0..<20 { #expect(clock.tick(60) == 60) }
        #expect(clock.tick(0) == 60)
    }
}
