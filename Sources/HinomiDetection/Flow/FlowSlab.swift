// SPDX-License-Identifier: Apache-2.0

import CBytes
import HinomiRecords

/// Flow records of one minute on flat memory, which is used again for a later minute.
final class FlowSlab: Slab {
    private(set) var records: UnsafeMutablePointer<FlowRecord>
    private(set) var count = 0
    // Logs in no order have a slab for every minute, with a record or two.
    private var capacity = 8

    init() { records = .allocate(capacity: capacity) }

    deinit { records.deallocate() }

    /// Puts in a record.
    @inline(__always)
    func append(_ record: UnsafePointer<FlowRecord>) {
        if count == capacity { grow() }
        let place = records + count
        place.initialize(from: record, count: 1)
        count &+= 1
        // By the time the next record of this minute and partition comes, the memory for it is there: a store that waits
        // for memory holds up all that follow.
        let next = UnsafeMutableRawPointer(place + 2)
        hinomi_prefetch_write(next)
        hinomi_prefetch_write(next + 64)
    }

    func removeAll() { count = 0 }

    var copied: FlowSlab {
        let copy = FlowSlab()
        for i in 0..<count { copy.append(records + i) }
        return copy
    }

    /// The records in ascending order of what is written of them first.
    func sorted(by precedes: (FlowRecord, FlowRecord) -> Bool) -> [FlowRecord] {
        UnsafeBufferPointer(start: records, count: count).sorted(by: precedes)
    }

    private func grow() {
        let more = Memory.allocate(FlowRecord.self, count: capacity * 2)
        more.moveInitialize(from: records, count: count)
        records.deallocate()
        records = more
        capacity *= 2
    }
}
