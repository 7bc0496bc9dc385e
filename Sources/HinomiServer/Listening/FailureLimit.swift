// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Limits how often a peer may fail: so many times at once, and then as many times a minute.
final class FailureLimit: Sendable {
    private struct Allowance {
        var left: Double
        var time: Double
    }

    private let perMinute: Double
    private let uptime: @Sendable () -> Double
    private let allowances = Mutex<[PeerAddress: Allowance]>([:])

    /// How many peers are remembered. Others forget nothing that matters: an allowance that is whole again is worth nothing.
    static let maximumPeers = 10_000

    /// A limit of so many failures a minute, where 0 means none, by a clock that tells seconds.
    init(perMinute: Int, uptime: @escaping @Sendable () -> Double) {
        self.perMinute = Double(perMinute)
        self.uptime = uptime
    }

    /// Seconds until a peer may try again; nil where it may now.
    func wait(of peer: PeerAddress) -> Int? {
        guard perMinute > 0 else { return nil }
        let now = uptime()
        return allowances.withLock { allowances in
            guard let allowance = allowances[peer] else { return nil }
            let left = rest(of: allowance, at: now)
            return left >= 1 ? nil : Int(((1 - left) * 60 / perMinute).rounded(.up))
        }
    }

    /// Counts a failure of a peer.
    func count(_ peer: PeerAddress) {
        guard perMinute > 0 else { return }
        let now = uptime()
        allowances.withLock { allowances in
            if allowances.count >= FailureLimit.maximumPeers, allowances[peer] == nil { tidy(&allowances, at: now) }
            let left = allowances[peer].map { rest(of: $0, at: now) } ?? perMinute
            allowances[peer] = Allowance(left: max(0, left - 1), time: now)
        }
    }

    private func rest(of allowance: Allowance, at now: Double) -> Double {
        min(perMinute, allowance.left + (now - allowance.time) * perMinute / 60)
    }

    // Forgets those who did least of late, half of them at once so that it is done rarely.
    private func tidy(_ allowances: inout [PeerAddress: Allowance], at now: Double) {
        let lefts = allowances.values.map { rest(of: $0, at: now) }.sorted(by: >)
        let limit = lefts[lefts.count / 2]
        var kept = allowances.filter { rest(of: $0.value, at: now) < limit }
        // Where all did the same, some go all the same.
        if kept.count == allowances.count { kept = [:] }
        allowances = kept
    }
}
