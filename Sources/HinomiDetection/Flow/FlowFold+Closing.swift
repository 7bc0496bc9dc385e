// SPDX-License-Identifier: Apache-2.0

import CBytes
import HinomiFindings
import HinomiIntelligence
import HinomiRecords

extension FlowFold {
    /// Hands on every contact that is over, or has been going on for long, before a minute.
    mutating func close(before minute: Int64, raising signals: inout [Signal]) {
        // Minute by minute, so that the order does not depend on how often somebody asks.
        while let (due, places) = deadlines.next(until: minute) {
            let now = due * EventMinute.width
            // What is known of interfaces now does not depend on when their neighbours' records come.
            learnFacts(before: now)
            clock = max(clock, now)
            var cells = table.take()
            choose(places, due, in: &cells)
            deadlines.reuse(places)
            closing.sort(cells.contacts)
            handOn(from: &cells, at: now, raising: &signals)
            for i in 0..<closing.count { release(closing[i], in: &cells, at: due) }
            closing.removeAll()
            table.put(cells)
        }
    }

    // Finds out which of the contacts that are due are to be handed on.
    private mutating func choose(_ places: [UInt32], _ due: Int64, in cells: inout ContactCells) {
        for i in places.indices {
            // Contacts lie where they happened to: ask for their memory early.
            if i + 8 < places.count { FlowFold.prefetch(cells.contacts + Int(places[i + 8])) }
            let place = Int(places[i])
            let contact = cells.contacts + place
            let moved = FlowFold.deadline(of: contact.pointee)
            if moved > due {
                deadlines.add(place, minute: moved)
            } else if contact.pointee.records > 0 {
                closing.add(contact, place: places[i], due: due * EventMinute.width)
            } else {
                release(place, in: &cells, at: due)
            }
        }
    }

    @inline(__always)
    private static func prefetch(_ contact: UnsafeMutablePointer<FlowContact>) {
        let bytes = UnsafeRawPointer(contact)
        hinomi_prefetch(bytes)
        hinomi_prefetch(bytes + 64)
        hinomi_prefetch(bytes + 128)
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

    /// The order in which contacts of an interface are handed on.
    static func precedes(_ x: FlowContact, _ y: FlowContact) -> Bool {
        withUnsafePointer(to: x) { x in withUnsafePointer(to: y) { y in precedes(x, y) } }
    }

    /// The same without copies.
    static func precedes(_ x: UnsafePointer<FlowContact>, _ y: UnsafePointer<FlowContact>) -> Bool {
        if x.pointee.interface != y.pointee.interface { return x.pointee.interface < y.pointee.interface }
        if x.pointee.first != y.pointee.first { return x.pointee.first < y.pointee.first }
        return x.pointee.firstRecord.recordID < y.pointee.firstRecord.recordID
    }

    // Hands on what is closing. `now` is the minute in which it is over: it never goes back, as the begins of contacts do.
    private mutating func handOn(from cells: inout ContactCells, at now: Int64, raising signals: inout [Signal]) {
        let addresses = addresses
        var at = 0
        while at < closing.count {
            let key = cells.contacts[closing[at]].interface
            let card = card(of: key)
            let lostUntil = incompleteUntil.isEmpty ? Int64.min : incompleteUntil[key] ?? .min
            let place = place(of: key)
            var state = takeState(at: place)
            while at < closing.count {
                let contact = cells.contacts + closing[at]
                guard contact.pointee.interface == key else { break }
                if at + 8 < closing.count {
                    FlowFold.prefetchLists(cells.contacts + closing[at + 8], in: addresses)
                }
                if at + 4 < closing.count {
                    FlowFold.prefetchRanges(cells.contacts + closing[at + 4], in: addresses)
                    cells.prefetchRemoval(closing[at + 4])
                }
                // Not kept: what goes on of it may be complete.
                let traits = contact.pointee.traits
                if lostUntil >= contact.pointee.first { contact.pointee.traits.insert(.isIncomplete) }
                hand(on: contact, card, &state)
                contact.pointee.traits = traits
                at += 1
            }
            interfaces.values[place] = state
            if waiting.count >= 512 { waiting.fold(at: now, by: lanes, raising: &signals) }
        }
        waiting.fold(at: now, by: lanes, raising: &signals)
    }

    // Brings what a look-up of both ends reads first into the cache.
    @inline(__always)
    private static func prefetchLists(_ contact: UnsafeMutablePointer<FlowContact>, in addresses: AddressTable) {
        addresses.prefetch(contact.pointee.a.address)
        addresses.prefetch(contact.pointee.b.address)
    }

    // And what it reads then, once that is there.
    @inline(__always)
    private static func prefetchRanges(_ contact: UnsafeMutablePointer<FlowContact>, in addresses: AddressTable) {
        addresses.prefetchRanges(contact.pointee.a.address)
        addresses.prefetchRanges(contact.pointee.b.address)
    }

    @inline(__always)
    private mutating func hand(
        on contact: UnsafePointer<FlowContact>, _ card: InterfaceCard, _ state: inout InterfaceState
    ) {
        let side = state.side(of: contact)
        if side == .unknown {
            if !state.postpone(contact.pointee) { settle(&state, adding: contact.pointee, card) }
        } else {
            // What waited can be told now.
            if !state.pending.isEmpty { settle(&state, adding: nil, card) }
            observe(contact, own: side == .a ? 0 : 1, guessed: false, card, &state)
        }
    }

    mutating func settle(_ state: inout InterfaceState, adding extra: FlowContact?, _ card: InterfaceCard) {
        for var contact in state.takePending() + (extra.map { [$0] } ?? []) {
            switch state.side(of: &contact) {
            case .a: observe(&contact, own: 0, guessed: false, card, &state)
            case .b: observe(&contact, own: 1, guessed: false, card, &state)
            case .unknown: observe(&contact, own: FlowFold.guessIsA(contact) ? 0 : 1, guessed: true, card, &state)
            }
        }
    }

    // Nothing tells the sides apart: take the caller for the interface's own, since logs of one side alone are mostly
    // those of whoever began.
    private static func guessIsA(_ contact: FlowContact) -> Bool {
        let a = ServicePorts.rank(contact.a.port)
        let b = ServicePorts.rank(contact.b.port)
        return a != b ? a < b : contact.a.start <= contact.b.start
    }

    mutating func card(of interface: UInt64) -> InterfaceCard {
        if let card = cards[interface] { return card }
        let facts = facts[interface] ?? Shared(InterfaceFacts(key: interface, account: .unknown, interfaceID: ""))
        let card = InterfaceCard(
            facts, own: intelligence.accounts.lists(of: facts.value.account, in: facts.value.region))
        cards[interface] = card
        return card
    }

    private mutating func observe(
        _ contact: UnsafePointer<FlowContact>, own: Int, guessed: Bool, _ card: InterfaceCard,
        _ state: inout InterfaceState
    ) {
        let remote = FlowContact.ends(of: contact)[1 - own].address
        let shared = addresses.count > 0 ? addresses.lookup(remote) : 0
        let mark = card.own.map { intelligence.mark(shared, of: remote, beside: $0) } ?? ListMark(shared: shared)
        waiting.append { place in
            place.initialize(to: ObservedContact(contact, own: own, guessed: guessed, mark: mark, card: card))
            place.pointee.infer(from: contact, own: own, &state)
        }
    }
}
