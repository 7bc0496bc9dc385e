// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Counts connections since the process began.
final class ConnectionFigures: Sendable {
    private let acceptedCount = Atomic<Int>(0)
    private let refusedCount = Atomic<Int>(0)
    private let lateCount = Atomic<Int>(0)

    /// A connection was accepted.
    func accepted() { acceptedCount.add(1, ordering: .relaxed) }
    /// A connection was refused, since there were too many.
    func refused() { refusedCount.add(1, ordering: .relaxed) }
    /// A connection was closed, since its client took too long.
    func timedOut() { lateCount.add(1, ordering: .relaxed) }

    /// How many of each there were.
    var counts: (accepted: Int, refused: Int, timedOut: Int) {
        (
            acceptedCount.load(ordering: .relaxed), refusedCount.load(ordering: .relaxed),
            lateCount.load(ordering: .relaxed)
        )
    }
}
