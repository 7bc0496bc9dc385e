// SPDX-License-Identifier: Apache-2.0

import CBytes
import HinomiRecords

/// The memory of a `ContactTable`: open addressing over a pool of flat values, by plain pointers.
///
/// Places come from this table alone and are valid until their contact is removed; nothing here is checked again.
struct ContactCells {
    /// The contacts by place.
    private(set) var contacts: UnsafeMutablePointer<FlowContact>
    // The lower half of each contact's hash, by place.
    private var tags: UnsafeMutablePointer<UInt32>
    // Places that were given back.
    private var free: UnsafeMutablePointer<UInt32>
    private var freeCount = 0
    // Places given out so far, and room for them.
    private var used = 0
    private var capacity: Int
    // The tag, and place + 1; 0 is an empty slot.
    private var slots: UnsafeMutablePointer<UInt64>
    private var mask: Int
    /// Contacts in the table.
    private(set) var count = 0
    // Seeded anew in each process: 5-tuples come from outside, and a fixed hash could be made to collide.
    private let seed: UInt64

    init(seed: UInt64) {
        self.seed = seed
        capacity = 256
        contacts = Memory.allocate(FlowContact.self, count: capacity)
        tags = Memory.allocate(UInt32.self, count: capacity)
        free = Memory.allocate(UInt32.self, count: capacity)
        mask = 1023
        slots = Memory.allocate(UInt64.self, count: mask + 1)
        slots.initialize(repeating: 0, count: mask + 1)
    }

    /// A copy with memory of its own.
    init(copying other: ContactCells) {
        self = other
        contacts = Memory.allocate(FlowContact.self, count: capacity)
        tags = Memory.allocate(UInt32.self, count: capacity)
        free = Memory.allocate(UInt32.self, count: capacity)
        slots = Memory.allocate(UInt64.self, count: mask + 1)
        contacts.initialize(from: other.contacts, count: used)
        tags.initialize(from: other.tags, count: used)
        free.initialize(from: other.free, count: freeCount)
        slots.initialize(from: other.slots, count: mask + 1)
    }

    func deallocate() {
        contacts.deallocate()
        tags.deallocate()
        free.deallocate()
        slots.deallocate()
    }

    // MARK: Hashes

    /// The hash under which the contact of a record is kept.
    @inline(__always)
    func hash(of record: FlowRecord) -> UInt32 {
        hash(
            record.source, record.sourcePort, record.destination, record.destinationPort, record.interface,
            record.protocolNumber)
    }

    func hash(of contact: FlowContact) -> UInt32 {
        hash(
            contact.a.address, contact.a.port, contact.b.address, contact.b.port, contact.interface,
            contact.protocolNumber)
    }

    // Symmetric in the two ends, so that both directions meet.
    @inline(__always)
    private func hash(
        _ x: IPAddress, _ xPort: UInt16, _ y: IPAddress, _ yPort: UInt16, _ interface: UInt64, _ protocolNumber: UInt8
    ) -> UInt32 {
        let first = ContactCells.mix(x.high ^ x.low &+ UInt64(xPort) &<< 33 ^ seed)
        let second = ContactCells.mix(y.high ^ y.low &+ UInt64(yPort) &<< 33 ^ seed)
        return UInt32(truncatingIfNeeded: ContactCells.mix((first &+ second) ^ interface &+ UInt64(protocolNumber)))
    }

