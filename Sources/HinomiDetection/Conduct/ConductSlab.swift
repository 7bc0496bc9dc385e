// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

/// The calls of one minute as profiles see them, and the bytes of their texts.
struct ConductSlab {
    // Memory takes as long to come as the fold of a few calls, and what was asked for must not be pushed out again.
    private static let atOnce = 16

    private var records: [ConductRecord] = []
    // Where the texts of each record begin; they end where those of the next one do.
    private var starts: [UInt32] = []
    private var bytes: [UInt8] = []

    /// How many calls there are.
    var count: Int { records.count }

    mutating func removeAll() {
        records.removeAll(keepingCapacity: true)
        starts.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: true)
    }

    mutating func append(_ record: ConductRecord, texts: UnsafeBufferPointer<UInt8>) {
        guard let start = UInt32(exactly: bytes.count) else { return }
        records.append(record)
        starts.append(start)
        bytes.append(contentsOf: texts)
    }

    /// Goes through the calls by account, time and record id, each event once. Some at a time are told of before.
    func forEachInOrder(announcing announce: (UnsafeBufferPointer<ConductCall>) -> Void, _ body: (ConductCall) -> Void)
    {
        withCalls { calls in
            let order = sorted(calls)
            var next: [ConductCall] = []
            var previous: ConductCall?
            for start in stride(from: 0, to: order.count, by: ConductSlab.atOnce) {
                next.removeAll(keepingCapacity: true)
                for entry in order[start..<min(start + ConductSlab.atOnce, order.count)] {
                    next.append(calls[entry.place])
                }
                next.withUnsafeBufferPointer(announce)
                for call in next {
                    if let previous, previous.record.recordID == call.record.recordID,
                        previous.record.account == call.record.account
                    {
                        continue
                    }
                    previous = call
                    body(call)
                }
            }
        }
    }

    /// The calls and their texts in the order of snapshots.
    var sorted: [(record: ConductRecord, texts: [UInt8])] {
        withCalls { calls in sorted(calls).map { (calls.records[$0.place], Array(calls[$0.place].texts)) } }
    }

    // The records are large: places are sorted, beside what tells nearly all of them apart.
    private func sorted(_ calls: Calls) -> [(order: CallOrder, place: Int)] {
        var all = calls.records.indices.map { (order: CallOrder(calls.records[$0]), place: $0) }
        all.sort { $0.order != $1.order ? $0.order < $1.order : calls.isBefore($0.place, $1.place) }
        return all
    }

    private func withCalls<Result>(_ body: (Calls) -> Result) -> Result {
        records.withUnsafeBufferPointer { records in
            bytes.withUnsafeBufferPointer { body(Calls(records: records, starts: starts, bytes: $0)) }
        }
    }
}

/// The calls of a slab where they lie.
private struct Calls {
    let records: UnsafeBufferPointer<ConductRecord>
    let starts: [UInt32]
    let bytes: UnsafeBufferPointer<UInt8>

    subscript(place: Int) -> ConductCall {
        let end = place + 1 < starts.count ? Int(starts[place + 1]) : bytes.count
        return ConductCall(
            at: UnsafePointer(records.baseAddress.unsafelyUnwrapped + place),
            texts: UnsafeBufferPointer(rebasing: bytes[Int(starts[place])..<end]))
    }

    // Copies of one event may differ: the lesser text counts, and of equal texts the first is cited.
    func isBefore(_ x: Int, _ y: Int) -> Bool {
        let (a, b) = (self[x].texts, self[y].texts)
        if a.lexicographicallyPrecedes(b) { return true }
        if b.lexicographicallyPrecedes(a) { return false }
        let (first, second) = (records[x].origin, records[y].origin)
        return (first.input, first.offset) < (second.input, second.offset)
    }
}
