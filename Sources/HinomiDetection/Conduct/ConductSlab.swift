// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

/// The calls of one minute as profiles see them, and the bytes of their texts.
struct ConductSlab {
    struct Entry {
        var record: ConductRecord
        var start: UInt32
        var count: UInt32
    }

    private(set) var entries: [Entry] = []
    private var bytes: [UInt8] = []

    mutating func removeAll() {
        entries.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: true)
    }

    mutating func append(_ record: ConductRecord, texts: UnsafeBufferPointer<UInt8>) {
        guard let start = UInt32(exactly: bytes.count) else { return }
        entries.append(Entry(record: record, start: start, count: UInt32(texts.count)))
        bytes.append(contentsOf: texts)
    }

    /// Goes through the calls by account, time and record id, each event once.
    func forEachInOrder(_ body: (ConductCall) -> Void) {
        // The order of places: the entries are large.
        var order = Array(entries.indices)
        bytes.withUnsafeBufferPointer { bytes in
            order.sort { isBefore(entries[$0], entries[$1], in: bytes) }
            var previous: Entry?
            for place in order {
                let entry = entries[place]
                if let previous, previous.record.recordID == entry.record.recordID,
                    previous.record.account == entry.record.account
                {
                    continue
                }
                previous = entry
                body(ConductCall(record: entry.record, texts: texts(of: entry, in: bytes)))
            }
        }
    }

    private func isBefore(_ x: Entry, _ y: Entry, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let (first, second) = (CallOrder(x.record), CallOrder(y.record))
        if first != second { return first < second }
        // Copies of one event may differ: the lesser text counts, and of equal texts the first is cited.
        let a = texts(of: x, in: bytes)
        let b = texts(of: y, in: bytes)
        if a.lexicographicallyPrecedes(b) { return true }
        if b.lexicographicallyPrecedes(a) { return false }
        return (x.record.origin.input, x.record.origin.offset) < (y.record.origin.input, y.record.origin.offset)
    }

    private func texts(of entry: Entry, in bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: bytes[Int(entry.start)..<Int(entry.start) + Int(entry.count)])
    }

    /// The calls and their texts in the order of snapshots.
    var sorted: [(record: ConductRecord, texts: [UInt8])] {
        bytes.withUnsafeBufferPointer { bytes in
            entries.sorted { isBefore($0, $1, in: bytes) }.map { ($0.record, Array(texts(of: $0, in: bytes))) }
        }
    }
}
