// SPDX-License-Identifier: Apache-2.0

import HinomiRecords
import Synchronization

/// The cursors of a bucket, as the threads that list, fetch and read share them.
final class BucketShelf: Sendable {
    private struct Found {
        // Nil for what was owed.
        var prefix: String?
        var modified: Int64
    }

    private struct State {
        var cursors = BucketCursors()
        /// What was found and is not read yet, by its name in the spool.
        var pending: [String: Found] = [:]
    }

    private let state = Mutex(State())

    /// Begins with what an earlier run knew.
    func restore(_ cursors: BucketCursors) { state.withLock { $0.cursors = cursors } }

    /// How many objects were found and are not read.
    var pendingCount: Int { state.withLock { $0.pending.count } }

    /// The prefixes of all places, with when the last list began of which everything was read.
    var places: [String: Int64?] { state.withLock { $0.cursors.places.mapValues(\.completeAt) } }

    /// What could not be had, by its name in the spool.
    var owed: [String: BucketCursors.Owed] { state.withLock { $0.cursors.owed } }

    /// Takes up a place; false where there are too many.
    func begin(_ prefix: String) -> Bool {
        state.withLock {
            guard $0.cursors.places.count < BucketCursors.placeLimit else { return false }
            if $0.cursors.places[prefix] == nil { $0.cursors.places[prefix] = PlaceMemory() }
            return true
        }
    }

    /// Forgets a place in which nothing is left.
    func drop(_ prefix: String) { state.withLock { $0.cursors.places[prefix] = nil } }

    /// Takes up an object that was listed; false where it is known.
    func find(_ name: String, in prefix: String, modified: Int64) -> Bool {
        state.withLock { state in
            guard state.pending[name] == nil, state.cursors.owed[name] == nil,
                state.cursors.places[prefix]?.knows(name, modified: modified) == false
            else { return false }
            state.pending[name] = Found(prefix: prefix, modified: modified)
            state.cursors.places[prefix]?.await(name)
            return true
        }
    }

    /// Takes up again what could not be had.
    func findAgain(_ name: String) { state.withLock { $0.pending[name] = Found(prefix: nil, modified: 0) } }

    /// Hears that objects are read, or need not be.
    func settle(_ names: [String]) {
        state.withLock { state in
            for name in names {
                guard let found = state.pending.removeValue(forKey: name) else { continue }
                state.cursors.pay(name)
                if let prefix = found.prefix { state.cursors.places[prefix]?.settle(name, modified: found.modified) }
            }
        }
    }

    /// Remembers that an object could not be had; false where too many could not.
    func owe(_ name: String, _ object: BucketCursors.Owed) -> Bool {
        state.withLock { state in
            let found = state.pending.removeValue(forKey: name)
            guard state.cursors.owe(name, object) else {
                if let prefix = found?.prefix {
                    state.cursors.places[prefix]?.settle(name, modified: found?.modified ?? 0)
                }
                return false
            }
            if let prefix = found?.prefix { state.cursors.places[prefix]?.handOver(name) }
            return true
        }
    }

    /// Takes note that a place was listed to its end; the list had begun at `time` by S3's clock.
    func wasListed(_ prefix: String, at time: Int64) {
        state.withLock { $0.cursors.places[prefix]?.wasListed(at: time) }
    }

    /// Everything as bytes, together with positions of the spool.
    func bytes(with spool: [UInt8]) -> [UInt8] { state.withLock { $0.cursors.bytes(with: spool) } }
}
