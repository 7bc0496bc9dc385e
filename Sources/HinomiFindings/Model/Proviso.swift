// SPDX-License-Identifier: Apache-2.0

public import HinomiRecords

/// What must be true of others for a signal to count. Whoever knows what all keys know settles it; a finding book never
/// sees a signal whose proviso is open.
public struct Proviso: Hashable, Codable, Sendable {
    /// Stable hashes of what the signal rests on: names that were asked, networks that were called.
    public var things: [UInt64]
    /// Who did it: the key of the interface or the client.
    public var doer: UInt64
    /// How many others may have done a thing as well.
    public var others: Int
    /// Nobody, the doer included, may have done a thing before.
    public var since: Timestamp
    /// Of how many things this must be true at least; of nine in ten it must be in any case.
    public var least: Int
    /// What a reason says of the things of which it is true.
    public var reason: String

    public init(things: [UInt64], doer: UInt64, others: Int, since: Timestamp, least: Int, reason: String) {
        self.things = things
        self.doer = doer
        self.others = others
        self.since = since
        self.least = least
        self.reason = reason
    }
}
