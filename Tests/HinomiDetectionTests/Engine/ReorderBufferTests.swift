// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import HinomiDetection

@Suite struct ReorderBufferTests {
    private typealias Buffer = ReorderBuffer<[Int64]>

    private func all(_ buffer: inout Buffer, before seconds: Int64) -> [Int64] {
        var taken: [Int64] = []
        while let (minute, slab) = buffer.next(before: seconds) {
            #expect(slab.allSatisfy { EventMinute.of($0) == minute })
            taken += slab.sorted()
        }
        return taken
    }

    @Test(arguments: [
        (Int64(0), Int64(0)), (59, 0), (60, 1), (-1, -1), (-60, -1), (-61, -2), (.max, .max / 60),
        (.min, .min / 60 - 1),
    ]) func `every time has its minute`(seconds: Int64, minute: Int64) {
        #expect(EventMinute.of(seconds) == minute)
    }

    @Test func `a minute is handed on when it has ended, and not before`() {
        var buffer = Buffer()
        for time: Int64 in [130, 5, 61, 59] { buffer.update(at: time) { $0.append(time) } }
        #expect(all(&buffer, before: 59).isEmpty)
        #expect(all(&buffer, before: 60) == [5, 59])
        #expect(all(&buffer, before: 119).isEmpty)
        #expect(all(&buffer, before: 179) == [61])
        #expect(all(&buffer, before: .max) == [130])
        #expect(buffer.count == 0)
    }

    @Test func `whatever the order everything comes out by the minute`() {
        var numbers = Numbers(4)
        let times = (0..<2_000).map { _ in Int64(numbers.below(7_200)) - 3_600 }
        for _ in 0..<3 {
            var buffer = Buffer()
            for time in times.shuffled(using: &numbers) { buffer.update(at: time) { $0.append(time) } }
            #expect(buffer.count == times.count)
            #expect(buffer.contents.map(\.minute) == Array(-60..<60))
            #expect(all(&buffer, before: .max) == times.sorted())
            #expect(buffer.lateCount == 0)
        }
    }

    // Half an hour, if every minute were looked for among all.
    @Test func `records of all times in no order come out in their order at once`() {
        var numbers = Numbers(8)
        var buffer = Buffer()
        let begin = ContinuousClock.now
        for _ in 0..<200_000 {
            let seconds = Int64(numbers.below(13_000_000_000))
            buffer.update(at: seconds) { $0.append(seconds) }
        }
        var last = Int64.min
        var count = 0
        while let (minute, slab) = buffer.next(before: .max) {
            #expect(minute > last)
            last = minute
            count += slab.count
        }
        #expect(count == 200_000)
        #expect(ContinuousClock.now - begin < .seconds(120))
    }

    @Test func `what comes too late is counted and goes with the first open minute`() {
        var buffer = Buffer()
        buffer.update(at: 600) { $0.append(600) }
        _ = buffer.next(before: 660)
        #expect(all(&buffer, before: 660).isEmpty)
        buffer.update(at: 0) { $0.append(0) }
        #expect(buffer.lateCount == 1)
        let next = buffer.next(before: .max)
        #expect(next?.minute == 11)
        #expect(next?.slab == [0])
    }

    @Test func `a time far ahead does not hold up or rush the others`() {
        var buffer = Buffer()
        for time: Int64 in [60, 1 << 39, 120] { buffer.update(at: time) { $0.append(time) } }
        #expect(all(&buffer, before: 180) == [60, 120])
        buffer.update(at: 200) { $0.append(200) }
        #expect(buffer.lateCount == 0)
        #expect(all(&buffer, before: .max) == [200, 1 << 39])
    }
}

@Suite struct DuplicateFilterTests {
    private func news(in ids: [UInt64], _ filter: DuplicateFilter) -> Int {
        ids.reduce(0) { $0 + (filter.insert($1) ? 1 : 0) }
    }

    @Test(arguments: [0, 1, 31, 32, 33, 5_000]) func `it says new exactly once`(count: Int) {
        var numbers = Numbers(UInt64(count))
        let filter = DuplicateFilter()
        for _ in 0..<3 {
            let ids = (0..<count).map { _ in numbers.next() >> 1 }
            filter.reset(for: count * 2)
            #expect(news(in: ids, filter) == count)
            #expect(news(in: ids, filter) == 0)
        }
    }

    @Test func `ids that lie side by side are told apart`() {
        let filter = DuplicateFilter()
        filter.reset(for: 10_000)
        #expect(news(in: Array(1...10_000), filter) == 10_000)
        #expect(news(in: Array(1...10_000), filter) == 0)
    }

    @Test func `it forgets from minute to minute, also after a large one`() {
        let filter = DuplicateFilter()
        filter.reset(for: 100_000)
        for id: UInt64 in 1...1_000 { _ = filter.insert(id) }
        filter.reset(for: 3)
        #expect(news(in: [1, 1], filter) == 1)
    }
}
