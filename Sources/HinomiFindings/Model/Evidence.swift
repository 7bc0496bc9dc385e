// SPDX-License-Identifier: Apache-2.0

public import HinomiRecords

/// Where a record was read: which input, and the offset of its first byte in the (decompressed) input.
public struct Origin: Hashable, Codable, Sendable {
    /// Index of the input in the run.
    public var input: UInt32
    /// Bytes before the record.
    public var offset: UInt64

    @inlinable
    public init(input: UInt32, offset: UInt64) {
        self.input = input
        self.offset = offset
    }
}

/// One record that a signal rests on.
public struct RecordReference: Hashable, Codable, Sendable {
    /// The record's own time.
    public var time: Timestamp
    /// The stable hash of the raw record.
    public var recordID: UInt64
    public var origin: Origin

    public init(time: Timestamp, recordID: UInt64, origin: Origin) {
        self.time = time
        self.recordID = recordID
        self.origin = origin
    }
}

/// A bounded sample of the records behind a signal: the first, the last, and some from between.
///
/// Which records it holds depends only on the set of records added, never on their order: first and last by (time,
/// record id), the spread by the smallest record ids.
public struct Evidence: Hashable, Codable, Sendable {
    /// Most references kept at each end.
    public static let endCapacity = 5
    /// Most references kept from between.
    public static let spreadCapacity = 10

    /// Records seen, those not kept included.
    public private(set) var total = 0
    private var first: [RecordReference] = []
    private var last: [RecordReference] = []
    private var spread: [RecordReference] = []

    public init() {}

    /// Begins anew and keeps its memory.
    public mutating func removeAll() {
        total = 0
        first.removeAll(keepingCapacity: true)
        last.removeAll(keepingCapacity: true)
        spread.removeAll(keepingCapacity: true)
    }

    /// Takes in one record.
    public mutating func add(_ reference: RecordReference) {
        count(1)
        insert(reference)
    }

    /// Takes in all records of another sample.
    public mutating func merge(_ other: Evidence) {
        count(other.total)
        for reference in other.first + other.last + other.spread { insert(reference) }
    }

    /// The kept references in order of time, each once.
    public var references: [RecordReference] {
        var seen = Set<UInt64>()
        return (first + spread + last).sorted(by: Evidence.isEarlier).filter { seen.insert($0.recordID).inserted }
    }

    /// Takes notice of records that are not at hand any more.
    public mutating func count(_ more: Int) {
        let (sum, overflow) = total.addingReportingOverflow(more)
        total = overflow ? .max : sum
    }

    private mutating func insert(_ reference: RecordReference) {
        Evidence.keep(reference, in: &first, capacity: Evidence.endCapacity, by: Evidence.isEarlier)
        Evidence.keep(reference, in: &last, capacity: Evidence.endCapacity) { Evidence.isEarlier($1, $0) }
        Evidence.keep(reference, in: &spread, capacity: Evidence.spreadCapacity, by: Evidence.hasSmallerID)
    }

    // Both orders are total, so that of equal records read from two files the same one is kept whichever came first.
    private static func isEarlier(_ a: RecordReference, _ b: RecordReference) -> Bool {
        (a.time, a.recordID, a.origin.input, a.origin.offset) < (b.time, b.recordID, b.origin.input, b.origin.offset)
    }

    private static func hasSmallerID(_ a: RecordReference, _ b: RecordReference) -> Bool {
        a.recordID != b.recordID ? a.recordID < b.recordID : isEarlier(a, b)
    }

    private static func keep(
        _ reference: RecordReference, in kept: inout [RecordReference], capacity: Int,
        by precedes: (RecordReference, RecordReference) -> Bool
    ) {
        // Most come too late for a full list, whatever is in it.
        if kept.count == capacity, let worst = kept.last, !precedes(reference, worst) { return }
        if let same = kept.firstIndex(where: { $0.recordID == reference.recordID }) {
            guard precedes(reference, kept[same]) else { return }
            kept.remove(at: same)
        }
        kept.append(reference)
        var at = kept.count - 1
        while at > 0, precedes(reference, kept[at - 1]) {
            kept[at] = kept[at - 1]
            at -= 1
        }
        kept[at] = reference
        if kept.count > capacity { kept.removeLast() }
    }
}
