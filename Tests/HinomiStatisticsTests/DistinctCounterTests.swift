// SPDX-License-Identifier: Apache-2.0

import HinomiStatistics
import Testing

@Suite struct DistinctCounterTests {
    @Test func `up to 64 it counts exactly, and says what is new`() {
        var numbers = Numbers(1)
        var counter = DistinctCounter()
        let hashes = (0..<64).map { _ in numbers.next() }
        for (i, hash) in hashes.enumerated() {
            let isNew = counter.insert(hash)
            let isNewAgain = counter.insert(hash)
            #expect(isNew && !isNewAgain)
            #expect(counter.count == i + 1)
        }
    }

    // Four standard errors of 256 registers are 26 %; the mean of so many runs is to be within five of its own.
    @Test(arguments: [100, 1_000, 10_000, 100_000]) func `beyond that it is off by little`(truth: Int) {
        var sum = 0.0
        let runs = 40
        for run in 0..<runs {
            var numbers = Numbers(UInt64(truth + run))
            var counter = DistinctCounter()
            for _ in 0..<truth { counter.insert(numbers.next()) }
            let ratio = Double(counter.count) / Double(truth)
            #expect(abs(ratio - 1) < 0.26)
            sum += ratio
        }
        #expect(abs(sum / Double(runs) - 1) < 0.05)
    }

    @Test func `repeats and order change nothing`() {
        var numbers = Numbers(7)
        let hashes = (0..<2_000).map { _ in numbers.next() }
        func counter(_ hashes: [UInt64]) -> DistinctCounter {
            var counter = DistinctCounter()
            for hash in hashes { counter.insert(hash) }
            return counter
        }
        let expected = counter(hashes)
        #expect(counter(hashes.shuffled(using: &numbers)) == expected)
        #expect(counter((hashes + hashes).shuffled(using: &numbers)) == expected)
        // The step from exact to estimated as well.
        for count in [64, 65, 66, 80] {
            let few = Array(hashes[..<count])
            #expect(counter(few.shuffled(using: &numbers)) == counter(few))
            #expect(abs(counter(few).count - count) <= 12)
        }
    }

    // Where one estimate gives way to the other, near 640, it may step back a little.
    @Test func `it hardly ever counts down`() {
        var numbers = Numbers(9)
        var counter = DistinctCounter()
        var last = 0
        for _ in 0..<5_000 {
            counter.insert(numbers.next())
            #expect(Double(counter.count) >= Double(last) * 0.95)
            last = max(last, counter.count)
        }
    }

    @Test func `nothing and hashes of zeros and ones are counted too`() {
        var counter = DistinctCounter()
        #expect(counter.count == 0)
        for hash in [UInt64(0), .max, 1, 1 << 32] { counter.insert(hash) }
        // Hashes are told apart by their upper half.
        #expect(counter.count == 3)
    }
}
