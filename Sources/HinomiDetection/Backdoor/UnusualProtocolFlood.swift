// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

extension FloodRule {
    /// Packets in masses of a protocol that instances do not use.
    static func unusualProtocol(_ limits: Limits) -> FloodRule {
        FloodRule(type: "Backdoor:EC2/DenialOfService.UnusualProtocol", limits: limits)
    }

    static let unusualProtocolLimits = Limits(packetsPerSecond: 100, packets: 3_000, answerShare: 0.5)

    /// Whether instances use a protocol: ICMP, IGMP, TCP, UDP, IPv6, GRE, ESP, AH, ICMPv6 and SCTP.
    static func isUsual(_ number: UInt8) -> Bool {
        switch number {
        case 1, 2, 6, 17, 41, 47, 50, 51, 58, 132: true
        default: false
        }
    }
}
