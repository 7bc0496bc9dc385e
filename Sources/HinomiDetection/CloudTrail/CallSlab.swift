// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// The calls of one minute, and the bytes of their records.
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

    init() {}

    var count: Int { entries.count }

    mutating func append(_ record: CallRecord, raw: UnsafeBufferPointer<UInt8>) {
        entries.append(Entry(record: record, start: bytes.count, count: raw.count))
        bytes.append(contentsOf: raw)
        bytes.append(contentsOf: repeatElement(0, count: CallSlab.spare))
    }

    /// Goes through the calls by account, time and record id, each event once. Returns how many repeats there were.
    mutating func forEachInOrder(_ body: (CallRecord, APICallView) -> Void) -> Int {
        entries.sort { x, y in
            if x.record.account != y.record.account { return x.record.account < y.record.account }
            if x.record.time != y.record.time { return x.record.time < y.record.time }
            return x.record.recordID < y.record.recordID
        }
        var repeats = 0
        bytes.withUnsafeBufferPointer { bytes in
            for i in entries.indices {
                let entry = entries[i]
                if i > 0, entries[i - 1].record.recordID == entry.record.recordID,
                    entries[i - 1].record.account == entry.record.account
                {
                    repeats += 1
                    continue
                }
                let raw = UnsafeBufferPointer(rebasing: bytes[entry.start..<(entry.start + entry.count)])
                var parser = CloudTrailParser()
                _ = parser.parse(raw, at: 0, isFinal: true) { body(entry.record, $0) } refused: { _ in }
            }
        }
        return repeats
    }

    /// The raw record of an entry.
    func raw(of entry: Entry) -> [UInt8] { Array(bytes[entry.start..<(entry.start + entry.count)]) }
}
