// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

extension FloodRule {
    /// Small TCP packets in masses to one port, hardly answered: SYN or ACK floods.
    static func tcp(_ limits: Limits) -> FloodRule {
        FloodRule(
            type: "Backdoor:EC2/DenialOfService.Tcp",
            includes: { $0.protocolNumber == ObservedContact.tcp && $0.bytesOut <= packetBytes &* $0.packetsOut },
            limits: limits, isPerPort: true)
    }

    static let tcpLimits = Limits(packetsPerSecond: 2_000, packets: 20_000, answerShare: 0.2)

    // Mean size of a contact's packets at most; whatever carries data is an upload.
    private static let packetBytes: UInt64 = 100
}
