// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

extension FloodRule {
    /// Queries in masses to one DNS server, which answers few of them.
    static func dns(_ limits: Limits) -> FloodRule {
        FloodRule(type: "Backdoor:EC2/DenialOfService.Dns", limits: limits)
    }

    static let dnsLimits = Limits(packetsPerSecond: 500, packets: 20_000, answerShare: 0.5)
}
