// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

/// Something that was tried out once and failed: most of what a scan meets, and so kept small.
struct ScanGlimpse: Codable, Sendable {
    /// The hash of the subject.
    var subject: UInt64
    var time: Timestamp
    /// The record of it, at that time: where it stands; in input `.max` where another run read it.
    var recordID: UInt64
    var offset: UInt64
    var input: UInt32
    /// How long it took, in seconds.
    var duration: UInt32
    /// What failed: half of the hash of a port of the host, or a host of the port.
    var thing: UInt32
    /// The port that was tried.
    var port: UInt16
    /// How often first contacts of the interface usually succeeded then, in 65,535ths.
    var usual: UInt16
}

extension ScanGlimpse {
    init(_ contact: ObservedContact, subject: UInt64, thing: UInt64, usual: Double) {
        self.subject = subject
        time = contact.firstRecord.time
        recordID = contact.firstRecord.recordID
        (input, offset) = (contact.firstRecord.origin.input, contact.firstRecord.origin.offset)
        duration = UInt32(clamping: contact.last.seconds - time.seconds)
        self.thing = UInt32(truncatingIfNeeded: thing >> 32)
        port = contact.remotePort
        self.usual = UInt16((usual * 65_535).rounded())
    }

    /// The record of it; nil where another run read it.
    var record: RecordReference? {
        input == .max
            ? nil : RecordReference(time: time, recordID: recordID, origin: Origin(input: input, offset: offset))
    }

    /// When it was over.
    var last: Timestamp { time.advanced(seconds: Int64(duration)) }

    mutating func forgetRun() { (recordID, input, offset) = (0, .max, 0) }
}
