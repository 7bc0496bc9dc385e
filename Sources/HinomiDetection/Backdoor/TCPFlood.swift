// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

extension FloodRule {
    /// Small TCP packets in masses to one port, hardly answered: SYN or ACK floods.
    static func tcp(_ limits: Limits) -> FloodRule {
        FloodRule(type: "Backdoor:EC2/DenialOfService.Tcp", limits: limits, isPerPort: true)
    }

    static let tcpLimits = Limits(packetsPerSecond: 2_000, packets: 20_000, answerShare: 0.2)

    /// Whether the packets of a contact are small: whatever carries data is an upload.
    static func isSmall(_ contact: ObservedContact) -> Bool { contact.bytesOut <= 100 &* contact.packetsOut }
}
