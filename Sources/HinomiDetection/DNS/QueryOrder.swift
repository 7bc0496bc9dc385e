// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

/// The order in which the queries of a minute are folded: by client, time and record id. Memory is kept from minute to
/// minute.
///
/// A minute has queries of several clients one among the other, each client's nearly in order. Spreading them by client
/// first leaves short pieces to sort, and moves marks instead of whole records.
struct QueryOrder {
    private struct Mark {
        var client: UInt64
        var time: Int64
        var recordID: UInt64
        var place: Int
    }

    // By the highest bits of the client, so that the pieces follow each other in the order of the clients.
    private static let pieces = 256
    private var marks: [Mark] = []
    private var ends = [Int](repeating: 0, count: QueryOrder.pieces)

    /// The places of the entries in order, each record once: of copies the first in the logs, whichever was read first.
    private(set) var places: [Int] = []

    /// Brings entries into order. Returns how many repeats there were.
    mutating func arrange(_ entries: [QuerySlab.Entry]) -> Int {
        entries.withUnsafeBufferPointer { spread($0) }
        places.removeAll(keepingCapacity: true)
        for i in marks.indices {
            if i > 0, marks[i - 1].recordID == marks[i].recordID, marks[i - 1].client == marks[i].client { continue }
            places.append(marks[i].place)
        }
        return marks.count - places.count
    }

    private mutating func spread(_ entries: UnsafeBufferPointer<QuerySlab.Entry>) {
        for piece in ends.indices { ends[piece] = 0 }
        for i in entries.indices { ends[QueryOrder.piece(of: entries[i].record.client)] += 1 }
        var sum = 0
        for piece in ends.indices {
            // For now where each begins; it moves to its end as it is filled.
            (ends[piece], sum) = (sum, sum + ends[piece])
        }
        if marks.count != entries.count {
            let free = Mark(client: 0, time: 0, recordID: 0, place: 0)
            if marks.count < entries.count {
                marks.append(contentsOf: repeatElement(free, count: entries.count - marks.count))
            } else {
                marks.removeLast(marks.count - entries.count)
            }
        }
        for i in entries.indices {
            let record = entries[i].record
            let piece = QueryOrder.piece(of: record.client)
            marks[ends[piece]] = Mark(
                client: record.client, time: record.time.milliseconds, recordID: record.recordID, place: i)
            ends[piece] += 1
        }
        marks.withUnsafeMutableBufferPointer { marks in
            var start = 0
            for end in ends {
                if end - start > 1 {
                    QueryOrder.sort(UnsafeMutableBufferPointer(rebasing: marks[start..<end]), entries)
                }
                start = end
            }
        }
    }

    // By insertion while little is out of order.
    private static func sort(
        _ marks: UnsafeMutableBufferPointer<Mark>, _ entries: UnsafeBufferPointer<QuerySlab.Entry>
    ) {
        var patience = marks.count * 8
        for i in 1..<marks.count where isBefore(marks[i], marks[i - 1], entries) {
            let mark = marks[i]
            var at = i
            while at > 0, isBefore(mark, marks[at - 1], entries) {
                marks[at] = marks[at - 1]
                at -= 1
            }
            marks[at] = mark
            patience -= i - at
            if patience < 0 {
                var marks = marks
                return marks.sort { isBefore($0, $1, entries) }
            }
        }
    }

    private static func piece(of client: UInt64) -> Int { Int(truncatingIfNeeded: client >> 56) }

    @inline(__always)
    private static func isBefore(_ x: Mark, _ y: Mark, _ entries: UnsafeBufferPointer<QuerySlab.Entry>) -> Bool {
        if x.client != y.client { return x.client < y.client }
        if x.time != y.time { return x.time < y.time }
        if x.recordID != y.recordID { return x.recordID < y.recordID }
        let (a, b) = (entries[x.place].record.origin, entries[y.place].record.origin)
        return (a.input, a.offset) < (b.input, b.offset)
    }
}
