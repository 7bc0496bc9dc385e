// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// Which contacts can be part of a scan, and when two are the same try.
enum ScanActivity {
    /// Whether a contact can be part of a scan by the interface's owner.
    static func counts(_ contact: ObservedContact) -> Bool {
        guard contact.initiator == .local, !contact.isContinued, contact.outcome != .unknown else { return false }
        guard !contact.remote.isMulticastOrBroadcast, !contact.remote.isLocalOnly else { return false }
        switch contact.protocolNumber {
        case ObservedContact.tcp: return true
        // Between two ephemeral ports UDP is peer-to-peer, voice or games: silence is normal there.
        case ObservedContact.udp: return ServicePorts.rank(contact.remotePort) > 0
        default: return false
        }
    }

    /// The hash of (remote, port, protocol): what makes a contact the first of its kind.
    static func hash(_ contact: ObservedContact) -> UInt64 {
        var hash = StableHash(seed: 3)
        hash.combine(contact.remote.high)
        hash.combine(contact.remote.low)
        hash.combine(UInt64(contact.remotePort) << 8 | UInt64(contact.protocolNumber))
        return hash.value
    }
}
