// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// What is known by id, of a limited number of ids.
///
/// Of too many the ones with the lowest hashes stay: which those are depends on nothing but the ids, in whatever order they
/// come, and one that was left out can never come back with half of what was said of it.
struct BoundedTable<Value: Codable & Sendable>: Codable, Sendable {
    private let capacity: Int
    private(set) var values: [String: Value] = [:]
    // Ids of this hash and above are left out.
    private var limit = UInt64.max

    init(capacity: Int) { self.capacity = capacity }

    subscript(id: String) -> Value? { values[id] }

    /// Changes what is known of an id, which is `new` when it was not met before.
    mutating func update(_ id: String, new: @autoclosure () -> Value, _ change: (inout Value) -> Void) {
        guard StableHash.of(id) < limit else { return }
        change(&values[id, default: new()])
        if values.count > capacity + capacity / 4 { trim() }
    }

    /// Brings the table down to its capacity.
    mutating func trim() {
        guard values.count > capacity else { return }
        limit = values.keys.map { StableHash.of($0) }.sorted()[capacity]
        values = values.filter { StableHash.of($0.key) < limit }
    }
}
