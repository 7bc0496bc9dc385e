// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

/// Who did certain things, by what all partitions know: names that were asked, networks that were called.
///
/// A fold of one key cannot know what others do. It raises a signal with a proviso, which waits until all logs were folded;
/// then every partition is asked once. Testimonies merge in any order to the same.
public struct Testimony: Sendable {
    /// Most doers of a thing that are told apart.
    static let maxDoers = 4

    struct Entry: Sendable, Hashable {
        /// Those with the smallest keys, sorted.
        var doers: [UInt64] = []
        /// When it was done first.
        var first = Timestamp.distantFuture
    }

    private(set) var entries: [UInt64: Entry] = [:]

    /// Nobody knows of anything.
    public init() {}

    /// Notes that somebody did a thing, first at a time.
    mutating func add(_ thing: UInt64, by doer: UInt64, first: Timestamp) {
        entries[thing, default: Entry()].merge(Entry(doers: [doer], first: first))
    }

    /// Takes in what another partition knows.
    public mutating func merge(_ other: Testimony) {
        for (thing, entry) in other.entries { entries[thing, default: Entry()].merge(entry) }
    }

    /// The signal as it counts; nil when its proviso is not met.
    func judged(_ signal: Signal) -> Signal? {
        guard let proviso = signal.proviso else { return signal }
        let met = proviso.things.count { isTrue(of: $0, proviso) }
        guard met >= proviso.least, met * 10 >= proviso.things.count * 9 else { return nil }
        var signal = signal
        signal.proviso = nil
        signal.reasons.append(Reason(proviso.reason, observed: Double(met), limit: Double(proviso.least)))
        return signal
    }

    // The signal says what its doer did, whether or not that is still remembered: of too many things the oldest are
    // forgotten, and a finding must not be washed away by what came after it.
    private func isTrue(of thing: UInt64, _ proviso: Proviso) -> Bool {
        guard let entry = entries[thing] else { return true }
        return entry.doers.count { $0 != proviso.doer } <= proviso.others && entry.first >= proviso.since
    }
}

extension Testimony.Entry {
    mutating func merge(_ other: Testimony.Entry) {
        first = min(first, other.first)
        for doer in other.doers where !doers.contains(doer) { doers.append(doer) }
        doers.sort()
        if doers.count > Testimony.maxDoers { doers.removeLast(doers.count - Testimony.maxDoers) }
    }
}
