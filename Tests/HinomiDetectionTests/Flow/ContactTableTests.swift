// SPDX-License-Identifier: Apache-2.0

import HinomiRecords
import Testing

@testable import HinomiDetection

/// The table against a dictionary that does the same.
@Suite struct ContactTableTests {
    private struct Key: Hashable {
        var interface: UInt64
        var transport: UInt8
        var ends: Set<[UInt64]>

        init(_ record: FlowRecord) {
            interface = record.interface
            transport = record.protocolNumber
            ends = [
                [record.source.high, record.source.low, UInt64(record.sourcePort)],
                [record.destination.high, record.destination.low, UInt64(record.destinationPort)],
            ]
        }
    }

    private static func record(_ numbers: inout Numbers, spread: Int) -> FlowRecord {
        var record = FlowRecord()
        record.interface = UInt64(numbers.below(3))
        record.protocolNumber = numbers.once(in: 4) ? 17 : 6
        record.source = IPAddress(10, 0, 0, UInt8(numbers.below(spread)))
        record.destination =
            numbers.once(in: 9)
            ? IPAddress(high: 1 << 61, low: UInt64(numbers.below(spread)))
            : IPAddress(10, 0, 0, UInt8(numbers.below(spread)))
        record.sourcePort = UInt16(numbers.below(spread))
        record.destinationPort = UInt16(numbers.below(spread))
        record.packets = UInt64(numbers.below(100))
        record.recordID = numbers.next() >> 1
        if numbers.once(in: 2) {
            swap(&record.source, &record.destination)
        }
        return record
    }

    // Seeds 0 and .max make hashes as bad as any.
    @Test(arguments: [UInt64(0), 1, 42, .max], [3, 20, 200])
    func `it holds what a dictionary holds`(seed: UInt64, spread: Int) {
        var numbers = Numbers(seed &+ UInt64(spread))
        var table = ContactTable(seed: seed)
        var model: [Key: UInt64] = [:]
        for step in 0..<20_000 {
            let record = Self.record(&numbers, spread: spread)
            let sender = FlowContact.sender(of: record)
            let key = Key(record)
            var cells = table.take()
            let hash = cells.hash(of: record)
            let place = cells.find(record, sender: sender, hash: hash)
            #expect((place >= 0) == (model[key] != nil))
            if place < 0 {
                _ = cells.insert(FlowContact(record, sender: sender), hash: hash)
                model[key] = record.packets
            } else if numbers.once(in: 3) {
                #expect(cells.contacts[place].a.packets &+ cells.contacts[place].b.packets == model[key])
                cells.remove(place)
                model[key] = nil
            } else {
                cells.contacts[place].add(record, sender: sender)
                model[key, default: 0] += record.packets
            }
            table.put(cells)
            if step % 1_000 == 0 {
                #expect(table.count == model.count)
                #expect(
                    table.contacts.map { $0.a.packets &+ $0.b.packets }.sorted() == model.values.sorted())
            }
        }
        #expect(table.count == model.count)
    }

    @Test func `the ends of a contact lie side by side, the lower one first`() {
        #expect(MemoryLayout<FlowContact>.offset(of: \.a) == 0)
        #expect(MemoryLayout<FlowContact>.offset(of: \.b) == MemoryLayout<FlowContact.End>.stride)
    }

    // Each part by itself and all pairs of them: what differs in one must not be made up for by another.
    @Test func `a record is of a contact only when all parts are the same`() {
        var numbers = Numbers(3)
        for _ in 0..<200 {
            var record = FlowRecord()
            record.source = IPAddress(high: UInt64(numbers.below(4)), low: UInt64(numbers.below(4)))
            record.destination = IPAddress(high: UInt64(numbers.below(4)), low: UInt64(numbers.below(4)))
            (record.sourcePort, record.destinationPort) = (UInt16(numbers.below(4)), UInt16(numbers.below(4)))
            (record.interface, record.protocolNumber) = (UInt64(numbers.below(4)), UInt8(numbers.below(4)))
            let sender = FlowContact.sender(of: record)
            let contact = FlowContact(record, sender: sender)
            func isSame(_ other: FlowRecord) -> Bool {
                withUnsafePointer(to: contact) { FlowContact.isSame($0, as: other, sender: sender) }
            }
            #expect(isSame(record))
            for _ in 0..<200 {
                var other = record
                other.source.high ^= UInt64(numbers.below(4)) & UInt64(numbers.below(4))
                other.source.low ^= UInt64(numbers.below(4)) & UInt64(numbers.below(4))
                other.destination.high ^= UInt64(numbers.below(4)) & UInt64(numbers.below(4))
                other.destination.low ^= UInt64(numbers.below(4)) & UInt64(numbers.below(4))
                other.sourcePort ^= UInt16(numbers.below(4)) & UInt16(numbers.below(4))
                other.destinationPort ^= UInt16(numbers.below(4)) & UInt16(numbers.below(4))
                other.interface ^= UInt64(numbers.once(in: 4) ? 1 : 0)
                other.protocolNumber ^= numbers.once(in: 4) ? 1 : 0
                let expected =
                    other.source == record.source && other.destination == record.destination
                    && other.sourcePort == record.sourcePort && other.destinationPort == record.destinationPort
                    && other.interface == record.interface && other.protocolNumber == record.protocolNumber
                #expect(isSame(other) == expected)
            }
        }
    }

    @Test func `both directions have one hash, and other contacts others`() {
        var numbers = Numbers(9)
        var table = ContactTable()
        let cells = table.take()
        defer { table.put(cells) }
        var hashes: Set<UInt32> = []
        for _ in 0..<2_000 {
            let record = Self.record(&numbers, spread: 200)
            var back = record
            (back.source, back.destination) = (record.destination, record.source)
            (back.sourcePort, back.destinationPort) = (record.destinationPort, record.sourcePort)
            #expect(cells.hash(of: record) == cells.hash(of: back))
            hashes.insert(cells.hash(of: record))
        }
        #expect(hashes.count > 1_990)
    }

    @Test func `what was removed makes room for others`() {
        var numbers = Numbers(1)
        var table = ContactTable()
        for _ in 0..<50 {
            var cells = table.take()
            var places: [Int] = []
            for _ in 0..<100 {
                let record = Self.record(&numbers, spread: 250)
                let sender = FlowContact.sender(of: record)
                let hash = cells.hash(of: record)
                if cells.find(record, sender: sender, hash: hash) < 0 {
                    places.append(cells.insert(FlowContact(record, sender: sender), hash: hash))
                }
            }
            #expect(places.allSatisfy { $0 < 100 })
            for place in places { cells.remove(place) }
            table.put(cells)
        }
        #expect(table.count == 0)
        #expect(table.contacts.isEmpty)
    }
}
