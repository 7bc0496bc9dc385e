// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

/// Both directions of one 5-tuple at one interface, joined over neighbouring capture windows.
///
/// Everything in it is a sum, an OR, a minimum or a maximum, so that the order of the records of a window does not
/// matter. `a` is the lower end (address, then port), `b` the higher one.
struct FlowContact: Codable {
    var interface: UInt64
    var a: IPAddress
    var b: IPAddress
    var aPort: UInt16
    var bPort: UInt16
    var protocolNumber: UInt8
    var aFlags: UInt8 = 0
    var bFlags: UInt8 = 0
    var traits: Traits = []
    var aPackets: UInt64 = 0
    var bPackets: UInt64 = 0
    var aBytes: UInt64 = 0
    var bBytes: UInt64 = 0
    /// First packet from each side; `.max` when it sent none.
    var aStart = Int64.max
    var bStart = Int64.max
    var last = Int64.min
    /// The longest window seen, which tells the aggregation interval.
    var interval: UInt32 = 0
    var records: UInt32 = 0
    var firstRecord: RecordReference
    var lastRecord: RecordReference

    struct Traits: OptionSet, Codable {
        let rawValue: UInt8
        static let aRejected = Traits(rawValue: 1)
        static let bRejected = Traits(rawValue: 2)
        /// `flow-direction` told which side is the interface's own.
        static let aIsOwn = Traits(rawValue: 4)
        static let bIsOwn = Traits(rawValue: 8)
        /// An earlier part of the same connection was handed on already.
        static let isContinued = Traits(rawValue: 16)
        /// Records of its windows were lost.
        static let isIncomplete = Traits(rawValue: 32)
    }

    /// A contact of one record.
    @inline(__always)
    init(_ record: FlowRecord, sourceIsLower: Bool) {
        let reference = FlowContact.reference(to: record)
        interface = record.interface
        protocolNumber = record.protocolNumber
        firstRecord = reference
        lastRecord = reference
        last = record.end
        interval = record.duration
        records = 1
        let isRejected = record.status == .rejected
        if sourceIsLower {
            (a, aPort, b, bPort) = (record.source, record.sourcePort, record.destination, record.destinationPort)
            (aPackets, aBytes, aStart, aFlags) = (record.packets, record.bytes, record.start, record.tcpFlags)
            if isRejected { traits = .aRejected }
            if record.direction != .unknown { traits.insert(record.direction == .egress ? .aIsOwn : .bIsOwn) }
        } else {
            (a, aPort, b, bPort) = (record.destination, record.destinationPort, record.source, record.sourcePort)
            (bPackets, bBytes, bStart, bFlags) = (record.packets, record.bytes, record.start, record.tcpFlags)
            if isRejected { traits = .bRejected }
            if record.direction != .unknown { traits.insert(record.direction == .egress ? .bIsOwn : .aIsOwn) }
        }
    }

    /// Whether the source of a record is the lower end of its contact.
    @inline(__always)
    static func sourceIsLower(_ record: FlowRecord) -> Bool {
        if record.source != record.destination { return record.source < record.destination }
        return record.sourcePort <= record.destinationPort
    }

    /// Whether a record has the same interface and 5-tuple.
    @inline(__always)
    func isOf(_ record: FlowRecord, sourceIsLower: Bool) -> Bool {
        guard interface == record.interface, protocolNumber == record.protocolNumber else { return false }
        return sourceIsLower
            ? a == record.source && b == record.destination && aPort == record.sourcePort
                && bPort == record.destinationPort
            : b == record.source && a == record.destination && bPort == record.sourcePort
                && aPort == record.destinationPort
    }

    /// Takes in a record of the same 5-tuple, in either direction.
    @inline(__always)
    mutating func add(_ record: FlowRecord, sourceIsLower: Bool) {
        if sourceIsLower {
            aPackets &+= record.packets
            aBytes &+= record.bytes
            aStart = min(aStart, record.start)
            aFlags |= record.tcpFlags
            if record.status == .rejected { traits.insert(.aRejected) }
            if record.direction == .egress { traits.insert(.aIsOwn) }
            if record.direction == .ingress { traits.insert(.bIsOwn) }
        } else {
            bPackets &+= record.packets
            bBytes &+= record.bytes
            bStart = min(bStart, record.start)
            bFlags |= record.tcpFlags
            if record.status == .rejected { traits.insert(.bRejected) }
            if record.direction == .egress { traits.insert(.bIsOwn) }
            if record.direction == .ingress { traits.insert(.aIsOwn) }
        }
        last = max(last, record.end)
        interval = max(interval, record.duration)
        records &+= 1
        if records == 1 {
            firstRecord = FlowContact.reference(to: record)
            lastRecord = firstRecord
            return
        }
        let time = Timestamp(seconds: record.start)
        if time < firstRecord.time || (time == firstRecord.time && record.recordID < firstRecord.recordID) {
            firstRecord = FlowContact.reference(to: record)
        }
        if time > lastRecord.time || (time == lastRecord.time && record.recordID > lastRecord.recordID) {
            lastRecord = FlowContact.reference(to: record)
        }
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

    var first: Int64 { min(aStart, bStart) }

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
        rest.aPackets = 0
        rest.bPackets = 0
        rest.aBytes = 0
        rest.bBytes = 0
        rest.aStart = .max
        rest.bStart = .max
        rest.records = 0
        return rest
    }
}

extension RecordReference {
    /// Takes over the place of another copy of the same record when that comes first.
    fileprivate mutating func cite(_ copy: RecordReference) {
        guard copy.recordID == recordID, copy.time == time else { return }
        if (copy.origin.input, copy.origin.offset) < (origin.input, origin.offset) { origin = copy.origin }
    }
}
