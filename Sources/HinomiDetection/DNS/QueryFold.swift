// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence
import HinomiRecords

/// From resolver queries to signals: reorders, drops repeats, and hands each query to the detectors in order of time.
struct QueryFold {
    var buffer = ReorderBuffer<QuerySlab>()
    var clients: [UInt64: ClientCard] = [:]
    var duplicateCount = 0
    private(set) var sweeps = SweepClock()
    let lanes: [Lane<ObservedQuery>]
    private let intelligence: IntelligenceBundle
    // Memory for the minute that is folded; empty between calls.
    private var order = QueryOrder()
    private var observed: [ObservedQuery] = []
    private let nobody = ClientCard(
        Shared(ClientFacts(account: .unknown, region: "", vpcID: "", instanceID: "", address: .unspecified)), own: nil)

    init(lanes: [Lane<ObservedQuery>], intelligence: IntelligenceBundle) {
        self.lanes = lanes
        self.intelligence = intelligence
    }

    /// A fold that goes its own way from here on, with the same states and these lists.
    func copied(knowing intelligence: IntelligenceBundle) -> QueryFold {
        var copy = QueryFold(lanes: lanes.map { $0.copy(intelligence) }, intelligence: intelligence)
        copy.buffer = buffer.copied
        copy.clients = clients.mapValues { copy.card($0.facts) }
        (copy.duplicateCount, copy.sweeps) = (duplicateCount, sweeps)
        return copy
    }

    /// Whether nothing was taken in yet, nor learned.
    var isEmpty: Bool { buffer.count == 0 && clients.isEmpty && sweeps.time == .min && stateCount == 0 }

    var lateCount: Int { buffer.lateCount }
    var stateCount: Int { lanes.reduce(0) { $0 + $1.count() } }
    var placeBytes: Int { lanes.reduce(0) { $0 + $1.placeBytes() } }
    var evictedCount: Int { lanes.reduce(0) { $0 + $1.evicted() } }

    mutating func append(_ record: QueryRecord, name: UnsafeBufferPointer<UInt8>) {
        buffer.update(at: record.time.seconds) { $0.append(record, name: name) }
    }

    /// Notes what is known of a client; told before its first query.
    mutating func learn(_ facts: ClientFacts, key: UInt64) {
        if let card = clients[key] { card.merge(facts) } else { clients[key] = card(Shared(facts)) }
    }

    // Account and region are part of the key: whose lists act on a client never changes while the lists are the same.
    private func card(_ facts: Shared<ClientFacts>) -> ClientCard {
        ClientCard(facts, own: intelligence.accounts.lists(of: facts.value.account, in: facts.value.region))
    }

    /// Folds all minutes that ended before `seconds`.
    mutating func advance(to seconds: Int64, raising signals: inout [Signal]) {
        while let (minute, slab) = buffer.next(before: seconds) {
            fold(slab, at: minute * EventMinute.width, raising: &signals)
            buffer.reuse(slab)
            let forgotten = sweeps.tick(minute * EventMinute.width)
            for lane in lanes { lane.expire(forgotten, &signals) }
        }
    }

    private mutating func fold(_ slab: QuerySlab, at now: Int64, raising signals: inout [Signal]) {
        duplicateCount += order.arrange(slab.entries)
        slab.withNames { name in
            var current: (key: UInt64, card: ClientCard) = (0, nobody)
            for place in order.places {
                let entry = slab.entries[place]
                let client = entry.record.client
                if client != current.key { current = (client, clients[client] ?? nobody) }
                let name = name(entry)
                let mark =
                    current.card.own.map { intelligence.mark(entry.record.mark, of: name, beside: $0) }
                    ?? ListMark(shared: entry.record.mark)
                observed.append(ObservedQuery(entry.record, name: name, card: current.card, mark: mark))
            }
            observed.withUnsafeBufferPointer { observed in
                for lane in lanes { lane.foldAll(observed, now, &signals) }
            }
            observed.removeAll(keepingCapacity: true)
        }
    }

    /// Folds what is left: no more queries will come.
    mutating func drain(raising signals: inout [Signal]) { advance(to: .max, raising: &signals) }

    /// Lets every state say what it still has to say, and drops it.
    mutating func close(raising signals: inout [Signal]) {
        for lane in lanes { lane.expire(.max / 2, &signals) }
    }

    /// Writes the detectors' states.
    func writeProfile(to writer: inout StateWriter) throws {
        for lane in lanes { try lane.profile(&writer) }
    }

    /// Goes on from the detectors' states.
    mutating func readProfile(from reader: inout StateReader) throws {
        for lane in lanes { try lane.restore(&reader) }
    }

    /// Writes everything the fold remembers.
    func write(to writer: inout StateWriter) throws {
        try writer.encode(buffer.frontier)
        try writer.encode(buffer.lateCount)
        try writer.encode(duplicateCount)
        try writer.encode(sweeps)
        let held = buffer.contents.flatMap { minute in
            minute.slab.entries.sorted { QuerySlab.isWrittenBefore($0.record, $1.record) }
                .map { (record: $0.record, name: minute.slab.name(of: $0)) }
        }
        try writer.encode(held.map(\.record))
        for entry in held { try writer.encode(entry.name) }
        try writer.encode(clients.mapValues(\.facts))
        for lane in lanes { try lane.snapshot(&writer) }
    }

    /// Goes on from what was written.
    mutating func read(from reader: inout StateReader) throws {
        let frontier = try reader.decode(Int64.self)
        let lateCount = try reader.decode(Int.self)
        duplicateCount = try reader.decode(Int.self)
        sweeps = try reader.decode(SweepClock.self)
        var minutes: [Int64: QuerySlab] = [:]
        for var record in try reader.decode([QueryRecord].self) {
            let name = try reader.decode([UInt8].self)
            name.withUnsafeBufferPointer { name in
                record.describe(name, domainStart: record.domainStart == .max ? nil : Int(record.domainStart))
                minutes[max(EventMinute.of(record.time.seconds), frontier), default: QuerySlab()].append(
                    record, name: name)
            }
        }
        buffer = ReorderBuffer(
            frontier: frontier, lateCount: lateCount, contents: minutes.map { (minute: $0.key, slab: $0.value) })
        clients = try reader.decode([UInt64: Shared<ClientFacts>].self).mapValues { card($0) }
        for lane in lanes { try lane.restore(&reader) }
    }
}
