// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

extension FlowFold {
    /// Joins the records of a minute to the contacts they belong to.
    mutating func join(_ slab: FlowSlab) {
        duplicates.reset(for: slab.count)
        var cells = table.take()
        cells.reserve(slab.count)
        // Taken out, so that it can be read while the rest changes.
        var hashes: [UInt32] = []
        swap(&hashes, &self.hashes)
        hashes.removeAll(keepingCapacity: true)
        for i in 0..<slab.count { hashes.append(cells.hash(of: slab.records[i])) }
        hashes.withUnsafeBufferPointer { hashes in
            if let hashes = hashes.baseAddress { join(slab.records, hashes, slab.count, in: &cells) }
        }
        swap(&hashes, &self.hashes)
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
                // Whatever end it claims, a window is twenty minutes at most.
                let end = min(records[i].end, records[i].start &+ 1_200)
                let until = max(incompleteUntil[records[i].interface] ?? .min, end)
                incompleteUntil[records[i].interface] = until
                continue
            }
            let place = cells.find(records[i], sourceIsLower: isLower, hash: hashes[i])
            if place >= 0 {
                cells.contacts[place].add(records[i], sourceIsLower: isLower)
            } else {
                let place = cells.makePlace(hash: hashes[i])
                (cells.contacts + place).initialize(to: FlowContact(records[i], sourceIsLower: isLower))
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
