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

    /// Seconds after which a contact that goes on is handed on in parts.
    static let longestContact: Int64 = 1_800

    init(lanes: [Lane<ObservedContact>]) { self.lanes = lanes }

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
            learnFacts(before: (minute + 1) * EventMinute.width)
            // What ended long enough before this minute is over; only then may its 5-tuples be used again.
            close(before: minute, raising: &signals)
            join(records)
            let now = minute * EventMinute.width
            for lane in lanes { lane.expire(now, &signals) }
        }
        learnFacts(before: seconds)
        close(before: EventMinute.of(seconds), raising: &signals)
    }

    /// Folds what is left: no more records will come. Contacts whose own side is not known yet wait for `settle`.
    mutating func drain(raising signals: inout [Signal]) { advance(to: .max, raising: &signals) }

    /// The addresses that interfaces were seen to own.
    var owners: AddressOwners {
        var owners = AddressOwners()
        for (key, state) in interfaces {
            guard let account = facts[key]?.account else { continue }
            for address in state.owned { owners.add(address, account: account, interface: key) }
        }
        return owners
    }

    /// Folds the contacts that waited, now that everything is known that will be.
    mutating func settle(knowing owners: AddressOwners, raising signals: inout [Signal]) {
        for key in interfaces.keys.sorted() {
            guard var state = interfaces.removeValue(forKey: key) else { continue }
            if let first = state.pending.first, let account = facts[key]?.account {
                let isForeignA = owners.isForeign(first.a, account: account, interface: key)
                if isForeignA != owners.isForeign(first.b, account: account, interface: key) {
                    state.own(isForeignA ? first.b : first.a)
                }
            }
            settle(&state, adding: nil, raising: &signals)
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
        deadlines[FlowFold.deadline(of: contact), default: []].append(UInt32(place))
    }

    // The minute by which a contact is over, or long enough to be handed on in part.
    private static func deadline(of contact: FlowContact) -> Int64 {
        let patience = contact.last &+ contact.patience
        return EventMinute.of(contact.records == 0 ? patience : min(patience, contact.first &+ longestContact)) + 1
    }

    // MARK: Closing

    private mutating func close(before minute: Int64, raising signals: inout [Signal]) {
        // Minute by minute, so that the order does not depend on how often somebody asks.
        while let due = deadlines.keys.min(), due <= minute, let places = deadlines.removeValue(forKey: due) {
            var closed: [FlowContact] = []
            for place in places {
                let contact = table.pool[Int(place)]
                let moved = FlowFold.deadline(of: contact)
                if moved > due {
                    deadlines[moved, default: []].append(place)
                    continue
                }
                _ = table.remove(Int(place))
                if contact.records > 0 { closed.append(contact) }
                if EventMinute.of(contact.last &+ contact.patience) + 1 > due {
                    // Only too long: what follows must not look like a new contact.
                    let rest = contact.continuation
                    schedule(table.insert(rest), after: rest)
                }
            }
            // Within an interface by time; ties are settled by the records themselves.
            closed.sort { FlowFold.precedes($0, $1) }
            for contact in closed { hand(on: contact, raising: &signals) }
        }
    }

    static func precedes(_ x: FlowContact, _ y: FlowContact) -> Bool {
        if x.interface != y.interface { return x.interface < y.interface }
        if x.first != y.first { return x.first < y.first }
        return x.firstRecord.recordID < y.firstRecord.recordID
    }

    private mutating func hand(on contact: FlowContact, raising signals: inout [Signal]) {
        var contact = contact
        if let until = incompleteUntil[contact.interface], until >= contact.first {
            contact.traits.insert(.isIncomplete)
        }
        var state = interfaces.removeValue(forKey: contact.interface) ?? InterfaceState()
        let side = state.side(of: contact)
        if side == .unknown {
            if !state.postpone(contact) { settle(&state, adding: contact, raising: &signals) }
        } else {
            // What waited can be told now.
            if !state.pending.isEmpty { settle(&state, adding: nil, raising: &signals) }
            observe(contact, localIsA: side == .a, guessed: false, &state, raising: &signals)
        }
        interfaces[contact.interface] = state
    }

    private mutating func settle(
        _ state: inout InterfaceState, adding extra: FlowContact?, raising signals: inout [Signal]
    ) {
        for contact in state.takePending() + (extra.map { [$0] } ?? []) {
            switch state.side(of: contact) {
            case .a: observe(contact, localIsA: true, guessed: false, &state, raising: &signals)
            case .b: observe(contact, localIsA: false, guessed: false, &state, raising: &signals)
            case .unknown: observe(contact, localIsA: FlowFold.guessIsA(contact), guessed: true, &state, raising: &signals)
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

    private mutating func observe(
        _ contact: FlowContact, localIsA: Bool, guessed: Bool, _ state: inout InterfaceState,
        raising signals: inout [Signal]
    ) {
        let known =
            facts[contact.interface]
            ?? InterfaceFacts(key: contact.interface, account: .unknown, interfaceID: "")
        let observed = ObservedContact(contact, localIsA: localIsA, guessed: guessed, facts: known, state: &state)
        let seconds = observed.first.seconds
        for lane in lanes { lane.fold(observed, seconds, &signals) }
    }
}
