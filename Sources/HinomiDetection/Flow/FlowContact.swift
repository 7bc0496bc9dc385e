// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

/// Both directions of one 5-tuple at one interface, joined over neighbouring capture windows.
///
/// Everything in it is a sum, an OR, a minimum or a maximum, so that the order of the records of a window does not
/// matter. `a` is the lower end (address, then port), `b` the higher one. Which of them sends a record is as good as random:
/// ends are told apart by number (0 and 1) and not by branches, which the processor would guess wrong every other time.
struct FlowContact: Codable {
    // The ends come first, one behind the other: `ends(of:)` relies on it.
    var a: End
    var b: End
    var interface: UInt64
    var last: Int64
    /// The longest window seen, which tells the aggregation interval.
    var interval: UInt32
    var records: UInt32 = 1
    var firstRecord: RecordReference
    var lastRecord: RecordReference
    var protocolNumber: UInt8
    var traits: Traits = []

    struct Traits: OptionSet, Codable {
        let rawValue: UInt8
        /// An earlier part of the same connection was handed on already.
        static let isContinued = Traits(rawValue: 1)
        /// Records of its windows were lost.
        static let isIncomplete = Traits(rawValue: 2)
    }

    /// One end, and what it sent.
    struct End: Codable {
        var address: IPAddress
        var packets: UInt64 = 0
        var bytes: UInt64 = 0
        /// Its first packet; `.max` when it sent none.
        var start = Int64.max
        var port: UInt16
        var flags: UInt8 = 0
        var marks: Marks = []

        struct Marks: OptionSet, Codable {
            let rawValue: UInt8
            /// Packets from it were rejected.
            static let isRejected = Marks(rawValue: 1)
            /// `flow-direction` told that it is the interface's own.
            static let isOwn = Marks(rawValue: 2)
        }
    }

    /// The two ends of a contact, 0 the lower and 1 the higher.
    @inline(__always)
    static func ends(of contact: UnsafePointer<FlowContact>) -> UnsafePointer<End> {
        UnsafeRawPointer(contact).assumingMemoryBound(to: End.self)
    }

    @inline(__always)
    private static func ends(of contact: UnsafeMutablePointer<FlowContact>) -> UnsafeMutablePointer<End> {
        UnsafeMutableRawPointer(contact).assumingMemoryBound(to: End.self)
    }

    /// Which end of its contact sent a record.
    @inline(__always)
    static func sender(of record: FlowRecord) -> Int {
        if record.source == record.destination { return record.sourcePort <= record.destinationPort ? 0 : 1 }
        let source = UInt128(record.source.high) << 64 | UInt128(record.source.low)
        let destination = UInt128(record.destination.high) << 64 | UInt128(record.destination.low)
        return source < destination ? 0 : 1
    }

    /// A contact of one record, which the end `sender` sent.
    @inline(__always)
    init(_ record: FlowRecord, sender: Int) {
        let reference = FlowContact.reference(to: record)
        interface = record.interface
        protocolNumber = record.protocolNumber
        firstRecord = reference
        lastRecord = reference
        last = record.end
        interval = record.duration
        a = End(address: record.source, port: record.sourcePort)
        b = End(address: record.source, port: record.sourcePort)
        withUnsafeMutablePointer(to: &self) { contact in
            let ends = FlowContact.ends(of: contact)
            ends[1 &- sender].address = record.destination
            ends[1 &- sender].port = record.destinationPort
            FlowContact.count(record, sender, ends)
        }
    }

    /// Whether a record that the end `sender` would have sent has the same interface and 5-tuple.
    @inline(__always)
    static func isSame(_ contact: UnsafePointer<FlowContact>, as record: FlowRecord, sender: Int) -> Bool {
        let source = ends(of: contact) + sender
        let destination = ends(of: contact) + (1 &- sender)
        let interfaces = contact.pointee.interface ^ record.interface
        let sources = difference(source.pointee.address, record.source)
        let destinations = difference(destination.pointee.address, record.destination)
        let ports = (source.pointee.port ^ record.sourcePort) | (destination.pointee.port ^ record.destinationPort)
        let protocols = contact.pointee.protocolNumber ^ record.protocolNumber
        return interfaces | sources | destinations | UInt64(ports) | UInt64(protocols) == 0
    }

