// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// Places of contacts by the minute in which to look at them; each place waits for one minute.
///
/// Nearly all minutes lie within the next half hour: those have a ring of lists, which run through one array by place, on
/// flat memory. The others go to a dictionary.
final class ContactDeadlines {
    private static let ringSize = 64
    private static let end = UInt32.max

    // The first place of a list, and which minute the list is for.
    private struct List {
        var minute: Int64 = 0
        var head = ContactDeadlines.end
    }

    private let ring = UnsafeMutablePointer<List>.allocate(capacity: ContactDeadlines.ringSize)
    // The place behind each.
    private var links: UnsafeMutablePointer<UInt32>
    private var linkCount: Int
    private var far: [Int64: [UInt32]] = [:]
    private var spare: [UInt32] = []

    init() {
        ring.initialize(repeating: List(), count: ContactDeadlines.ringSize)
        linkCount = 256
        links = Memory.allocate(UInt32.self, count: linkCount)
        links.initialize(repeating: ContactDeadlines.end, count: linkCount)
    }

    /// The same, with memory of its own.
    init(copying other: ContactDeadlines) {
        ring.initialize(from: other.ring, count: ContactDeadlines.ringSize)
        linkCount = other.linkCount
        links = Memory.allocate(UInt32.self, count: linkCount)
        links.initialize(from: other.links, count: linkCount)
        far = other.far
    }

    deinit {
        ring.deallocate()
        links.deallocate()
    }

    /// Notes that the contact at a place is to be looked at in a minute.
    @inline(__always)
    func add(_ place: Int, minute: Int64) {
        let list = ring + (Int(truncatingIfNeeded: minute) & (ContactDeadlines.ringSize - 1))
        if list.pointee.minute != minute {
            guard list.pointee.head == ContactDeadlines.end else {
                far[minute, default: []].append(UInt32(truncatingIfNeeded: place))
                return
            }
            list.pointee.minute = minute
        }
        if place >= linkCount { grow(to: place) }
        links[place] = list.pointee.head
        list.pointee.head = UInt32(truncatingIfNeeded: place)
    }

    /// Takes out the places of the earliest minute that is not later than `limit`.
    func next(until limit: Int64) -> (minute: Int64, places: [UInt32])? {
        var earliest = far.keys.min() ?? .max
        for slot in 0..<ContactDeadlines.ringSize where ring[slot].head != ContactDeadlines.end {
            earliest = min(earliest, ring[slot].minute)
        }
        guard earliest <= limit else { return nil }
        let list = ring + (Int(truncatingIfNeeded: earliest) & (ContactDeadlines.ringSize - 1))
        var places = spare
        spare = []
        if list.pointee.minute == earliest {
            var place = list.pointee.head
            while place != ContactDeadlines.end {
                places.append(place)
                place = links[Int(place)]
            }
            list.pointee.head = ContactDeadlines.end
        }
        if let more = far.removeValue(forKey: earliest) { places += more }
        return (earliest, places)
    }

    /// Takes a list back for its memory.
    func reuse(_ places: [UInt32]) {
        spare = places
        spare.removeAll(keepingCapacity: true)
    }

    private func grow(to place: Int) {
        let count = max(place + 1, linkCount * 2)
        let more = Memory.allocate(UInt32.self, count: count)
        more.moveInitialize(from: links, count: linkCount)
        (more + linkCount).initialize(repeating: ContactDeadlines.end, count: count - linkCount)
        links.deallocate()
        links = more
        linkCount = count
    }
}
