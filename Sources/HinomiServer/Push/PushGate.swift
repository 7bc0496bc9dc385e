// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Lets a few deliveries in at a time: each may be large, and is in memory as a whole.
final class PushGate: Sendable {
    private static let most = 4
    private let inside = Atomic(0)

    /// Whether there is room; who got in must leave.
    func enter() -> Bool {
        if inside.wrappingAdd(1, ordering: .relaxed).newValue <= PushGate.most { return true }
        leave()
        return false
    }

    /// Makes room.
    func leave() { inside.wrappingSubtract(1, ordering: .relaxed) }
}
