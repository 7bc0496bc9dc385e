// SPDX-License-Identifier: Apache-2.0

import HinomiFindings

/// The queries of one minute, and the bytes of their names.
struct QuerySlab: Slab {
    struct Entry {
        var record: QueryRecord
        var nameStart: UInt32
        var nameCount: UInt16
    }

    private(set) var entries: [Entry] = []
    private var bytes: [UInt8] = []

    init() {}

    var count: Int { entries.count }

    mutating func removeAll() {
        entries.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: true)
    }

    mutating func append(_ record: QueryRecord, name: UnsafeBufferPointer<UInt8>) {
        entries.append(
            Entry(record: record, nameStart: UInt32(bytes.count), nameCount: UInt16(min(name.count, 65_535))))
        bytes.append(contentsOf: name.prefix(65_535))
    }

    /// Goes through the queries by client, time and record id, each record once. Returns how many repeats there were.
    mutating func forEachInOrder(_ body: (QueryRecord, UnsafeBufferPointer<UInt8>) -> Void) -> Int {
        entries.sort { x, y in
            if x.record.client != y.record.client { return x.record.client < y.record.client }
            if x.record.time != y.record.time { return x.record.time < y.record.time }
            if x.record.recordID != y.record.recordID { return x.record.recordID < y.record.recordID }
            // Of copies the first is cited, whichever was read first.
            return (x.record.origin.input, x.record.origin.offset) < (y.record.origin.input, y.record.origin.offset)
        }
        var repeats = 0
        bytes.withUnsafeBufferPointer { bytes in
            for i in entries.indices {
                let record = entries[i].record
                if i > 0, entries[i - 1].record.recordID == record.recordID,
                    entries[i - 1].record.client == record.client
                {
                    repeats += 1
                    continue
                }
                let start = Int(entries[i].nameStart)
                body(record, UnsafeBufferPointer(rebasing: bytes[start..<(start + Int(entries[i].nameCount))]))
            }
        }
        return repeats
    }

    /// The order of records in snapshots.
    static func isWrittenBefore(_ a: QueryRecord, _ b: QueryRecord) -> Bool {
        (a.recordID, a.origin.input, a.origin.offset) < (b.recordID, b.origin.input, b.origin.offset)
    }

    /// The name of an entry.
    func name(of entry: Entry) -> [UInt8] {
        Array(bytes[Int(entry.nameStart)..<(Int(entry.nameStart) + Int(entry.nameCount))])
    }
}
