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

    @Test func `clocks of parts that are merged show the time of the whole`() {
        var whole = SweepClock()
        var parts = [SweepClock(), SweepClock(), SweepClock()]
        // Some minutes have inputs in one part, some in two; the third has none of the last.
        for minute in 0..<30 {
            _ = whole.tick(Int64(minute))
            if minute % 3 != 0 { _ = parts[0].tick(Int64(minute)) }
            if minute % 2 == 0 || minute % 3 == 0 { _ = parts[1].tick(Int64(minute)) }
            if minute < 10 { _ = parts[2].tick(Int64(minute)) }
        }
        for order in [[0, 1, 2], [2, 1, 0], [1, 0, 2]] {
            var merged = SweepClock()
            for part in order { merged.merge(parts[part]) }
            #expect(merged == whole && merged.time == 22)
        }
        #expect(SweepClock().time == .min)
    }

    @Test func `a minute that comes again is no other`() {
        var clock = SweepClock()
        for _ in 0..<20 { #expect(clock.tick(60) == 60) }
        #expect(clock.tick(0) == 60)
    }
}
