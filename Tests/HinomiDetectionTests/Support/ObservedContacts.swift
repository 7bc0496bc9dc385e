// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence
import HinomiRecords
import Synchronization

@testable import HinomiDetection

/// Collects the contacts that a fold hands on.
final class ContactCollector: @unchecked Sendable {
    // @unchecked: one test uses it on one thread.
    var contacts: [ObservedContact] = []
    // Contacts do not hold what is known of their interfaces; tests look at them after the fold.
    static let cards = Mutex<[InterfaceCard]>([])
}

/// A detector that only watches.
struct ContactWatch: Detector {
    struct State: DetectorState {
        init() {}
    }
    static let raises: [FindingType] = []
    let lifetime: Int64 = 60
    let collector: ContactCollector

    func key(of contact: ObservedContact) -> UInt64? { contact.interface.key }
    func fold(_ contact: ObservedContact, key: UInt64, into state: inout State?, raising signals: inout [Signal]) {
        collector.contacts.append(contact)
        ContactCollector.cards.withLock { $0.append(contact.card) }
    }
}

/// The contacts that come of flow lines.
func observed(_ events: [LogEvent], isSettled: Bool = true) -> [ObservedContact] {
    let collector = ContactCollector()
    var fold = FlowFold(
        lanes: [Lane(ContactWatch(collector: collector), maxKeys: 10)], intelligence: Lists.bundle)
    var reader = LogReader(Lists.bundle)
    for event in events {
        for delivery in reader.read(event, input: 0) {
            switch delivery {
            case .announcement(let told): fold.append(told)
            case .flow(let record): withUnsafePointer(to: record) { fold.append($0) }
            default: break
            }
        }
    }
    var signals: [Signal] = []
    fold.drain(raising: &signals)
    if isSettled { fold.settle(knowing: fold.owners, raising: &signals) }
    return collector.contacts
}
