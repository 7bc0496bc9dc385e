// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

extension FloodRule {
    /// Small TCP packets in masses to one port, hardly answered: SYN or ACK floods.
    static let tcp = FloodRule(
        type: "Backdoor:EC2/DenialOfService.Tcp",
        includes: { $0.protocolNumber == ObservedContact.tcp }, packetsPerSecond: 2_000, packets: 20_000,
        answerShare: 0.2, packetBytes: 100, isPerPort: true)
}
