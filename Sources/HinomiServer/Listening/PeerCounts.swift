// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Counts what peers hold at the same time, and refuses what is too much: in all, and of one of them.
final class PeerCounts: Sendable {
    private struct State {
        var total = 0
        var byPeer: [PeerAddress: Int] = [:]
    }

    private let limit: Int
    private let limitOfOne: Int
    private let state = Mutex(State())

    /// Counts that go up to `limit` in all and to `limitOfOne` for a peer.
    init(limit: Int, limitOfOne: Int) {
        self.limit = limit
        self.limitOfOne = min(limit, limitOfOne)
    }

    /// How much is held now.
    var total: Int { state.withLock { $0.total } }

    /// Counts one more of a peer; false where that would be too much. What was entered must be left.
    func enter(_ peer: PeerAddress) -> Bool {
        state.withLock { state in
            guard state.total < limit, state.byPeer[peer, default: 0] < limitOfOne else { return false }
            state.total += 1
            state.byPeer[peer, default: 0] += 1
            return true
        }
    }

    /// Counts one less.
    func leave(_ peer: PeerAddress) {
        state.withLock { state in
            guard let count = state.byPeer[peer] else { return }
            state.total -= 1
            state.byPeer[peer] = count > 1 ? count - 1 : nil
        }
    }
}
