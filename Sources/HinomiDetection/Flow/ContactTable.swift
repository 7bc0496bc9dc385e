// SPDX-License-Identifier: Apache-2.0

import CBytes
import HinomiRecords

/// The open contacts of an engine by interface and 5-tuple: open addressing over a pool of flat values.
struct ContactTable {
    /// The contacts; those not in use are listed in `free`.
    private(set) var pool: ContiguousArray<FlowContact> = []
    private var free: [UInt32] = []
    // Pool index + 1; 0 is an empty slot.
    private var slots: ContiguousArray<UInt32>
    private var hashes: ContiguousArray<UInt64> = []
    private var mask: Int
    private(set) var count = 0
    // Seeded anew in each process: 5-tuples come from outside, and a fixed hash could be made to collide.
    private let seed: UInt64

    init(seed: UInt64 = .random(in: .min ... .max)) {
        slots = ContiguousArray(repeating: 0, count: 1024)
        mask = 1023
        self.seed = seed
    }

    /// The hash under which the contact of a record is kept.
    func hash(of record: FlowRecord) -> UInt64 {
        // Symmetric in the two ends, so that both directions meet.
        let source = ContactTable.mix(record.source.high ^ record.source.low &+ UInt64(record.sourcePort) << 33 ^ seed)
        let destination = ContactTable.mix(
            record.destination.high ^ record.destination.low &+ UInt64(record.destinationPort) << 33 ^ seed)
        return ContactTable.mix((source &+ destination) ^ record.interface &+ UInt64(record.protocolNumber))
    }

    private func hash(of contact: FlowContact) -> UInt64 {
        let a = ContactTable.mix(contact.a.high ^ contact.a.low &+ UInt64(contact.aPort) << 33 ^ seed)
        let b = ContactTable.mix(contact.b.high ^ contact.b.low &+ UInt64(contact.bPort) << 33 ^ seed)
        return ContactTable.mix((a &+ b) ^ contact.interface &+ UInt64(contact.protocolNumber))
    }

    private static func mix(_ x: UInt64) -> UInt64 {
        let product = (x ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
        return product.high ^ product.low
    }

    /// Brings the slot of a hash into the cache, for a look-up that comes soon.
    func prefetch(_ hash: UInt64) {
        slots.withUnsafeBufferPointer { slots in
            if let base = slots.baseAddress { hinomi_prefetch(base + (Int(truncatingIfNeeded: hash) & mask)) }
        }
    }

    /// The place of the contact that a record belongs to, or nil.
    func find(_ record: FlowRecord, hash: UInt64) -> Int? {
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] != 0 {
            let place = Int(slots[slot]) - 1
            if hashes[place] == hash, ContactTable.isSame(pool[place], record) { return place }
            slot = (slot + 1) & mask
        }
        return nil
    }

    private static func isSame(_ contact: FlowContact, _ record: FlowRecord) -> Bool {
        guard contact.interface == record.interface, contact.protocolNumber == record.protocolNumber else { return false }
        return (contact.a == record.source && contact.aPort == record.sourcePort && contact.b == record.destination
            && contact.bPort == record.destinationPort)
            || (contact.b == record.source && contact.bPort == record.sourcePort && contact.a == record.destination
                && contact.aPort == record.destinationPort)
    }

    /// Changes the contact at a place.
    mutating func update(_ place: Int, _ body: (inout FlowContact) -> Void) { body(&pool[place]) }

    /// Puts in a contact that is not there yet. Returns its place.
    @discardableResult
    mutating func insert(_ contact: FlowContact, hash: UInt64) -> Int {
        if (count + 1) * 2 > slots.count { grow() }
        let place: Int
        if let reused = free.popLast() {
            place = Int(reused)
            pool[place] = contact
            hashes[place] = hash
        } else {
            place = pool.count
            pool.append(contact)
            hashes.append(hash)
        }
        put(place, hash)
        count += 1
        return place
    }

    /// Puts in a contact that is not there yet. Returns its place.
    @discardableResult
    mutating func insert(_ contact: FlowContact) -> Int { insert(contact, hash: hash(of: contact)) }

    /// Takes out the contact at a place.
    mutating func remove(_ place: Int) -> FlowContact {
        var slot = Int(truncatingIfNeeded: hashes[place]) & mask
        while slots[slot] != UInt32(place + 1) { slot = (slot + 1) & mask }
        // Close the gap: move up those behind it that would not be found any more.
        var gap = slot
        var next = (slot + 1) & mask
        while slots[next] != 0 {
            let home = Int(truncatingIfNeeded: hashes[Int(slots[next]) - 1]) & mask
            if (next - home) & mask >= (next - gap) & mask {
                slots[gap] = slots[next]
                gap = next
            }
            next = (next + 1) & mask
        }
        slots[gap] = 0
        free.append(UInt32(place))
        count -= 1
        return pool[place]
    }

    /// The contacts in use.
    var contacts: [FlowContact] {
        var unused = Set(free)
        return pool.indices.filter { unused.remove(UInt32($0)) == nil }.map { pool[$0] }
    }

    private mutating func put(_ place: Int, _ hash: UInt64) {
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] != 0 { slot = (slot + 1) & mask }
        slots[slot] = UInt32(place + 1)
    }

    private mutating func grow() {
        let old = slots
        slots = ContiguousArray(repeating: 0, count: old.count * 2)
        mask = slots.count - 1
        for entry in old where entry != 0 { put(Int(entry) - 1, hashes[Int(entry) - 1]) }
    }
}
