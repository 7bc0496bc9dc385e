// SPDX-License-Identifier: Apache-2.0

import HinomiStatistics
import Testing

@Suite struct TimeRingTests {
    @Test func `it counts what lies in its last buckets`() {
        var ring = TimeRing(buckets: 3, width: 60)
        for time: Int64 in [0, 59, 60, 120] { ring.add(at: time) }
        #expect(ring.total == 4)
        ring.add(at: 180)
        #expect(ring.total == 3)
        ring.add(10, at: 100_000)
        #expect(ring.total == 10)
    }

    @Test func `what comes late still counts, until its bucket is gone`() {
        var ring = TimeRing(buckets: 3, width: 60)
        ring.add(at: 200)
        ring.add(at: 70)
        #expect(ring.total == 2)
        ring.add(at: 59)
        #expect(ring.total == 2)
    }

    @Test func `it agrees with keeping everything`() {
        var numbers = Numbers(3)
        var ring = TimeRing(buckets: 10, width: 60)
        var all: [(bucket: Int64, amount: Int)] = []
        var now: Int64 = -40_000
        var newest = Int64.min
        for _ in 0..<5_000 {
            now += Int64(numbers.below(200)) - 60
            let bucket = Int64((Double(now) / 60).rounded(.down))
            let amount = numbers.below(5)
            newest = max(newest, bucket)
            ring.add(UInt32(amount), at: now)
            all.append((bucket, amount))
            // Once a bucket has left the ring, what was in it does not come back; what comes late for it is dropped.
            all.removeAll { $0.bucket <= newest - 10 }
            #expect(ring.total == all.reduce(0) { $0 + $1.amount })
        }
    }

    @Test(arguments: [Int64.min, .min + 1, -61, -60, -1, 0, 1, .max - 1, .max])
    func `no time is too early or too late`(time: Int64) {
        var ring = TimeRing(buckets: 2, width: 60)
        ring.add(at: 0)
        ring.add(at: time)
        ring.add(at: 5)
        #expect((1...3).contains(ring.total))
    }

    @Test func `a full bucket stays full`() {
        var ring = TimeRing(buckets: 2, width: 1)
        ring.add(.max, at: 7)
        ring.add(.max, at: 7)
        #expect(ring.total == Int(UInt32.max))
        ring.add(1, at: 8)
        #expect(ring.total == Int(UInt32.max) + 1)
    }
}
