// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

extension FlowFold {
    /// Writes everything the fold remembers.
    func write(to writer: inout StateWriter) throws {
        try writer.encode(buffer.frontier)
        try writer.encode(buffer.lateCount)
        try writer.encode(duplicateCount)
        try writer.encode(clock)
        try writer.encode(sweeps)
        // The order within a minute means nothing; sorted, equal states give equal bytes.
        let held = buffer.contents.flatMap { $0.slab.sorted(by: FlowFold.isWrittenBefore) }
        try writer.encode(held)
        try writer.encode(announcements.frontier)
        try writer.encode(news)
        try writer.encode(table.contacts.sorted(by: FlowFold.precedes))
        try writer.encode(interfaces)
        try writer.encode(facts)
        try writer.encode(incompleteUntil)
        for lane in lanes { try lane.snapshot(&writer) }
    }

    private static func isWrittenBefore(_ a: FlowRecord, _ b: FlowRecord) -> Bool {
        (a.recordID, a.input, a.offset) < (b.recordID, b.input, b.offset)
    }

    // Announcements that tell something new, by their minute and then by their bytes: which line of a minute told it, and
    // what was told again later, depends on the order in which lines came.
    private var news: [InterfaceAnnouncement] {
        var known = facts.mapValues(\.value)
        return announcements.contents.flatMap { minute, told in
            Set(told.map(\.facts)).map { (facts: $0, bytes: StateWriter.bytes(of: $0)) }
                .sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
                .filter { known[$0.facts.key, default: InterfaceFacts(of: $0.facts)].learn($0.facts) }
                .map { InterfaceAnnouncement(seconds: minute * EventMinute.width, facts: $0.facts) }
        }
    }

    /// Writes what was learned of interfaces, and the detectors' states.
    func writeProfile(to writer: inout StateWriter) throws {
        try writer.encode(interfaces)
        for lane in lanes { try lane.profile(&writer) }
    }

    /// Goes on from what was learned.
    mutating func readProfile(from reader: inout StateReader) throws {
        interfaces = try reader.decode(HashedTable<InterfaceState>.self)
        for lane in lanes { try lane.restore(&reader) }
    }

    /// Goes on from what was written.
    mutating func read(from reader: inout StateReader) throws {
        let frontier = try reader.decode(Int64.self)
        let lateCount = try reader.decode(Int.self)
        duplicateCount = try reader.decode(Int.self)
        clock = try reader.decode(Int64.self)
        sweeps = try reader.decode(SweepClock.self)
        var minutes: [Int64: FlowSlab] = [:]
        for record in try reader.decode([FlowRecord].self) {
            let minute = max(EventMinute.of(record.start), frontier)
            let slab = minutes[minute] ?? FlowSlab()
            withUnsafePointer(to: record) { slab.append($0) }
            minutes[minute] = slab
        }
        buffer = ReorderBuffer(
            frontier: frontier, lateCount: lateCount, contents: minutes.map { (minute: $0.key, slab: $0.value) })
        let announced = try reader.decode(Int64.self)
        announcements = ReorderBuffer(frontier: announced, lateCount: 0, contents: [])
        for announcement in try reader.decode([InterfaceAnnouncement].self) { append(announcement) }
        table = ContactTable()
        deadlines = ContactDeadlines()
        for contact in try reader.decode([FlowContact].self) { schedule(table.insert(contact), after: contact) }
        interfaces = try reader.decode(HashedTable<InterfaceState>.self)
        facts = try reader.decode([UInt64: Shared<InterfaceFacts>].self)
        incompleteUntil = try reader.decode([UInt64: Int64].self)
        for lane in lanes { try lane.restore(&reader) }
    }
}

extension InterfaceFacts {
    // Nothing but the key.
    fileprivate init(of other: InterfaceFacts) { self.init(key: other.key, account: .unknown, interfaceID: "") }

    // Takes in another description. Returns whether anything in it was new.
    fileprivate mutating func learn(_ other: InterfaceFacts) -> Bool {
        let before = self
        merge(other)
        return self != before
    }
}
