// SPDX-License-Identifier: Apache-2.0

/// Places of contacts by the minute in which to look at them; each place waits for one minute.
///
/// Nearly all minutes lie within the next half hour: those have a ring of lists, which run through one array by place.
/// The others go to a dictionary.
struct ContactDeadlines {
    private static let ringSize = 64
    private static let end = UInt32.max
    // The first place of each list, and which minute the list is for.
    private var heads = [UInt32](repeating: ContactDeadlines.end, count: ContactDeadlines.ringSize)
    private var minutes = [Int64](repeating: 0, count: ContactDeadlines.ringSize)
    // The place behind each.
    private var links: [UInt32] = []
    private var far: [Int64: [UInt32]] = [:]
    private var spare: [UInt32] = []

    init() {}

    /// Notes that the contact at a place is to be looked at in a minute.
    @inline(__always)
    mutating func add(_ place: Int, minute: Int64) {
        let slot = Int(truncatingIfNeeded: minute) & (ContactDeadlines.ringSize - 1)
        if minutes[slot] != minute {
            guard heads[slot] == ContactDeadlines.end else {
                far[minute, default: []].append(UInt32(truncatingIfNeeded: place))
                return
            }
            minutes[slot] = minute
        }
        if place >= links.count { grow(to: place) }
        links[place] = heads[slot]
        heads[slot] = UInt32(truncatingIfNeeded: place)
    }

    /// Takes out the places of the earliest minute that is not later than `limit`.
    mutating func next(until limit: Int64) -> (minute: Int64, places: [UInt32])? {
        var earliest = far.keys.min() ?? .max
        for slot in heads.indices where heads[slot] != ContactDeadlines.end { earliest = min(earliest, minutes[slot]) }
        guard earliest <= limit else { return nil }
        let slot = Int(truncatingIfNeeded: earliest) & (ContactDeadlines.ringSize - 1)
        var places = spare
        spare = []
        if minutes[slot] == earliest {
            var place = heads[slot]
            while place != ContactDeadlines.end {
                places.append(place)
                place = links[Int(place)]
            }
            heads[slot] = ContactDeadlines.end
        }
        if let more = far.removeValue(forKey: earliest) { places += more }
        return (earliest, places)
    }

    /// Takes a list back for its memory.
    mutating func reuse(_ places: [UInt32]) {
        spare = places
        spare.removeAll(keepingCapacity: true)
    }

    private mutating func grow(to place: Int) {
        let more = max(256, place + 1, links.count * 2) - links.count
        links.append(contentsOf: repeatElement(ContactDeadlines.end, count: more))
    }
}
