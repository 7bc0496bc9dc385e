// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

/// From flow records to contacts to signals: reorders, drops repeats, joins the two directions, infers who is who, and
/// hands each finished contact to the detectors.
struct FlowFold {
    var buffer = ReorderBuffer<[FlowRecord]>()
    var announcements = ReorderBuffer<[InterfaceAnnouncement]>()
    private var duplicates = DuplicateFilter()
    var table = ContactTable()
    // Places of contacts to look at when the minute comes; a contact that went on is put back then.
    var deadlines: [Int64: [UInt32]] = [:]
    var interfaces: [UInt64: InterfaceState] = [:]
    var facts: [UInt64: InterfaceFacts] = [:]
    // Interfaces whose records of a minute were lost (SKIPDATA), until when.
    var incompleteUntil: [UInt64: Int64] = [:]
    let lanes: [Lane<ObservedContact>]
    var duplicateCount = 0
    // The latest minute folded or contact handed on, in seconds: the clock by which states are forgotten.
    var clock = Int64.min

    private let fold: (ObservedContact, Int64, inout [Signal]) -> Void

    init(lanes: [Lane<ObservedContact>]) {
        self.lanes = lanes
        fold = Lane.chain(lanes)
    }

    var lateCount: Int { buffer.lateCount }
    var stateCount: Int { lanes.reduce(0) { $0 + $1.count() } }
    var evictedCount: Int { lanes.reduce(0) { $0 + $1.evicted() } }
    /// Facts of the interfaces seen so far.
    var knownInterfaces: [UInt64: InterfaceFacts] { facts }

    mutating func append(_ record: FlowRecord) { buffer.update(at: record.start) { $0.append(record) } }

    mutating func append(_ announcement: InterfaceAnnouncement) {
        announcements.update(at: announcement.seconds) { $0.append(announcement) }
    }

    /// Folds all minutes that ended before `seconds`.
    mutating func advance(to seconds: Int64, raising signals: inout [Signal]) {
        while let (minute, records) = buffer.next(before: seconds) {
            // What ended long enough before this minute is over; only then may its 5-tuples be used again.
            close(before: minute, raising: &signals)
            join(records)
            let now = minute * EventMinute.width
            clock = max(clock, now)
            for lane in lanes { lane.expire(now, &signals) }
        }
        close(before: EventMinute.of(seconds), raising: &signals)
        learnFacts(before: seconds)
    }

    /// Folds what is left: no more records will come. Contacts whose own side is not known yet wait for `settle`.
    mutating func drain(raising signals: inout [Signal]) { advance(to: .max, raising: &signals) }

    /// The addresses that interfaces were seen to own.
    var owners: AddressOwners {
        var owners = AddressOwners()
        owners.latest = clock
        for (key, state) in interfaces {
            guard let account = facts[key]?.account else { continue }
            for address in state.owned { owners.add(address, account: account, interface: key) }
        }
        return owners
    }

    /// Folds the contacts that waited, now that everything is known that will be.
    mutating func settle(knowing owners: AddressOwners, raising signals: inout [Signal]) {
        // Later than anything a neighbour did: what was forgotten here would be forgotten in any other company.
        let now = max(clock, owners.latest)
        for key in interfaces.keys.sorted() {
            guard var state = interfaces.removeValue(forKey: key) else { continue }
            if let first = state.pending.first, let account = facts[key]?.account {
                let isForeignA = owners.isForeign(first.a, account: account, interface: key)
                if isForeignA != owners.isForeign(first.b, account: account, interface: key) {
                    state.own(isForeignA ? first.b : first.a)
                }
            }
            settle(&state, adding: nil, at: now, card(of: key), raising: &signals)
            interfaces[key] = state
        }
    }

    /// Lets every state say what it still has to say, and drops it.
    mutating func close(raising signals: inout [Signal]) {
        for lane in lanes { lane.expire(.max / 2, &signals) }
    }

    private mutating func learnFacts(before seconds: Int64) {
        while let (_, told) = announcements.next(before: seconds) {
            for announcement in told {
                facts[announcement.facts.key, default: announcement.facts].merge(announcement.facts)
            }
        }
    }

    // MARK: Joining

    private mutating func join(_ records: [FlowRecord]) {
        duplicates.reset(for: records.count)
        var hashes = ContiguousArray<UInt64>()
        hashes.reserveCapacity(records.count)
        for record in records { hashes.append(table.hash(of: record)) }
        let ahead = 16
        for i in 0..<min(ahead, records.count) { table.prefetch(hashes[i]) }
        for i in records.indices {
            if i + ahead < records.count { table.prefetch(hashes[i + ahead]) }
            guard duplicates.insert(records[i].recordID) else {
                duplicateCount += 1
                if let place = table.find(records[i], hash: hashes[i]) { table.update(place) { $0.cite(records[i]) } }
                continue
            }
            if records[i].status == .skipData {
                let until = max(incompleteUntil[records[i].interface] ?? .min, records[i].end)
                incompleteUntil[records[i].interface] = until
                continue
            }
            join(records[i], hash: hashes[i])
        }
    }

    private mutating func join(_ record: FlowRecord, hash: UInt64) {
        guard let place = table.find(record, hash: hash) else {
            let contact = FlowContact(record)
            let place = table.insert(contact, hash: hash)
            schedule(place, after: contact)
            return
        }
        table.update(place) { $0.add(record) }
    }

