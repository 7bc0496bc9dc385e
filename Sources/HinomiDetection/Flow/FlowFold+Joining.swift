// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

extension FlowFold {
    /// Joins the records of a minute to the contacts they belong to.
    mutating func join(_ slab: FlowSlab) {
        duplicates.reset(for: slab.count)
        var cells = table.take()
        cells.reserve(slab.count)
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: FlowFold.far) { hashes in
            if let hashes = hashes.baseAddress { join(slab.records, slab.count, hashes, in: &cells) }
        }
        table.put(cells)
    }

    // How many records early the slot of a contact is asked for, and the contact itself. The former is a power of two.
    private static var far: Int { 32 }
    private static var near: Int { 14 }

    private mutating func join(
        _ records: UnsafePointer<FlowRecord>, _ count: Int, _ hashes: UnsafeMutablePointer<UInt32>,
        in cells: inout ContactCells
    ) {
        // Memory is slow and known in advance: ask for the slots early, and for the contacts once the slots are there. The
        // hashes of the records between go round.
        let (far, near) = (FlowFold.far, FlowFold.near)
        let last = far &- 1
        for i in 0..<min(far, count) {
            hashes[i] = cells.hash(of: records[i])
            cells.prefetchSlot(hashes[i])
        }
        for i in 0..<count {
            let hash = hashes[i & last]
            if i &+ far < count {
                hashes[i & last] = cells.hash(of: records[i &+ far])
                cells.prefetchSlot(hashes[i & last])
            }
            if i &+ near < count { cells.prefetchContact(hashes[(i &+ near) & last]) }
            let sender = FlowContact.sender(of: records[i])
            guard duplicates.insert(records[i].recordID) else {
                duplicateCount += 1
                let place = cells.find(records[i], sender: sender, hash: hash)
                if place >= 0 { cells.contacts[place].cite(records[i]) }
                continue
            }
            if records[i].status == .skipData {
                // Whatever end it claims, a window is twenty minutes at most.
                let end = min(records[i].end, records[i].start &+ 1_200)
                let until = max(incompleteUntil[records[i].interface] ?? .min, end)
                incompleteUntil[records[i].interface] = until
                continue
            }
            let place = cells.find(records[i], sender: sender, hash: hash)
            if place >= 0 {
                cells.contacts[place].add(records[i], sender: sender)
            } else {
                let place = cells.makePlace(hash: hash)
                (cells.contacts + place).initialize(to: FlowContact(records[i], sender: sender))
                deadlines.add(place, minute: FlowFold.deadline(of: (cells.contacts + place).pointee))
            }
        }
    }

    /// Notes when a contact has to be looked at.
    mutating func schedule(_ place: Int, after contact: FlowContact) {
        deadlines.add(place, minute: FlowFold.deadline(of: contact))
    }

    // The minute by which a contact is over, or long enough to be handed on in part.
    @inline(__always)
    static func deadline(of contact: FlowContact) -> Int64 {
        let patience = contact.last &+ contact.patience
        return EventMinute.of(contact.records == 0 ? patience : min(patience, contact.first &+ longestContact)) + 1
    }
}
