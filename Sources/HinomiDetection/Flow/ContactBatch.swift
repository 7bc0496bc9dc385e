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
    // The places of the contacts that each lane wants: room for `capacity` of them a lane, and how many there are.
    private var chosen: UnsafeMutablePointer<UInt32>
    private let chosenCounts: UnsafeMutablePointer<Int>
    private let laneCount: Int
    private let choice: LaneChoice

    init(_ lanes: [Lane<ObservedContact>], oneSided: Int = 0) {
        self.oneSided = oneSided
        laneCount = lanes.count
        contacts = .allocate(capacity: capacity)
        chosen = .allocate(capacity: capacity * laneCount)
        chosenCounts = .allocate(capacity: laneCount)
        chosenCounts.initialize(repeating: 0, count: laneCount)
        choice = LaneChoice(lanes.map(\.interest))
    }

    deinit {
        contacts.deallocate()
        chosen.deallocate()
        chosenCounts.deallocate()
    }

    /// Takes in the contact that `make` puts into memory, if any lane wants it.
    @inline(__always)
    func append(_ make: (UnsafeMutablePointer<ObservedContact>) -> Void) {
        if count == capacity { grow() }
        let place = contacts + count
        make(place)
        if place.pointee.unsure.contains(.answer) { oneSided += 1 }
        var lanes = choice.lanes(for: place.pointee.traits)
        guard lanes != 0 else { return }
        while lanes != 0 {
            let lane = lanes.trailingZeroBitCount
            chosen[lane &* capacity &+ chosenCounts[lane]] = UInt32(truncatingIfNeeded: count)
            chosenCounts[lane] &+= 1
            lanes &= lanes &- 1
        }
        count += 1
    }

    /// Lets the lanes see what they want, and empties the batch.
    func fold(at seconds: Int64, by lanes: [Lane<ObservedContact>], raising signals: inout [Signal]) {
        if count == 0 { return }
        for i in lanes.indices where chosenCounts[i] > 0 {
            let places = UnsafeBufferPointer(start: chosen + i * capacity, count: chosenCounts[i])
            lanes[i].foldChosen(contacts, places, seconds, &signals)
            chosenCounts[i] = 0
        }
        count = 0
    }

    private func grow() {
        let more = UnsafeMutablePointer<ObservedContact>.allocate(capacity: capacity * 2)
        more.moveInitialize(from: contacts, count: count)
        contacts.deallocate()
        contacts = more
        let moreChosen = UnsafeMutablePointer<UInt32>.allocate(capacity: capacity * 2 * laneCount)
        for lane in 0..<laneCount {
            (moreChosen + lane * capacity * 2).moveInitialize(
                from: chosen + lane * capacity, count: chosenCounts[lane])
        }
        chosen.deallocate()
        chosen = moreChosen
        capacity *= 2
    }
}
