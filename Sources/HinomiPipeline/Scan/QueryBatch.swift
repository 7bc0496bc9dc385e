// SPDX-License-Identifier: Apache-2.0

import HinomiDetection
import HinomiRecords

/// Queries that wait for what is known of their names, and the names in the form in which they are compared.
struct QueryBatch {
    struct Entry {
        var record: QueryRecord
        /// The hash of the name in a `NameCache`; 0 where there is no name.
        var nameHash: UInt64
        /// The bytes of the record, valid as long as the piece of the log it was read from.
        var raw: UnsafeBufferPointer<UInt8>
        fileprivate var start: Int
        fileprivate var count: Int
    }

    /// Queries that are looked up together.
    static let size = 64

    private(set) var entries: [Entry] = []
    private var used = 0
    private var bytes = [UInt8](
        repeating: 0, count: QueryBatch.size * DNSNameText.maxLength + DNSNameText.roomNeeded)

    var isFull: Bool { entries.count >= QueryBatch.size }

    /// Takes in a query and its name as it was logged; what is no name is taken for an empty one.
    mutating func append(
        _ record: QueryRecord, name: JSONSlice, for names: borrowing NameCache, raw: UnsafeBufferPointer<UInt8>
    ) {
        bytes.withUnsafeMutableBufferPointer { bytes in
            let count = DNSNameText.normalise(name, into: UnsafeMutableBufferPointer(rebasing: bytes[used...])) ?? 0
            let name = UnsafeBufferPointer(rebasing: bytes[used..<(used + count)])
            let hash = count > 0 ? names.hash.of(name) : 0
            names.prefetch(hash)
            entries.append(Entry(record: record, nameHash: hash, raw: raw, start: used, count: count))
            used += count
        }
    }

    /// Goes through the queries, which may be changed, and their names.
    mutating func forEach(_ body: (Int, inout Entry, UnsafeBufferPointer<UInt8>) -> Void) {
        for i in entries.indices { update(i) { body(i, &$0, $1) } }
    }

    /// Changes the query at a place, knowing its name.
    mutating func update(_ place: Int, _ body: (inout Entry, UnsafeBufferPointer<UInt8>) -> Void) {
        bytes.withUnsafeBufferPointer { bytes in
            let start = entries[place].start
            body(&entries[place], UnsafeBufferPointer(rebasing: bytes[start..<(start + entries[place].count)]))
        }
    }

    /// Empties the batch and keeps its memory.
    mutating func removeAll() {
        entries.removeAll(keepingCapacity: true)
        used = 0
    }
}

extension DNSQueryView {
    /// The record as it stands at its place in the input; empty where an envelope carries it in another form.
    var raw: UnsafeBufferPointer<UInt8> {
        record.count == byteCount ? record.bytes : UnsafeBufferPointer(start: nil, count: 0)
    }
}
