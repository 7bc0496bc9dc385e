// SPDX-License-Identifier: Apache-2.0

import HinomiOutbound
import Synchronization

/// How much a client may still try again, as in the SDKs' standard mode: while most requests fail, few are repeated, so that a service in
/// need is not asked three times as much.
final class RetryQuota: Sendable {
    private let left = Mutex(RetryQuota.full)
    private static let full = 500

    /// What a repetition costs.
    static func cost(of error: AWSError) -> Int { if case .network(.tooSlow) = error { 10 } else { 5 } }

    /// Takes `cost` out of the quota; false where so much is not left.
    func take(_ cost: Int) -> Bool {
        left.withLock {
            guard $0 >= cost else { return false }
            $0 -= cost
            return true
        }
    }

    /// Gives back what the last repetition had cost, or 1 where there was none.
    func give(_ cost: Int) { left.withLock { $0 = min(RetryQuota.full, $0 + max(1, cost)) } }
}
