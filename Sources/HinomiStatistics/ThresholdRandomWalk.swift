// SPDX-License-Identifier: Apache-2.0

import CBytes

/// The share of first contacts that usually succeed for one host, learned from the host itself.
public struct SuccessRate: Hashable, Codable, Sendable {
    private var successes = 4.0
    private var failures = 1.0

    /// Four contacts in five, until some were seen.
    public init() {}

    /// The rate, within 0.5 … 0.95.
    public var value: Double {
        let share = successes / (successes + failures)
        // What was read may be damaged, and no number.
        return share >= 0.5 ? min(share, 0.95) : 0.5
    }

    /// Takes in one first contact.
    public mutating func add(success: Bool) {
        if success { successes += 1 } else { failures += 1 }
        // Old behaviour fades: after two thousand contacts half of what was learned is forgotten.
        if successes + failures > 2_000 {
            successes /= 2
            failures /= 2
        }
    }
}

/// The one-sided threshold random walk of Jung, Paxson, Berger and Balakrishnan (IEEE S&P 2004): is this a scan?
///
/// Each first contact moves the walk: a failure up, a success down, by the logarithm of how much likelier it is under
/// "scanner" than under "ordinary host". The walk never goes below zero, so old good behaviour buys no credit.
public struct ThresholdRandomWalk: Hashable, Codable, Sendable {
    /// Height of the walk, 0 or more.
    public private(set) var height = 0.0

    public init() {}

    /// Takes in one first contact of a host whose contacts usually succeed at the rate `usual`.
    public mutating func add(success: Bool, usual: Double) {
        // A scanner succeeds with one contact in five at most.
        let scanning = min(0.2, usual / 4)
        let ratio = success ? scanning / usual : (1 - scanning) / (1 - usual)
        height = min(max(0, height + hinomi_log(ratio)), 1_000)
    }
}
