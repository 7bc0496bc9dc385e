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
    // Contacts to look at when the minute comes; one that went on is put back then.
    var deadlines = ContactDeadlines()
    var interfaces: [UInt64: InterfaceState] = [:]
    var facts: [UInt64: InterfaceFacts] = [:]
    // Interfaces whose records of a minute were lost (SKIPDATA), until when.
    var incompleteUntil: [UInt64: Int64] = [:]
    let lanes: [Lane<ObservedContact>]
    var duplicateCount = 0
    // The latest minute folded or contact handed on, in seconds: the clock by which states are forgotten.
    var clock = Int64.min
    // Contacts that wait for the detectors, all of one minute; empty between calls.
    private var observed: [ObservedContact] = []
    // What is known of their interfaces; the contacts do not hold it themselves.
    private var cards: [InterfaceCard] = []
    private var closing: [Closing] = []

    /// Seconds after which a contact that goes on is handed on in parts.
    static let longestContact: Int64 = 1_800

    init(lanes: [Lane<ObservedContact>]) { self.lanes = lanes }

    var lateCount: Int { buffer.lateCount }
    var stateCount: Int { lanes.reduce(0) { $0 + $1.count() } }
    var evictedCount: Int { lanes.reduce(0) { $0 + $1.evicted() } }

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
            buffer.reuse(records)
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
            settle(&state, adding: nil, card(of: key))
            interfaces[key] = state
            fold(at: now, raising: &signals)
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
        var cells = table.take()
        cells.reserve(records.count)
        records.withUnsafeBufferPointer { records in
            withUnsafeTemporaryAllocation(of: UInt32.self, capacity: records.count) { hashes in
                guard let first = records.baseAddress, let hashes = hashes.baseAddress else { return }
                for i in 0..<records.count { hashes[i] = cells.hash(of: first[i]) }
                join(first, hashes, records.count, in: &cells)
            }
        }
        table.put(cells)
    }

    private mutating func join(
        _ records: UnsafePointer<FlowRecord>, _ hashes: UnsafePointer<UInt32>, _ count: Int,
        in cells: inout ContactCells
    ) {
        // Memory is slow and known in advance: ask for the slots early, and for the contacts once the slots are there.
        let far = 24
        let near = 12
        for i in 0..<min(far, count) { cells.prefetchSlot(hashes[i]) }
        for i in 0..<count {
            if i &+ far < count { cells.prefetchSlot(hashes[i &+ far]) }
            if i &+ near < count { cells.prefetchContact(hashes[i &+ near]) }
            let isLower = FlowContact.sourceIsLower(records[i])
            guard duplicates.insert(records[i].recordID) else {
                duplicateCount += 1
                let place = cells.find(records[i], sourceIsLower: isLower, hash: hashes[i])
                if place >= 0 { cells.contacts[place].cite(records[i]) }
                continue
            }
            if records[i].status == .skipData {
                let until = max(incompleteUntil[records[i].interface] ?? .min, records[i].end)
                incompleteUntil[records[i].interface] = until
                continue
            }
            let place = cells.find(records[i], sourceIsLower: isLower, hash: hashes[i])
            if place >= 0 {
                cells.contacts[place].add(records[i], sourceIsLower: isLower)
            } else {
                let contact = FlowContact(records[i], sourceIsLower: isLower)
                schedule(cells.insert(contact, hash: hashes[i]), after: contact)
            }
        }
    }

    mutating func schedule(_ place: Int, after contact: FlowContact) {
        deadlines.add(place, minute: FlowFold.deadline(of: contact))
    }

    // The minute by which a contact is over, or long enough to be handed on in part.
    @inline(__always)
    private static func deadline(of contact: FlowContact) -> Int64 {
        let patience = contact.last &+ contact.patience
        return EventMinute.of(contact.records == 0 ? patience : min(patience, contact.first &+ longestContact)) + 1
    }

    // MARK: Closing

    /// What settles the order in which contacts of one minute are handed on, and where they are.
    private struct Closing {
        var interface: UInt64
        var first: Int64
        var recordID: UInt64
        var place: Int

        // Within an interface by time; ties are settled by the records themselves.
        static func precedes(_ x: Closing, _ y: Closing) -> Bool {
            if x.interface != y.interface { return x.interface < y.interface }
            if x.first != y.first { return x.first < y.first }
            return x.recordID < y.recordID
        }
    }

    private mutating func close(before minute: Int64, raising signals: inout [Signal]) {
        // Minute by minute, so that the order does not depend on how often somebody asks.
        while let (due, places) = deadlines.next(until: minute) {
            let now = due * EventMinute.width
            // What is known of interfaces now does not depend on when their neighbours' records come.
            learnFacts(before: now)
            clock = max(clock, now)
            var cells = table.take()
            for place in places {
                let contact = cells.contacts + Int(place)
                let moved = FlowFold.deadline(of: contact.pointee)
                if moved > due {
                    deadlines.add(Int(place), minute: moved)
                } else if contact.pointee.records > 0 {
                    closing.append(
                        Closing(
                            interface: contact.pointee.interface, first: contact.pointee.first,
                            recordID: contact.pointee.firstRecord.recordID, place: Int(place)))
                } else {
                    release(Int(place), in: &cells, at: due)
                }
            }
            deadlines.reuse(places)
            closing.sort(by: Closing.precedes)
            handOn(from: &cells, at: now, raising: &signals)
            for entry in closing { release(entry.place, in: &cells, at: due) }
            closing.removeAll(keepingCapacity: true)
            table.put(cells)
        }
    }

    // Takes a contact out that was looked at in the minute `due`; one that is only too long goes on.
    private mutating func release(_ place: Int, in cells: inout ContactCells, at due: Int64) {
        let contact = cells.contacts + place
        guard EventMinute.of(contact.pointee.last &+ contact.pointee.patience) + 1 > due else {
            return cells.remove(place)
        }
        // What follows must not look like a new contact.
        contact.pointee = contact.pointee.continuation(from: due * EventMinute.width)
        schedule(place, after: contact.pointee)
    }

    static func precedes(_ x: FlowContact, _ y: FlowContact) -> Bool {
        if x.interface != y.interface { return x.interface < y.interface }
        if x.first != y.first { return x.first < y.first }
        return x.firstRecord.recordID < y.firstRecord.recordID
    }

    // Hands on what is closing. `now` is the minute in which it is over: it never goes back, as the begins of contacts do.
    private mutating func handOn(from cells: inout ContactCells, at now: Int64, raising signals: inout [Signal]) {
        var at = 0
        while at < closing.count {
            let key = closing[at].interface
            let card = card(of: key)
            let lostUntil = incompleteUntil.isEmpty ? Int64.min : incompleteUntil[key] ?? .min
            var state = interfaces.removeValue(forKey: key) ?? InterfaceState()
            while at < closing.count, closing[at].interface == key {
                let contact = cells.contacts + closing[at].place
                // Not kept: what goes on of it may be complete.
                let traits = contact.pointee.traits
                if lostUntil >= closing[at].first { contact.pointee.traits.insert(.isIncomplete) }
                hand(on: contact.pointee, card, &state)
                contact.pointee.traits = traits
                at += 1
            }
            interfaces[key] = state
            if observed.count >= 512 { fold(at: now, raising: &signals) }
        }
        fold(at: now, raising: &signals)
    }

    private mutating func hand(on contact: FlowContact, _ card: InterfaceCard, _ state: inout InterfaceState) {
        let side = state.side(of: contact)
        if side == .unknown {
            if !state.postpone(contact) { settle(&state, adding: contact, card) }
        } else {
            // What waited can be told now.
            if !state.pending.isEmpty { settle(&state, adding: nil, card) }
            observe(contact, localIsA: side == .a, guessed: false, card, &state)
        }
    }

    private mutating func settle(_ state: inout InterfaceState, adding extra: FlowContact?, _ card: InterfaceCard) {
        for contact in state.takePending() + (extra.map { [$0] } ?? []) {
            switch state.side(of: contact) {
            case .a: observe(contact, localIsA: true, guessed: false, card, &state)
            case .b: observe(contact, localIsA: false, guessed: false, card, &state)
            case .unknown: observe(contact, localIsA: FlowFold.guessIsA(contact), guessed: true, card, &state)
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

    private mutating func card(of interface: UInt64) -> InterfaceCard {
        let card = InterfaceCard(facts[interface] ?? InterfaceFacts(key: interface, account: .unknown, interfaceID: ""))
        cards.append(card)
        return card
    }

    private mutating func observe(
        _ contact: FlowContact, localIsA: Bool, guessed: Bool, _ card: InterfaceCard, _ state: inout InterfaceState
    ) {
        observed.append(ObservedContact(contact, localIsA: localIsA, guessed: guessed, card: card, state: &state))
    }

    // Lets the detectors see what was observed.
    private mutating func fold(at now: Int64, raising signals: inout [Signal]) {
        if observed.isEmpty { return }
        observed.withUnsafeBufferPointer { observed in
            for lane in lanes { lane.foldAll(observed, now, &signals) }
        }
        observed.removeAll(keepingCapacity: true)
    }
}
