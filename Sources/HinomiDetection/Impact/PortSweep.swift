// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords
import HinomiStatistics

/// One of our instances tries one port on many hosts.
///
/// Reads flow records. Follows, for each port on which a host turned one of our instance's calls down, a threshold
/// random walk over the instance's first contacts at that port, and raises when the walk alarms and `hosts` distinct
/// hosts failed. Keeps 32 ports an interface that failed once and 64 that failed again, for four hours after the last try.
/// Can be wrong about crawlers and mail servers whose peers are mostly gone, and about file sharing at unusual ports.
struct PortSweep: ScanRule {
    static let type: FindingType = "Impact:EC2/PortSweep"

    let limits: Limits

    // Ports of BitTorrent, IPFS and blockchains: most peers that anybody names are gone, which looks like a sweep.
    private static let peerToPeer: [ClosedRange<UInt16>] = [
        4001...4001, 6881...6999, 8333...8333, 18080...18080, 26656...26656, 30303...30303, 51413...51413,
    ]

    init(_ limits: Limits = Limits()) { self.limits = limits }

    struct Limits: ScanLimits {
        var hosts = 25
        var alarm = 13.8
        var failureShare = 0.5
        var patience: Int64 = 4 * 3_600

        static let rows: [Limit<Limits>] =
            [Limit("hosts", \.hosts, 2...10_000, unit: "hosts", "distinct hosts that refused or kept silent")] + common
    }

    /// Whether a contact that can be part of a scan can be part of a sweep.
    func counts(_ contact: ObservedContact) -> Bool {
        contact.remote.isPublic && !PortSweep.peerToPeer.contains { $0.contains(contact.remotePort) }
    }

    func subject(of contact: ObservedContact) -> ScanSubject {
        ScanSubject(address: .unspecified, port: contact.remotePort, protocolNumber: contact.protocolNumber)
    }

    func needed(for target: ScanTarget) -> Int { limits.hosts }

    func signal(for target: ScanTarget, by interface: InterfaceFacts, news: Int) -> Signal {
        var signal = Signal(
            type: PortSweep.type, scanned: target, by: interface, identity: [String(target.subject.port)],
            severity: .high, occurrences: news)
        signal.reasons = reasons(for: target, counted: "hosts whose port \(target.subject.port) refused or kept silent")
        signal.terms["target_count"] = target.failed.words
        return signal
    }
}
