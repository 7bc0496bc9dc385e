// SPDX-License-Identifier: Apache-2.0

import HinomiFindings

/// A kind of traffic that, sent in masses and not answered, is a denial of service.
struct FloodRule: Sendable {
    var type: FindingType
    /// Which contacts belong to it.
    var includes: @Sendable (ObservedContact) -> Bool
    /// Packets a second over the whole burst.
    var packetsPerSecond: Double
    /// Packets of a burst.
    var packets: UInt64
    /// Answered packets for each sent one at most.
    var answerShare: Double
    /// Whether one port of the remote host is flooded, rather than the host.
    var isPerPort = false
}
