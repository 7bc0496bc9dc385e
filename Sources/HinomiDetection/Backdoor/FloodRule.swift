// SPDX-License-Identifier: Apache-2.0

import HinomiFindings

/// A kind of traffic that, sent in masses and not answered, is a denial of service.
struct FloodRule: Sendable {
    var type: FindingType
    var limits: Limits
    /// Whether one port of the remote host is flooded, rather than the host.
    var isPerPort = false

    struct Limits: LimitSet {
        var packetsPerSecond: Double
        var packets: UInt64
        var answerShare: Double

        static let rows: [Limit<Limits>] = [
            Limit(
                "packetsPerSecond", \.packetsPerSecond, 1...10_000_000, unit: "packets",
                "packets a second over the whole burst"),
            Limit("packets", \.packets, 10...1_000_000_000, unit: "packets", "packets of a burst"),
            Limit("answerShare", \.answerShare, 0...1, "answered packets for each sent one, at most"),
        ]
    }
}
