// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

extension FloodRule {
    /// UDP in masses that is not answered.
    static func udp(_ limits: Limits) -> FloodRule {
        FloodRule(type: "Backdoor:EC2/DenialOfService.Udp", limits: limits)
    }

    static let udpLimits = Limits(packetsPerSecond: 800, packets: 8_000, answerShare: 0.05)
}
