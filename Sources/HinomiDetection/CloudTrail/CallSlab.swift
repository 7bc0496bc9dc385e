// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence
import HinomiRecords

/// The calls of one minute: for exact rules with the bytes of their records, for profiles with their hashes.
struct CallSlab: Slab {
    struct Entry {
        var record: CallRecord
        var start: Int
        var count: Int
    }

    // Parsers look ahead in blocks of this size.
    private static let spare = 64

    private(set) var entries: [Entry] = []
    private var bytes: [UInt8] = []
    /// The calls as profiles see them.
    private(set) var conduct = ConductSlab()

    init() {}

    var count: Int { entries.count + conduct.count }

    mutating func removeAll() {
        entries.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: true)
        conduct.removeAll()
    }

    mutating func append(_ record: ConductRecord, texts: UnsafeBufferPointer<UInt8>) {
        conduct.append(record, texts: texts)
    }

    mutating func append(_ record: CallRecord, raw: UnsafeBufferPointer<UInt8>) {
        entries.append(Entry(record: record, start: bytes.count, count: raw.count))
        bytes.append(contentsOf: raw)
        bytes.append(contentsOf: repeatElement(0, count: CallSlab.spare))
    }

    /// Goes through the calls by account, time and record id, each event once in each of its forms. Calls with hashes are announced some
    /// at a time. Returns how many records were repeats.
    mutating func forEachInOrder(
        with rereader: inout CallRereader, knowing intelligence: IntelligenceBundle,
        announcing announce: (UnsafeBufferPointer<ConductCall>) -> Void,
        _ body: (AccountCall) -> Void
    ) -> Int {
        let bytes = bytes
        entries.sort { x, y in
            let (a, b) = (CallOrder(x.record), CallOrder(y.record))
            return a != b ? a < b : CallSlab.isBefore(x, y, in: bytes)
        }
        var repeats = 0
        var next = 0
        conduct.forEachInOrder(announcing: announce) { call in
            while next < entries.count, CallOrder(entries[next].record) <= CallOrder(call.record) {
                give(next, of: bytes, with: &rereader, intelligence, &repeats, body)
                next += 1
            }
            body(.hashed(call))
        }
        for place in next..<entries.count { give(place, of: bytes, with: &rereader, intelligence, &repeats, body) }
        return repeats
    }

    private func give(
        _ place: Int, of bytes: [UInt8], with rereader: inout CallRereader, _ intelligence: IntelligenceBundle,
        _ repeats: inout Int, _ body: (AccountCall) -> Void
    ) {
        let entry = entries[place]
        if place > 0, entries[place - 1].record.recordID == entry.record.recordID,
            entries[place - 1].record.account == entry.record.account
        {
            repeats += 1
            return
        }
        bytes.withUnsafeBufferPointer { bytes in
            let raw = UnsafeBufferPointer(rebasing: bytes[entry.start..<(entry.start + entry.count)])
            rereader.read(raw, time: entry.record.time) { view, identity in
                body(.whole(ObservedCall(record: entry.record, view: view, by: identity, knowing: intelligence)))
            }
        }
    }

    // By record id. Copies of one event may differ: the lesser text counts, and of equal texts the first is cited.
    static func isBefore(_ x: Entry, _ y: Entry, in bytes: [UInt8]) -> Bool {
        if x.record.recordID != y.record.recordID { return x.record.recordID < y.record.recordID }
        let a = bytes[x.start..<(x.start + x.count)]
        let b = bytes[y.start..<(y.start + y.count)]
        if a.lexicographicallyPrecedes(b) { return true }
        if b.lexicographicallyPrecedes(a) { return false }
        return (x.record.origin.input, x.record.origin.offset) < (y.record.origin.input, y.record.origin.offset)
    }

    /// The entries in the order of snapshots.
    var sortedEntries: [Entry] { entries.sorted { CallSlab.isBefore($0, $1, in: bytes) } }

    /// The raw record of an entry.
    func raw(of entry: Entry) -> [UInt8] { Array(bytes[entry.start..<(entry.start + entry.count)]) }
}

/// The order in which calls are folded.
struct CallOrder: Comparable {
    private var account: AccountID
    private var time: Timestamp
    private var recordID: UInt64

    init(_ record: CallRecord) { (account, time, recordID) = (record.account, record.time, record.recordID) }

    init(_ record: ConductRecord) { (account, time, recordID) = (record.account, record.time, record.recordID) }

    static func < (a: Self, b: Self) -> Bool {
        if a.account != b.account { return a.account < b.account }
        if a.time != b.time { return a.time < b.time }
        return a.recordID < b.recordID
    }
}