    mutating func schedule(_ place: Int, after contact: FlowContact) {
        deadlines[contact.deadline, default: []].append(UInt32(place))
    }

    // MARK: Closing

    /// A contact that is over, by what decides its turn.
    private struct Closing {
        var interface: UInt64
        var first: Int64
        var recordID: UInt64
        var place: Int
    }

    private mutating func close(before minute: Int64, raising signals: inout [Signal]) {
        // Minute by minute, so that the order does not depend on how often somebody asks.
        while let due = deadlines.keys.min(), due <= minute, let places = deadlines.removeValue(forKey: due) {
            // What is known of interfaces now does not depend on when their neighbours' records come.
            learnFacts(before: due * EventMinute.width)
            clock = max(clock, due * EventMinute.width)
            var closings: [Closing] = []
            closings.reserveCapacity(places.count)
            for place in places {
                let place = Int(place)
                let moved = table.pool[place].deadline
                if moved > due {
                    deadlines[moved, default: []].append(UInt32(place))
                } else {
                    closings.append(
                        Closing(
                            interface: table.pool[place].interface, first: table.pool[place].first,
                            recordID: table.pool[place].firstRecord.recordID, place: place))
                }
            }
            // Within an interface by time; ties are settled by the records themselves.
            closings.sort {
                if $0.interface != $1.interface { return $0.interface < $1.interface }
                return $0.first != $1.first ? $0.first < $1.first : $0.recordID < $1.recordID
            }
            hand(on: closings, at: due * EventMinute.width, raising: &signals)
            for closing in closings { release(closing.place, at: due) }
        }
    }

    static func precedes(_ x: FlowContact, _ y: FlowContact) -> Bool {
        if x.interface != y.interface { return x.interface < y.interface }
        if x.first != y.first { return x.first < y.first }
        return x.firstRecord.recordID < y.firstRecord.recordID
    }

    // Frees the place of a contact, or lets it go on where it was only too long: what follows must not look like a new one.
    private mutating func release(_ place: Int, at due: Int64) {
        if EventMinute.of(table.pool[place].last &+ table.pool[place].patience) + 1 > due {
            table.update(place) { $0 = $0.continuation(from: due * EventMinute.width) }
            deadlines[table.pool[place].deadline, default: []].append(UInt32(place))
        } else {
            table.remove(place)
        }
    }

    // `now` is the minute in which the contacts are over: it never goes back, as the begins of contacts do.
    private mutating func hand(on closings: [Closing], at now: Int64, raising signals: inout [Signal]) {
        var at = 0
        while at < closings.count {
            // What belongs to one interface is handled together: its state is fetched and put back once.
            let interface = closings[at].interface
            var state = interfaces.removeValue(forKey: interface) ?? InterfaceState()
            let incomplete = incompleteUntil[interface] ?? .min
            let card = card(of: interface)
            while at < closings.count, closings[at].interface == interface {
                let place = closings[at].place
                at += 1
                guard table.pool[place].records > 0 else { continue }
                if incomplete >= table.pool[place].first { table.update(place) { $0.traits.insert(.isIncomplete) } }
                let side = state.side(of: table.pool[place])
                if side == .unknown {
                    if !state.postpone(table.pool[place]) {
                        settle(&state, adding: table.pool[place], at: now, card, raising: &signals)
                    }
                } else {
                    // What waited can be told now.
                    if !state.pending.isEmpty { settle(&state, adding: nil, at: now, card, raising: &signals) }
                    observe(table.pool[place], localIsA: side == .a, guessed: false, at: now, card, &state, raising: &signals)
                }
            }
            interfaces[interface] = state
        }
    }

    private mutating func settle(
        _ state: inout InterfaceState, adding extra: FlowContact?, at now: Int64, _ card: InterfaceCard,
        raising signals: inout [Signal]
    ) {
        for contact in state.takePending() + (extra.map { [$0] } ?? []) {
            switch state.side(of: contact) {
            case .a: observe(contact, localIsA: true, guessed: false, at: now, card, &state, raising: &signals)
            case .b: observe(contact, localIsA: false, guessed: false, at: now, card, &state, raising: &signals)
            case .unknown:
                let isA = FlowFold.guessIsA(contact)
                observe(contact, localIsA: isA, guessed: true, at: now, card, &state, raising: &signals)
            }
        }
    }

    // Nothing tells the sides apart: take the caller for the interface's own, since logs of one side alone are mostly
    // those of whoever began.
    private static func guessIsA(_ contact: FlowContact) -> Bool {
        let a = ServicePorts.rank(contact.aPort)
        let b = ServicePorts.rank(contact.bPort)
        return a != b ? a < b : contact.aStart <= contact.bStart
    }

    private func card(of interface: UInt64) -> InterfaceCard {
        InterfaceCard(facts[interface] ?? InterfaceFacts(key: interface, account: .unknown, interfaceID: ""))
    }

    private func observe(
        _ contact: FlowContact, localIsA: Bool, guessed: Bool, at now: Int64, _ card: InterfaceCard,
        _ state: inout InterfaceState, raising signals: inout [Signal]
    ) {
        let observed = ObservedContact(contact, localIsA: localIsA, guessed: guessed, card: card, state: &state)
        fold(observed, now, &signals)
    }
}
