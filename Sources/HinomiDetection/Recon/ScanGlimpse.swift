// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

/// Something that was tried out once and failed: most of what a scan meets, and so kept small.
struct ScanGlimpse: Codable, Sendable {
    var address: IPAddress
    var port: UInt16
    var protocolNumber: UInt8
    /// What failed: a port of the host, or a host of the port.
    var thing: UInt64
    /// How often first contacts of the interface usually succeeded then.
    var usual: Double
    var first: Timestamp
    var last: Timestamp
    var latest: ScanTarget.Latest
    /// The record of it; nil where another run read it.
    var record: RecordReference?

    init(_ contact: ObservedContact, address: IPAddress, port: UInt16, thing: UInt64, usual: Double) {
        self.address = address
        self.port = port
        protocolNumber = contact.protocolNumber
        self.thing = thing
        self.usual = usual
        first = contact.first
        last = max(contact.first, contact.last)
        latest = ScanTarget.Latest(contact)
        record = contact.firstRecord
    }

    /// What keeps it when there are too many.
    var weight: (Int, Int, UInt64) { (0, 0, ScanTarget.weight(address, port, protocolNumber)) }
}
