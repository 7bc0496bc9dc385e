// SPDX-License-Identifier: Apache-2.0

/// What a reorder buffer keeps of one minute.
protocol Slab {
    init()
    var count: Int { get }
    /// Empties it and keeps its memory.
    mutating func removeAll()
    /// The same contents on memory of their own.
    var copied: Self { get }
}

extension Slab {
    /// Of a value, itself.
    var copied: Self { self }
}

extension Array: Slab {
    mutating func removeAll() { removeAll(keepingCapacity: true) }
}

/// Holds elements back until no earlier ones can come, and hands them on minute by minute of event time.
///
/// The minute is the unit of order: what lies in one minute is folded without regard to order, or sorted by the fold.
struct ReorderBuffer<S: Slab> {
    private var slabs: [Int64: S] = [:]
    // The minutes of those and, until they are taken, of some that were opened since.
    private var minutes = MinuteQueue()
    // The slab elements came for last: logs are nearly sorted, so the next one mostly goes there too.
    private var open = Int64.min
    private var openSlab = S()
    /// The first minute that is still open; elements of earlier ones are late and go there.
    private(set) var frontier = Int64.min
    /// Elements that came after their minute had been handed on.
    private(set) var lateCount = 0
    // Memory of slabs that were handed on: as many come and go together as minutes are folded at once.
    private var spares: [S] = []
    private static var mostSpares: Int { 24 }

    /// Puts an element of a time in seconds into its slab.
    @inline(__always)
    mutating func update(at seconds: Int64, _ body: (inout S) -> Void) {
        var minute = EventMinute.of(seconds)
        if minute < frontier {
            lateCount += 1
            minute = frontier
        }
        if minute != open { switchTo(minute) }
        body(&openSlab)
    }

    private mutating func switchTo(_ minute: Int64) {
        if openSlab.count > 0 {
            keep(openSlab)
            openSlab = slabs.removeValue(forKey: minute) ?? spares.popLast() ?? S()
        } else if let known = slabs.removeValue(forKey: minute) {
            openSlab = known
        }
        open = minute
    }

    private mutating func keep(_ slab: S) {
        slabs[open] = slab
        minutes.insert(open)
    }

    /// Takes a slab back for its memory.
    mutating func reuse(_ slab: consuming S) {
        guard spares.count < ReorderBuffer.mostSpares else { return }
        slab.removeAll()
        spares.append(slab)
    }

    /// Takes out the earliest minute that ended before `seconds`; nil when there is none.
    mutating func next(before seconds: Int64) -> (minute: Int64, slab: S)? {
        let limit = EventMinute.of(seconds)
        if openSlab.count > 0 {
            keep(openSlab)
            openSlab = S()
        }
        open = .min
        while let minute = minutes.first, minute < limit {
            minutes.removeFirst()
            guard let slab = slabs.removeValue(forKey: minute) else { continue }
            frontier = max(frontier, minute + 1)
            return (minute, slab)
        }
        frontier = max(frontier, limit)
        return nil
    }

    /// A buffer with the same elements, which goes its own way from here on.
    var copied: ReorderBuffer {
        var copy = self
        copy.slabs = slabs.mapValues(\.copied)
        copy.openSlab = openSlab.copied
        copy.spares = []
        return copy
    }

    /// Elements held back.
    var count: Int { slabs.values.reduce(openSlab.count) { $0 + $1.count } }

    /// Everything in it, by minute and in the order it came.
    var contents: [(minute: Int64, slab: S)] {
        var all = slabs
        if openSlab.count > 0 { all[open] = openSlab }
        return all.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// A buffer with what a snapshot held.
    init(frontier: Int64, lateCount: Int, contents: [(minute: Int64, slab: S)]) {
        self.frontier = frontier
        self.lateCount = lateCount
        for (minute, slab) in contents {
            slabs[minute] = slab
            minutes.insert(minute)
        }
    }

    init() {}
}

/// Minutes of event time.
enum EventMinute {
    /// Seconds in one.
    static let width: Int64 = 60

    /// The minute a time in seconds lies in.
    static func of(_ seconds: Int64) -> Int64 {
        seconds >= 0 ? seconds / width : (seconds + 1) / width - 1
    }
}
