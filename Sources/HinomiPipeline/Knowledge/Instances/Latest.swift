// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// A value of which the latest word counts, in whatever order the words come.
struct Latest<Value: Codable & Sendable>: Codable, Sendable {
    /// Nil when nothing was said, or that there is none.
    private(set) var value: Value?
    private(set) var stamp: CallStamp?

    mutating func take(_ value: Value?, at stamp: CallStamp) {
        if let mine = self.stamp, mine >= stamp { return }
        self.value = value
        self.stamp = stamp
    }
}

/// Who held something from when on: the latest holders, in whatever order one hears of them.
struct Tenures: Codable, Sendable {
    /// One of them.
    struct Tenure: Codable, Sendable {
        var since: CallStamp
        var holder: String
    }

    static let limit = 8
    /// The earliest first.
    private(set) var all: [Tenure] = []

    mutating func add(_ holder: String, since stamp: CallStamp) {
        let place = all.firstIndex { $0.since >= stamp } ?? all.count
        if place < all.count, all[place].since == stamp { return }
        if all.count >= Tenures.limit {
            guard place > 0 else { return }
            all.insert(Tenure(since: stamp, holder: holder), at: place)
            all.removeFirst()
        } else {
            all.insert(Tenure(since: stamp, holder: holder), at: place)
        }
    }

    /// Who held it at a time.
    func holder(at time: Timestamp) -> String? { all.last { $0.since.time <= time }?.holder }
}
