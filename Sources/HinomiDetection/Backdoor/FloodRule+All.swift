// SPDX-License-Identifier: Apache-2.0

extension FloodRule {
    /// Every rule; a contact belongs to the first that includes it.
    static let all: [FloodRule] = [.dns, .udpOnTCPPorts, .udp, .tcp, .unusualProtocol]
}
