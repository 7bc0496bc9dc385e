// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords
import Testing

@testable import HinomiDetection

/// The order in which contacts are handed on, against a sort that compares them.
@Suite struct ClosingOrderTests {
    private static func contact(_ numbers: inout Numbers, due: Int64) -> FlowContact {
        var record = FlowRecord()
        record.source = IPAddress(10, 0, 0, 1)
        record.destination = IPAddress(192, 0, 2, 1)
        // Interfaces whose keys differ in the upper bits, in the lower ones, or not at all.
        record.interface = UInt64(numbers.below(4)) << 60 | UInt64(numbers.below(2))
        // Most began minutes ago; some days ago, some after the minute.
        record.start = due - Int64(numbers.once(in: 20) ? numbers.below(300_000) : numbers.below(200)) + 20
        record.recordID = numbers.next() >> 1
        return FlowContact(record, sender: FlowContact.sender(of: record))
    }

    // Few are sorted in another way than many.
    @Test(arguments: [0, 1, 2, 30, 47, 48, 49, 500, 3_000])
    func `those of an interface come as they began, ties by their records`(count: Int) {
        var numbers = Numbers(UInt64(count))
        var order = ClosingOrder()
        for round in 0..<3 {
            let due = Int64(1_700_000_000 + round * 60)
            var contacts = (0..<count).map { _ in Self.contact(&numbers, due: due) }
            order.removeAll()
            let places = contacts.withUnsafeMutableBufferPointer { contacts in
                guard let base = contacts.baseAddress else { return [Int]() }
                for place in (0..<count).shuffled(using: &numbers) {
                    order.add(base + place, place: UInt32(place), due: due)
                }
                order.sort(base)
                return (0..<order.count).map { order[$0] }
            }
            #expect(places.sorted() == Array(0..<count))
            for interface in Set(contacts.map(\.interface)) {
                let expected = contacts.indices.filter { contacts[$0].interface == interface }
                    .sorted { FlowFold.precedes(contacts[$0], contacts[$1]) }
                #expect(places.filter { contacts[$0].interface == interface } == expected)
            }
        }
    }

    @Test func `the order does not depend on places`() {
        var numbers = Numbers(5)
        let contacts = (0..<200).map { _ in Self.contact(&numbers, due: 1_000_000) }
        func ids(_ contacts: [FlowContact]) -> [UInt64] {
            var contacts = contacts
            var order = ClosingOrder()
            return contacts.withUnsafeMutableBufferPointer { contacts in
                let base = contacts.baseAddress!
                for place in contacts.indices { order.add(base + place, place: UInt32(place), due: 1_000_000) }
                order.sort(base)
                return (0..<order.count).map { contacts[order[$0]].firstRecord.recordID }
            }
        }
        #expect(ids(contacts) == ids(contacts.shuffled(using: &numbers)))
    }
}
