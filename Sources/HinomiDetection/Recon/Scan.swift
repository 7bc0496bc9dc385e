// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

/// One of our instances tries out what is there: many ports of a host (`Portscan`), one port of many hosts (`PortSweep`).
///
/// Reads flow records. Keeps, of interfaces whose calls fail, which contacts were met before (2 KiB) and what `ScanSubjects`
/// says for hosts and for ports, for a day.
struct Scan: Detector {
    static let raises: [FindingType] = [Portscan.type, PortSweep.type]
    static let interest: Interest = [.opened, .fresh]

    private let portscan: Portscan
    private let portsweep: PortSweep
    let lifetime: Int64 = 86_400

    init(_ portscan: Portscan = Portscan(), _ portsweep: PortSweep = PortSweep()) {
        self.portscan = portscan
        self.portsweep = portsweep
    }

    func key(of contact: ObservedContact) -> UInt64? {
        ScanActivity.counts(contact) ? contact.interfaceKey : nil
    }

    /// Nothing is kept of instances whose calls all succeed.
    func begins(_ contact: ObservedContact) -> Bool { contact.outcome.isFailure }

    func fold(_ contact: ObservedContact, key: UInt64, into state: inout ScanState?, raising signals: inout [Signal]) {
        if state == nil { state = ScanState(contact) }
        // Changed in place: the state is as large as the targets it follows.
        state?.take(contact, by: portscan, and: portsweep, raising: &signals)
    }

    func expire(_ state: ScanState, key: UInt64, raising signals: inout [Signal]) {
        let interface = state.interface.value
        state.hosts.reportRest(by: portscan, interface, raising: &signals)
        state.ports.reportRest(by: portsweep, interface, raising: &signals)
    }
}