    // 0 where two addresses are the same.
    @inline(__always)
    private static func difference(_ x: IPAddress, _ y: IPAddress) -> UInt64 { (x.high ^ y.high) | (x.low ^ y.low) }

    /// Takes in a record of the same 5-tuple, which the end `sender` sent.
    @inline(__always)
    mutating func add(_ record: FlowRecord, sender: Int) {
        withUnsafeMutablePointer(to: &self) { FlowContact.count(record, sender, FlowContact.ends(of: $0)) }
        last = max(last, record.end)
        interval = max(interval, record.duration)
        records &+= 1
        let reference = FlowContact.reference(to: record)
        let order = FlowContact.order(of: reference)
        let isOnly = records == 1
        FlowContact.replace(&firstRecord, by: reference, if: isOnly || order < FlowContact.order(of: firstRecord))
        FlowContact.replace(&lastRecord, by: reference, if: isOnly || order > FlowContact.order(of: lastRecord))
    }

    @inline(__always)
    private static func count(_ record: FlowRecord, _ sender: Int, _ ends: UnsafeMutablePointer<End>) {
        let source = ends + sender
        source.pointee.packets &+= record.packets
        source.pointee.bytes &+= record.bytes
        source.pointee.start = min(source.pointee.start, record.start)
        source.pointee.flags |= record.tcpFlags
        if record.status == .rejected { source.pointee.marks.insert(.isRejected) }
        if record.direction != .unknown {
            let own = ends + (record.direction == .egress ? sender : 1 &- sender)
            own.pointee.marks.insert(.isOwn)
        }
    }

    // By time, then by id.
    @inline(__always)
    private static func order(of record: RecordReference) -> UInt128 {
        UInt128(UInt64(bitPattern: record.time.milliseconds) ^ 1 << 63) << 64 | UInt128(record.recordID)
    }

    // Writes in any case, one or the other by a mask: whether it is wanted is as good as random too.
    @inline(__always)
    private static func replace(_ old: inout RecordReference, by new: RecordReference, if isWanted: Bool) {
        let mask: UInt64 = 0 &- (isWanted ? 1 : 0)
        func choose(_ old: UInt64, _ new: UInt64) -> UInt64 { old ^ ((old ^ new) & mask) }
        let time = choose(
            UInt64(bitPattern: old.time.milliseconds), UInt64(bitPattern: new.time.milliseconds))
        old.time = Timestamp(milliseconds: Int64(bitPattern: time))
        old.recordID = choose(old.recordID, new.recordID)
        old.origin.offset = choose(old.origin.offset, new.origin.offset)
        old.origin.input = UInt32(truncatingIfNeeded: choose(UInt64(old.origin.input), UInt64(new.origin.input)))
    }

    /// Takes notice that a record of it was read in another place too: of all places the first is cited.
    mutating func cite(_ record: FlowRecord) {
        let other = FlowContact.reference(to: record)
        firstRecord.cite(other)
        lastRecord.cite(other)
    }

    @inline(__always)
    private static func reference(to record: FlowRecord) -> RecordReference {
        RecordReference(
            time: Timestamp(seconds: record.start), recordID: record.recordID,
            origin: Origin(input: record.input, offset: record.offset))
    }

    var first: Int64 { min(a.start, b.start) }

    /// Seconds of silence after which the contact is over: two aggregation intervals, 60 or 600 s each.
    var patience: Int64 { isCoarse ? 1_200 : 120 }

    /// Whether a window was longer than a minute.
    var isCoarse: Bool { interval > 60 }

    /// What goes on of a connection that was handed on in part at `now`: who and where, and nothing counted yet.
    func continuation(from now: Int64) -> FlowContact {
        var rest = self
        // A record may claim to end far ahead; the patience with what comes next begins now all the same.
        rest.last = min(last, now)
        rest.traits.insert(.isContinued)
        rest.a.forgetSent()
        rest.b.forgetSent()
        rest.records = 0
        return rest
    }
}

extension FlowContact.End {
    /// Counts nothing of what was sent so far any more.
    fileprivate mutating func forgetSent() {
        packets = 0
        bytes = 0
        start = .max
    }
}

extension RecordReference {
    /// Takes over the place of another copy of the same record when that comes first.
    fileprivate mutating func cite(_ copy: RecordReference) {
        guard copy.recordID == recordID, copy.time == time else { return }
        if (copy.origin.input, copy.origin.offset) < (origin.input, origin.offset) { origin = copy.origin }
    }
}
