// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

extension FloodRule {
    /// UDP to ports where only TCP is spoken: nobody answers there, and nobody means to talk.
    static func udpOnTCPPorts(_ limits: Limits) -> FloodRule {
        FloodRule(type: "Backdoor:EC2/DenialOfService.UdpOnTcpPorts", limits: limits)
    }

    static let udpOnTCPPortsLimits = Limits(packetsPerSecond: 500, packets: 5_000, answerShare: 0.02)

    /// Whether UDP has no business at a port. 80 and 443 speak QUIC as well, but QUIC answers.
    static func isTCPOnly(_ port: UInt16) -> Bool {
        switch port {
        case 21, 22, 23, 25, 80, 110, 143, 443, 445, 993, 995, 1433, 3306, 3389, 5432, 8080, 8443: true
        default: false
        }
    }
}
