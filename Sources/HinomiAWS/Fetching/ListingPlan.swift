// SPDX-License-Identifier: Apache-2.0

import HinomiRecords
import HinomiSources

/// When each place of a bucket is listed next.
struct ListingPlan {
    struct Entry {
        let place: ListedPlace
        var dueAt: Int64
        var lastNew: Int64
        var holdsObjects = true
        /// When it was listed whole.
        var wholeAt = Int64.min
        /// Behind which name one need not look until it is listed whole again.
        var start: String?
    }

    private(set) var entries: [String: Entry] = [:]
    private let shortest: Int64
    private var today: Int64 = .min

    /// A plan in which nothing is listed more often than every `shortest` seconds.
    init(shortest: Int64) { self.shortest = shortest }

    /// Takes up a place that was listed before at `listedAt`, or never.
    mutating func add(_ prefix: String, listedAt: Int64?, now: Int64) {
        guard entries[prefix] == nil else { return }
        let place = ListedPlace(prefix)
        var entry = Entry(place: place, dueAt: now, lastNew: now)
        if let listedAt, let period = place.period, listedAt > period.upperBound + ListedPlace.openFor {
            entry.dueAt =
                listedAt + place.interval(at: listedAt, lastNew: listedAt, holdsObjects: true, shortest: shortest)
        }
        entries[prefix] = entry
    }

    /// Forgets a place.
    mutating func remove(_ prefix: String) { entries[prefix] = nil }

    /// The places of today, under the roots where logs arrived lately: their folders need not be listed to know of them.
    mutating func newPlaces(at now: Int64) -> [String] {
        let day = now - now % 86_400
        guard day > today else { return [] }
        today = day
        let recent = entries.values.filter { entry in
            entry.place.isDay && (entry.place.period.map { $0.upperBound > day - 3 * 86_400 } ?? false)
        }
        return Set(recent.flatMap { $0.place.siblings(at: now) }).filter { entries[$0] == nil }.sorted()
    }

    /// What is to be listed now: folders that never were, since they tell of more places; else other folders, and the days of the
    /// earliest date.
    func due(at now: Int64) -> [ListedPlace] {
        let due = entries.values.filter { $0.dueAt <= now }
        let folders = due.filter { !$0.place.isDay }
        let unknown = folders.filter { $0.wholeAt == .min }
        let first = due.compactMap { $0.place.isDay ? $0.place.period?.lowerBound : nil }.min()
        let days = due.filter { $0.place.isDay && $0.place.period?.lowerBound == first }
        return (unknown.isEmpty ? folders + days : unknown).map(\.place).sorted { $0.prefix < $1.prefix }
    }

    /// When something is to be listed next.
    var nextDue: Int64 { entries.values.map(\.dueAt).min() ?? .max }

    /// Behind which name to begin the next list of a place; nil for its beginning.
    func start(of prefix: String, at now: Int64) -> String? {
        guard let entry = entries[prefix], now < entry.wholeAt + ListedPlace.wholeEvery else { return nil }
        return entry.start
    }

    /// Takes note of a list.
    mutating func wasListed(_ prefix: String, at now: Int64, _ outcome: ListingOutcome) {
        guard var entry = entries[prefix] else { return }
        if outcome.foundNew { entry.lastNew = now }
        if outcome.isWhole {
            entry.holdsObjects = outcome.count > 0
            entry.wholeAt = now
            entry.start = outcome.nextStart
        }
        entry.dueAt =
            now
            + entry.place.interval(
                at: now, lastNew: entry.lastNew, holdsObjects: entry.holdsObjects, shortest: shortest)
        entries[prefix] = entry
    }

    /// Takes note that a place could not be listed.
    mutating func failed(_ prefix: String, at now: Int64) { entries[prefix]?.dueAt = now + shortest }
}

/// What a list of a place amounted to.
struct ListingOutcome {
    var count = 0
    var foundNew = false
    var isWhole = true
    // What stands before the time in names, and the latest time.
    private var stems: Set<String> = []
    private var newest: Timestamp?

    /// Takes note of an object.
    mutating func see(_ key: String, in prefix: String) {
        count += 1
        guard let (stem, time) = ListingOutcome.stem(of: key.dropFirst(prefix.count)) else {
            stems = ["", "/"]
            return
        }
        if stems.count < 2 { stems.insert(stem) }
        newest = max(newest ?? time, time)
        self.prefix = prefix
    }

    private var prefix = ""

    /// Behind which name what comes next will stand, but for what comes more than an hour late: where all names are the same up to
    /// the time in them.
    var nextStart: String? {
        guard stems.count == 1, let stem = stems.first, let newest else { return nil }
        let time = newest.advanced(seconds: -3_600).iso8601.prefix(16).filter { $0 != "-" && $0 != ":" }
        return prefix + stem + time
    }

    /// `111122223333_CloudTrail_us-east-1_` and the time of `111122223333_CloudTrail_us-east-1_20261129T1205Z_x.json.gz`.
    static func stem(of name: Substring) -> (String, Timestamp)? {
        guard !name.contains("/"), let time = S3Key.parse(String(name))?.fileTime else { return nil }
        let text = time.iso8601.prefix(16).filter { $0 != "-" && $0 != ":" }
        guard let found = name.range(of: "_" + text) else { return nil }
        return (String(name[..<name.index(after: found.lowerBound)]), time)
    }
}

extension Substring {
    fileprivate func range(of text: String) -> Range<Index>? {
        indices.lazy.filter { self[$0...].hasPrefix(text) }.first.map { $0..<self.index($0, offsetBy: text.count) }
    }
}
