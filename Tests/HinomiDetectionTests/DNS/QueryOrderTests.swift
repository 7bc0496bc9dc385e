// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords
import Testing

@testable import HinomiDetection

@Suite struct QueryOrderTests {
    private static func slab(_ numbers: inout Numbers, clients: Int, seconds: Int, count: Int) -> QuerySlab {
        let keys = (0..<clients).map { _ in numbers.next() }
        var slab = QuerySlab()
        for i in 0..<count {
            let record = QueryRecord(
                client: keys[numbers.below(clients)], time: Timestamp(seconds: Int64(numbers.below(seconds))),
                recordID: UInt64(numbers.below(count)),
                origin: Origin(input: UInt32(numbers.below(3)), offset: UInt64(i)),
                source: .unspecified)
            [UInt8](repeating: 97, count: i % 5).withUnsafeBufferPointer { slab.append(record, name: $0) }
        }
        return slab
    }

    // Not the way it is done: all at once, whole records.
    private static func sorted(_ entries: [QuerySlab.Entry]) -> [QueryRecord] {
        let all = entries.map(\.record).sorted { a, b in
            let (x, y) = ((a.client, a.time, a.recordID), (b.client, b.time, b.recordID))
            return x == y ? (a.origin.input, a.origin.offset) < (b.origin.input, b.origin.offset) : x < y
        }
        return all.indices.filter { i in
            i == 0 || all[i - 1].recordID != all[i].recordID || all[i - 1].client != all[i].client
        }.map { all[$0] }
    }

    @Test(arguments: [
        (clients: 1, seconds: 1, count: 1), (1, 60, 500), (3, 1, 200), (7, 60, 700), (400, 60, 900), (5, 60, 0),
    ]) func `queries come by client, time and record, each once`(clients: Int, seconds: Int, count: Int) {
        var numbers = Numbers(UInt64(clients * 1_000 + seconds))
        var order = QueryOrder()
        // The same order is used again, as its memory is kept.
        for _ in 0..<4 {
            let slab = Self.slab(&numbers, clients: clients, seconds: seconds, count: count)
            let repeats = order.arrange(slab.entries)
            let wanted = Self.sorted(slab.entries)
            #expect(order.places.map { slab.entries[$0].record.origin } == wanted.map(\.origin))
            #expect(repeats == count - wanted.count)
        }
    }

    @Test func `names stay with their queries`() {
        var numbers = Numbers(8)
        let slab = Self.slab(&numbers, clients: 4, seconds: 60, count: 100)
        slab.withNames { name in
            for (i, entry) in slab.entries.enumerated() { #expect(name(entry).count == i % 5) }
        }
    }
}
