// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Counts requests since the process began, by operation and status, with how long they took.
///
/// Names of operations are the API's and a few of ours, so their number is bounded whatever is asked.
final class RequestFigures: Sendable {
    /// How long the requests of one operation took.
    struct Latency {
        /// How many took at most as long as `bounds` says, and a last one for all that took longer.
        var counts = [Int](repeating: 0, count: RequestFigures.bounds.count + 1)
        var seconds = 0.0
    }

    /// What is counted together.
    struct Key: Hashable {
        var operation: String
        var status: Int
    }

    /// One moment's counts.
    struct Counts {
        var requests: [Key: Int] = [:]
        var latencies: [String: Latency] = [:]
        var refusals: [String: Int] = [:]
    }

    /// The upper ends of the ranges that times are counted in, in seconds.
    static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

    private let state = Mutex(Counts())

    /// Counts a request that was answered.
    func count(_ operation: String, status: Int, seconds: Double) {
        state.withLock { counts in
            counts.requests[Key(operation: operation, status: status), default: 0] += 1
            let range = RequestFigures.bounds.firstIndex { seconds <= $0 } ?? RequestFigures.bounds.count
            counts.latencies[operation, default: Latency()].counts[range] += 1
            counts.latencies[operation, default: Latency()].seconds += seconds
        }
    }

    /// Counts a request whose sender was not believed, by the class of the error.
    func countRefusal(_ type: String) { state.withLock { $0.refusals[type, default: 0] += 1 } }

    /// What was counted so far.
    var counts: Counts { state.withLock { $0 } }
}
