// SPDX-License-Identifier: Apache-2.0

import HinomiStatistics
import Testing

@Suite struct FirstContactFilterTests {
    @Test func `what was met lately is known`() {
        var numbers = Numbers(1)
        var filter = FirstContactFilter()
        var lost = 0
        for _ in 0..<100 {
            let hashes = (0..<500).map { _ in numbers.next() }
            for hash in hashes { _ = filter.insert(hash, at: 0) }
            for hash in hashes.suffix(50) where filter.insert(hash, at: 100) { lost += 1 }
            for hash in hashes where filter.insert(hash, at: 100) { lost += 1 }
        }
        #expect(lost < 500)
    }

    @Test(arguments: [1, 10, 63, 64]) func `few are known for certain`(count: Int) {
        var numbers = Numbers(5)
        var filter = FirstContactFilter()
        let hashes = (0..<count).map { _ in numbers.next() }
        for hash in hashes {
            let isNew = filter.insert(hash, at: 0)
            #expect(isNew)
        }
        for hash in hashes {
            let isNew = filter.insert(hash, at: 50_000)
            #expect(!isNew)
        }
        // And again, when the next half day begins and there are too many to be certain.
        for _ in 0..<10 { _ = filter.insert(numbers.next(), at: 100_000) }
        for hash in hashes {
            let isNew = filter.insert(hash, at: 100_000)
            #expect(!isNew)
        }
    }

    @Test func `nearly all that is new is said to be new`() {
        var numbers = Numbers(2)
        var filter = FirstContactFilter()
        var known = 0
        for i in 0..<500_000 where !filter.insert(numbers.next(), at: Int64(i / 10)) { known += 1 }
        #expect(known < 125)
    }

    @Test func `what was met is known for half a day at least, and not for more than a day`() {
        var filter = FirstContactFilter()
        var numbers = Numbers(3)
        let first = numbers.next()
        func isNew(at seconds: Int64) -> Bool {
            var copy = filter
            return copy.insert(first, at: seconds)
        }
        _ = filter.insert(first, at: 0)
        #expect(!isNew(at: 43_200))
        #expect(!isNew(at: 60_000))
        for hour in 1..<26 { _ = filter.insert(numbers.next(), at: Int64(hour) * 3_600) }
        #expect(isNew(at: 90_001))
    }

    @Test func `time that goes back does no harm`() {
        var filter = FirstContactFilter()
        var numbers = Numbers(4)
        var new = 0
        for time: Int64 in [1_700_000_000, -5_000_000_000, 13_569_465_600, 1_700_000_001] {
            let hash = numbers.next()
            if filter.insert(hash, at: time) { new += 1 }
            if filter.insert(hash, at: time) { new += 1 }
        }
        #expect(new == 4)
    }
}
