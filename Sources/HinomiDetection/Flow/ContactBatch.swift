// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

/// Contacts on their way to the detectors, on flat memory that is used again and again.
final class ContactBatch {
    private var contacts: UnsafeMutablePointer<ObservedContact>
    private var capacity = 512
    private(set) var count = 0
    /// Contacts so far whose answers are not in the log.
    private(set) var oneSided: Int
    // The places of the contacts that each lane wants.
    private var chosen: [[UInt32]]
    private var choice: LaneChoice

    init(_ lanes: [Lane<ObservedContact>], oneSided: Int = 0) {
        self.oneSided = oneSided
        contacts = .allocate(capacity: capacity)
        chosen = Array(repeating: [], count: lanes.count)
        choice = LaneChoice(lanes.map(\.interest))
    }

    deinit { contacts.deallocate() }

    /// Takes in a contact, if any lane wants it.
    @inline(__always)
    func append(_ contact: @autoclosure () -> ObservedContact) {
        if count == capacity { grow() }
        let place = contacts + count
        place.initialize(to: contact())
        if place.pointee.unsure.contains(.answer) { oneSided += 1 }
        var lanes = choice.lanes(for: place.pointee.traits)
        guard lanes != 0 else { return }
        while lanes != 0 {
            chosen[lanes.trailingZeroBitCount].append(UInt32(truncatingIfNeeded: count))
            lanes &= lanes &- 1
        }
        count += 1
    }

    /// Lets the lanes see what they want, and empties the batch.
    func fold(at seconds: Int64, by lanes: [Lane<ObservedContact>], raising signals: inout [Signal]) {
        if count == 0 { return }
        for i in lanes.indices where !chosen[i].isEmpty {
            lanes[i].foldChosen(contacts, chosen[i], seconds, &signals)
            chosen[i].removeAll(keepingCapacity: true)
        }
        count = 0
    }

    private func grow() {
        let more = UnsafeMutablePointer<ObservedContact>.allocate(capacity: capacity * 2)
        more.moveInitialize(from: contacts, count: count)
        contacts.deallocate()
        contacts = more
        capacity *= 2
    }
}
