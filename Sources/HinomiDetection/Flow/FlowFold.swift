// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence
import HinomiRecords

/// From flow records to contacts to signals: reorders, drops repeats, joins the two directions, infers who is who, and
/// hands each finished contact to the detectors.
struct FlowFold {
    var buffer = ReorderBuffer<FlowSlab>()
    var announcements = ReorderBuffer<[InterfaceAnnouncement]>()
    let duplicates = DuplicateFilter()
    var table = ContactTable()
    // Contacts to look at when the minute comes; one that went on is put back then.
    var deadlines = ContactDeadlines()
    var interfaces = HashedTable<InterfaceState>()
    var facts: [UInt64: Shared<InterfaceFacts>] = [:]
    // Interfaces whose records of a minute were lost (SKIPDATA), until when.
    var incompleteUntil: [UInt64: Int64] = [:]
    let lanes: [Lane<ObservedContact>]
    var duplicateCount = 0
    // The latest minute folded or contact handed on, in seconds: the clock by which states are forgotten.
    var clock = Int64.min
    var sweeps = SweepClock()
    // Contacts that wait for the detectors, all of one minute; empty between calls.
    let waiting: ContactBatch
    // What is known of interfaces, for the contacts, which do not hold it themselves; no longer true once facts change.
    var cards = HashedTable<InterfaceCard>()
    var closing = ClosingOrder()
    let intelligence: IntelligenceBundle
    // Which addresses the lists have that act on all accounts.
    let addresses: AddressTable

    /// Seconds after which a contact that goes on is handed on in parts.
    static let longestContact: Int64 = 1_800

    init(lanes: [Lane<ObservedContact>], intelligence: IntelligenceBundle, oneSided: Int = 0) {
        self.lanes = lanes
        self.intelligence = intelligence
        addresses = intelligence.addresses
        waiting = ContactBatch(lanes, oneSided: oneSided)
    }

    /// A fold that goes its own way from here on, with the same states and these lists.
    func copied(knowing intelligence: IntelligenceBundle) -> FlowFold {
        var copy = FlowFold(
            lanes: lanes.map { $0.copy(intelligence) }, intelligence: intelligence, oneSided: oneSidedCount)
        copy.buffer = buffer.copied
        copy.announcements = announcements
        copy.table = table
        copy.deadlines = ContactDeadlines(copying: deadlines)
        copy.interfaces = interfaces
        copy.facts = facts
        if intelligence === self.intelligence { copy.cards = cards }
        copy.incompleteUntil = incompleteUntil
        (copy.duplicateCount, copy.clock, copy.sweeps) = (duplicateCount, clock, sweeps)
        return copy
    }

    /// Whether nothing was taken in yet, nor learned.
    var isEmpty: Bool {
        buffer.count == 0 && clock == .min && facts.isEmpty && interfaces.count == 0 && stateCount == 0
    }

    /// Whether something is held back that time alone will fold.
    var isHolding: Bool { buffer.count > 0 || announcements.count > 0 || table.count > 0 }

    var lateCount: Int { buffer.lateCount }
    /// Contacts whose answers are not in the log.
    var oneSidedCount: Int { waiting.oneSided }
    var stateCount: Int { lanes.reduce(0) { $0 + $1.count() } }
    var placeBytes: Int { lanes.reduce(0) { $0 + $1.placeBytes() } }
    var evictedCount: Int { lanes.reduce(0) { $0 + $1.evicted() } }

    mutating func append(_ record: UnsafePointer<FlowRecord>) {
        buffer.update(at: record.pointee.start) { $0.append(record) }
    }

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
            let forgotten = sweeps.tick(now)
            for lane in lanes { lane.expire(forgotten, &signals) }
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
        owners.recent = sweeps
        for (key, state) in zip(interfaces.keys, interfaces.values) {
            guard let account = facts[key]?.value.account else { continue }
            for address in state.owned { owners.add(address, account: account, interface: key) }
        }
        return owners
    }

    /// What is usual in the accounts at a time.
    func habits(at seconds: Int64) -> AccountHabits {
        var habits = AccountHabits()
        for lane in lanes {
            for learned in lane.habits(seconds) {
                if let account = facts[learned.interface]?.value.account { habits.add(learned, account: account) }
            }
        }
        return habits
    }

    /// Folds the contacts that waited, now that everything is known that will be.
    mutating func settle(knowing owners: AddressOwners, raising signals: inout [Signal]) {
        // Later than anything a neighbour did: what was forgotten here would be forgotten in any other company.
        let now = max(clock, owners.latest)
        for key in interfaces.keys.sorted() {
            let place = place(of: key)
            var state = takeState(at: place)
            if let first = state.pending.first, let account = facts[key]?.value.account {
                let isForeignA = owners.isForeign(first.a.address, account: account, interface: key)
                if isForeignA != owners.isForeign(first.b.address, account: account, interface: key) {
                    state.own(isForeignA ? first.b.address : first.a.address)
                }
            }
            settle(&state, adding: nil, card(of: key))
            interfaces.values[place] = state
            waiting.fold(at: now, by: lanes, raising: &signals)
        }
    }

    /// Lets every state say what it still has to say, and drops it.
    mutating func close(raising signals: inout [Signal]) {
        for lane in lanes { lane.expire(.max / 2, &signals) }
    }

    /// The place of an interface among those of which something was learned; it holds until one is removed.
    mutating func place(of interface: UInt64) -> Int {
        if let place = interfaces.place(of: interface) { return place }
        interfaces.insert(InterfaceState(), for: interface)
        return interfaces.count - 1
    }

    /// Takes out what was learned of the interface at a place, so that it is changed in place. It must be put back.
    mutating func takeState(at place: Int) -> InterfaceState {
        var state = InterfaceState()
        swap(&state, &interfaces.values[place])
        return state
    }

    mutating func learnFacts(before seconds: Int64) {
        while let (_, told) = announcements.next(before: seconds) {
            for announcement in told {
                // Every file tells it again.
                let key = announcement.facts.key
                guard var known = facts[key]?.value else {
                    facts[key] = Shared(announcement.facts)
                    cards[key] = nil
                    continue
                }
                guard known != announcement.facts else { continue }
                known.merge(announcement.facts)
                facts[key] = Shared(known)
                cards[key] = nil
            }
        }
    }
}
