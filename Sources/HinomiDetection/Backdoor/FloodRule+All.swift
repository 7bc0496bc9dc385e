// SPDX-License-Identifier: Apache-2.0

extension FloodRule {
    /// Every rule, at the place that `place(for:)` tells.
    static func all(_ limits: DetectionLimits) -> [FloodRule] {
        [
            dns(limits.dnsFlood), udpOnTCPPorts(limits.udpOnTCPPortsFlood), udp(limits.udpFlood), tcp(limits.tcpFlood),
            unusualProtocol(limits.unusualProtocolFlood),
        ]
    }

    /// The place of the rule that a contact belongs to. Most contacts are asked, which is why no closures are.
    static func place(for contact: ObservedContact) -> Int? {
        switch contact.protocolNumber {
        case ObservedContact.udp: contact.remotePort == 53 ? 0 : isTCPOnly(contact.remotePort) ? 1 : 2
        case ObservedContact.tcp: isSmall(contact) ? 3 : nil
        default: isUsual(contact.protocolNumber) ? nil : 4
        }
    }
}
