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
    /// The kept references in order of time, each once.
    public private(set) var references: [RecordReference] = []

    public init() {}

    /// Begins anew and keeps its memory.
    public mutating func removeAll() {
        total = 0
        references.removeAll(keepingCapacity: true)
    }

    /// Lets go of the references, which another run cannot follow. How many records there were stays.
    public mutating func forgetReferences() { references = [] }

    /// Takes in one record.
    public mutating func add(_ reference: RecordReference) {
        count(1)
        insert(reference)
    }

    /// Takes in all records of another sample.
    public mutating func merge(_ other: Evidence) {
        count(other.total)
        for reference in other.references { insert(reference) }
    }

    /// Takes notice of records that are not at hand any more.
    public mutating func count(_ more: Int) {
        let (sum, overflow) = total.addingReportingOverflow(more)
        total = overflow ? .max : sum
    }

    private mutating func insert(_ reference: RecordReference) {
        if let same = references.firstIndex(where: { Evidence.isSame($0, reference) }) {
            if Evidence.isEarlier(reference, references[same]) { references[same] = reference }
            return
        }
        var at = references.count
        while at > 0, Evidence.isEarlier(reference, references[at - 1]) { at -= 1 }
        let isFirst = at < Evidence.endCapacity
        let isLast = references.count - at < Evidence.endCapacity
        let isSmall = hasSmallID(reference)
        guard isFirst || isLast || isSmall else { return }
        // Room for those that are kept and the one that is taken out again, and no more.
        if references.count == 16 { references.reserveCapacity(Evidence.capacity + 1) }
        references.insert(reference, at: at)
        // What it pushed out of one of the three is kept no longer, unless it is in another.
        if isSmall, let large = firstBeyondSmallIDs { removeUnlessKept(at: large) }
        if isFirst { removeUnlessKept(at: Evidence.endCapacity) }
        if isLast { removeUnlessKept(at: references.count - Evidence.endCapacity - 1) }
    }

    private static let capacity = 2 * endCapacity + spreadCapacity

    // Whether it is among those with the smallest record ids.
    private func hasSmallID(_ reference: RecordReference) -> Bool {
        var smaller = 0
        for other in references where Evidence.hasSmallerID(other, reference) { smaller += 1 }
        return smaller < Evidence.spreadCapacity
    }

    // The place of the first one that is not.
    private var firstBeyondSmallIDs: Int? {
        guard references.count > Evidence.spreadCapacity else { return nil }
        return references.indices.first { place in
            references.count { Evidence.hasSmallerID($0, references[place]) } == Evidence.spreadCapacity
        }
    }

    private mutating func removeUnlessKept(at place: Int) {
        guard place >= Evidence.endCapacity, place < references.count - Evidence.endCapacity,
            !hasSmallID(references[place])
        else { return }
        references.remove(at: place)
    }

    // The same record, wherever it was read.
    private static func isSame(_ a: RecordReference, _ b: RecordReference) -> Bool {
        a.recordID == b.recordID && a.time == b.time
    }

    private static func hasSmallerID(_ a: RecordReference, _ b: RecordReference) -> Bool {
        a.recordID != b.recordID ? a.recordID < b.recordID : a.time < b.time
    }

    // A total order, so that of equal records read from two files the same one is kept whichever came first.
    private static func isEarlier(_ a: RecordReference, _ b: RecordReference) -> Bool {
        (a.time, a.recordID, a.origin.input, a.origin.offset) < (b.time, b.recordID, b.origin.input, b.origin.offset)
    }
}
