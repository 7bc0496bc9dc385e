// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

extension FlowFold {
    /// Writes everything the fold remembers.
    func write(to writer: inout StateWriter) throws {
        try writer.encode(buffer.frontier)
        try writer.encode(buffer.lateCount)
        try writer.encode(duplicateCount)
        // The order within a minute means nothing; sorted, equal states give equal bytes.
        let held = buffer.contents.flatMap { $0.slab.sorted { $0.recordID < $1.recordID } }
        try writer.encode(held)
        try writer.encode(announcements.frontier)
        try writer.encode(announcements.contents.flatMap(\.slab))
        try writer.encode(table.contacts.sorted(by: FlowFold.precedes))
        try writer.encode(interfaces)
        try writer.encode(facts)
        try writer.encode(incompleteUntil)
        for lane in lanes { try lane.snapshot(&writer) }
    }

    /// Writes what was learned of interfaces, and the detectors' states.
    func writeProfile(to writer: inout StateWriter) throws {
        try writer.encode(interfaces)
        for lane in lanes { try lane.snapshot(&writer) }
    }

    /// Goes on from what was learned.
    mutating func readProfile(from reader: inout StateReader) throws {
        interfaces = try reader.decode([UInt64: InterfaceState].self)
        for lane in lanes { try lane.restore(&reader) }
    }

    /// Goes on from what was written.
    mutating func read(from reader: inout StateReader) throws {
        let frontier = try reader.decode(Int64.self)
        let lateCount = try reader.decode(Int.self)
        duplicateCount = try reader.decode(Int.self)
        var minutes: [Int64: [FlowRecord]] = [:]
        for record in try reader.decode([FlowRecord].self) {
            minutes[max(EventMinute.of(record.start), frontier), default: []].append(record)
        }
        buffer = ReorderBuffer(
            frontier: frontier, lateCount: lateCount, contents: minutes.map { (minute: $0.key, slab: $0.value) })
        let announced = try reader.decode(Int64.self)
        announcements = ReorderBuffer(frontier: announced, lateCount: 0, contents: [])
        for announcement in try reader.decode([InterfaceAnnouncement].self) { append(announcement) }
        table = ContactTable()
        deadlines = [:]
        for contact in try reader.decode([FlowContact].self) { schedule(table.insert(contact), after: contact) }
        interfaces = try reader.decode([UInt64: InterfaceState].self)
        facts = try reader.decode([UInt64: InterfaceFacts].self)
        incompleteUntil = try reader.decode([UInt64: Int64].self)
        for lane in lanes { try lane.restore(&reader) }
    }
}
