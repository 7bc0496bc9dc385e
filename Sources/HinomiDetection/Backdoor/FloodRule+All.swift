// SPDX-License-Identifier: Apache-2.0

extension FloodRule {
    /// Every rule; a contact belongs to the first that includes it.
    static func all(_ limits: DetectionLimits) -> [FloodRule] {
        [
            dns(limits.dnsFlood), udpOnTCPPorts(limits.udpOnTCPPortsFlood), udp(limits.udpFlood), tcp(limits.tcpFlood),
            unusualProtocol(limits.unusualProtocolFlood),
        ]
    }
}