    @inline(__always)
    private static func mix(_ x: UInt64) -> UInt64 {
        let product = (x ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
        return product.high ^ product.low
    }

    // MARK: Looking up

    /// Brings the slot of a hash into the cache, for a look-up that comes soon.
    @inline(__always)
    func prefetchSlot(_ hash: UInt32) { hinomi_prefetch(slots + (Int(hash) & mask)) }

    /// Brings the contact that the slot of a hash names into the cache; the slot should be there by now.
    @inline(__always)
    func prefetchContact(_ hash: UInt32) {
        // Where there is none, as good as at random, what lies in front of the contacts is asked for: no harm, and no guess.
        let slot = slots[Int(hash) & mask]
        let contact = UnsafeRawPointer(contacts + (Int(truncatingIfNeeded: slot & 0xFFFF_FFFF) &- 1))
        hinomi_prefetch(contact)
        hinomi_prefetch(contact + 64)
        hinomi_prefetch(contact + 128)
    }

    /// The place of the contact that a record belongs to, which its end `sender` sent; -1 when there is none.
    @inline(__always)
    func find(_ record: FlowRecord, sender: Int, hash: UInt32) -> Int {
        var at = Int(hash) & mask
        while true {
            let slot = slots[at]
            if slot == 0 { return -1 }
            if UInt32(truncatingIfNeeded: slot &>> 32) == hash {
                let place = Int(truncatingIfNeeded: slot & 0xFFFF_FFFF) &- 1
                if FlowContact.isSame(contacts + place, as: record, sender: sender) { return place }
            }
            at = (at &+ 1) & mask
        }
    }

    // MARK: Changing

    /// Makes room for that many more contacts, so that nothing moves while they are put in.
    mutating func reserve(_ more: Int) {
        if used &- freeCount &+ more > capacity || used &+ more > capacity { growPool(to: used &+ more) }
        while (count &+ more) &* 4 > mask { growSlots() }
    }

    /// Puts in a contact that is not there yet. Returns its place.
    mutating func insert(_ contact: FlowContact, hash: UInt32) -> Int {
        let place = makePlace(hash: hash)
        (contacts + place).initialize(to: contact)
        return place
    }

    /// Makes a place for a contact that is not there yet; whoever asks for it must put the contact there.
    @inline(__always)
    mutating func makePlace(hash: UInt32) -> Int {
        if (count &+ 1) &* 4 > mask { growSlots() }
        let place: Int
        if freeCount > 0 {
            freeCount &-= 1
            place = Int(free[freeCount])
        } else {
            if used == capacity { growPool(to: used &+ 1) }
            place = used
            used &+= 1
        }
        tags[place] = hash
        put(UInt64(hash) &<< 32 | UInt64(place &+ 1))
        count &+= 1
        return place
    }

    /// Brings the slot of the contact at a place into the cache, for it to be removed soon.
    @inline(__always)
    func prefetchRemoval(_ place: Int) { prefetchSlot(tags[place]) }

    /// Takes out the contact at a place.
    mutating func remove(_ place: Int) {
        let tag = tags[place]
        let wanted = UInt64(tag) &<< 32 | UInt64(place &+ 1)
        var gap = Int(tag) & mask
        while slots[gap] != wanted { gap = (gap &+ 1) & mask }
        // Close the gap: move up those behind it that would not be found any more.
        var next = (gap &+ 1) & mask
        while slots[next] != 0 {
            let home = Int(truncatingIfNeeded: slots[next] &>> 32) & mask
            if (next &- home) & mask >= (next &- gap) & mask {
                slots[gap] = slots[next]
                gap = next
            }
            next = (next &+ 1) & mask
        }
        slots[gap] = 0
        free[freeCount] = UInt32(truncatingIfNeeded: place)
        freeCount &+= 1
        count &-= 1
    }

    /// The places in use, in ascending order.
    var places: [Int] {
        var unused = Set<UInt32>()
        for i in 0..<freeCount { unused.insert(free[i]) }
        return (0..<used).filter { !unused.contains(UInt32($0)) }
    }

    @inline(__always)
    private func put(_ slot: UInt64) {
        var at = Int(truncatingIfNeeded: slot &>> 32) & mask
        while slots[at] != 0 { at = (at &+ 1) & mask }
        slots[at] = slot
    }

    private mutating func growSlots() {
        let old = slots
        let oldCount = mask + 1
        mask = oldCount * 2 - 1
        slots = Memory.allocate(UInt64.self, count: mask + 1)
        slots.initialize(repeating: 0, count: mask + 1)
        for i in 0..<oldCount where old[i] != 0 { put(old[i]) }
        old.deallocate()
    }

    private mutating func growPool(to least: Int) {
        capacity = max(least, capacity + capacity / 2)
        func moved<Element>(_ old: UnsafeMutablePointer<Element>, _ count: Int) -> UnsafeMutablePointer<Element> {
            let new = Memory.allocate(Element.self, count: capacity)
            new.moveInitialize(from: old, count: count)
            old.deallocate()
            return new
        }
        contacts = moved(contacts, used)
        tags = moved(tags, used)
        free = moved(free, freeCount)
    }
}
