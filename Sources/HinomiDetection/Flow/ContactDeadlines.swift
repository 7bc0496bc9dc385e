// SPDX-License-Identifier: Apache-2.0

/// Places of contacts by the minute in which to look at them.
///
/// Nearly all minutes lie within the next half hour: those have a ring of lists. The others go to a dictionary.
struct ContactDeadlines {
    private static let ringSize = 64
    private var ring = [[UInt32]](repeating: [], count: ContactDeadlines.ringSize)
    private var minutes = [Int64](repeating: 0, count: ContactDeadlines.ringSize)
    private var far: [Int64: [UInt32]] = [:]
    private var spare: [UInt32] = []

    init() {}

    /// Notes that the contact at a place is to be looked at in a minute.
    mutating func add(_ place: Int, minute: Int64) {
        let slot = Int(truncatingIfNeeded: minute) & (ContactDeadlines.ringSize - 1)
        if minutes[slot] != minute || ring[slot].isEmpty {
            guard ring[slot].isEmpty else {
                far[minute, default: []].append(UInt32(truncatingIfNeeded: place))
                return
            }
            minutes[slot] = minute
        }
        ring[slot].append(UInt32(truncatingIfNeeded: place))
    }

    /// Takes out the places of the earliest minute that is not later than `limit`.
    mutating func next(until limit: Int64) -> (minute: Int64, places: [UInt32])? {
        var earliest = far.keys.min() ?? .max
        for slot in ring.indices where !ring[slot].isEmpty { earliest = min(earliest, minutes[slot]) }
        guard earliest <= limit else { return nil }
        let slot = Int(truncatingIfNeeded: earliest) & (ContactDeadlines.ringSize - 1)
        var places = spare
        spare = []
        if minutes[slot] == earliest { swap(&places, &ring[slot]) }
        if let more = far.removeValue(forKey: earliest) { places += more }
        return (earliest, places)
    }

    /// Takes a list back for its memory.
    mutating func reuse(_ places: [UInt32]) {
        spare = places
        spare.removeAll(keepingCapacity: true)
    }
}
