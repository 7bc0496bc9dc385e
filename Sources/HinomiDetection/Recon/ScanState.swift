// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords
import HinomiStatistics

/// What is kept of one interface whose calls fail.
struct ScanState: DetectorState {
    private(set) var interface: Shared<InterfaceFacts>
    private var met = FirstContactFilter()
    private(set) var hosts = ScanSubjects()
    private(set) var ports = ScanSubjects()

    init(_ contact: ObservedContact) { interface = contact.card.facts }

    mutating func forgetRun() {
        hosts.forgetRun()
        ports.forgetRun()
    }

    /// Takes in a contact that can be part of a scan.
    mutating func take(
        _ contact: ObservedContact, by portscan: Portscan, and portsweep: PortSweep, raising signals: inout [Signal]
    ) {
        interface = contact.card.facts
        let thing = ScanActivity.hash(contact)
        guard met.insert(thing, at: contact.first.seconds) else { return }
        hosts.take(contact, thing: thing, by: portscan, raising: &signals)
        guard portsweep.counts(contact) else { return }
        ports.take(contact, thing: thing, by: portsweep, raising: &signals)
    }
}
