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
            let hash = table.hash(of: record)
            let key = Key(record)
            let place = table.find(record, hash: hash)
            #expect((place != nil) == (model[key] != nil))
            if let place {
                if numbers.once(in: 3) {
                    let gone = table.remove(place)
                    #expect(gone.aPackets &+ gone.bPackets == model[key])
                    model[key] = nil
                } else {
                    table.update(place) { $0.add(record) }
                    model[key, default: 0] += record.packets
                }
            } else {
                table.insert(FlowContact(record), hash: hash)
                model[key] = record.packets
            }
            if step % 1_000 == 0 {
                #expect(table.count == model.count)
                #expect(
                    table.contacts.map { $0.aPackets &+ $0.bPackets }.sorted() == model.values.sorted())
            }
        }
        #expect(table.count == model.count)
        #expect(table.pool.count >= table.count)
    }

    @Test func `both directions have one hash, and other contacts others`() {
        var numbers = Numbers(9)
        let table = ContactTable()
        var hashes: Set<UInt64> = []
        for _ in 0..<2_000 {
            let record = Self.record(&numbers, spread: 200)
            var back = record
            (back.source, back.destination) = (record.destination, record.source)
            (back.sourcePort, back.destinationPort) = (record.destinationPort, record.sourcePort)
            #expect(table.hash(of: record) == table.hash(of: back))
            hashes.insert(table.hash(of: record))
        }
        #expect(hashes.count > 1_990)
    }

    @Test func `what was removed makes room for others`() {
        var numbers = Numbers(1)
        var table = ContactTable()
        for _ in 0..<50 {
            var places: [Int] = []
            for _ in 0..<100 {
                let record = Self.record(&numbers, spread: 250)
                if table.find(record, hash: table.hash(of: record)) == nil {
                    places.append(table.insert(FlowContact(record)))
                }
            }
            for place in places { _ = table.remove(place) }
        }
        #expect(table.count == 0)
        #expect(table.contacts.isEmpty)
        #expect(table.pool.count <= 100)
    }
}
