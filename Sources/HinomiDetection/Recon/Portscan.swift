// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords
import HinomiStatistics

/// One of our instances tries many ports of one host.
///
/// Reads flow records. Follows, for each host that turned one of our instance's calls down, a threshold random walk over
/// the instance's first contacts with the host's ports, and raises when the walk alarms and `ports` distinct ports of a
/// host (`internalPorts` of a private one) failed. Repeated calls to the same port count once, so health checks and
/// monitoring stay silent. Keeps 64 hosts an interface, 140 bytes each and 700 where more failed, for four hours after the last try.
/// Can be wrong about vulnerability scanners of your own: put their targets on a trusted list.
struct Portscan: ScanDetector {
    static let raises: [FindingType] = ["Recon:EC2/Portscan"]
    static let interest: Interest = [.opened, .fresh]

    let limits: Limits
    let lifetime: Int64 = 86_400

    init(_ limits: Limits = Limits()) { self.limits = limits }

    struct Limits: ScanLimits {
        var ports = 15
        var internalPorts = 30
        var alarm = 13.8
        var failureShare = 0.5
        var patience: Int64 = 4 * 3_600

        static let rows: [Limit<Limits>] =
            [
                Limit("ports", \.ports, 2...10_000, unit: "ports", "distinct failed ports of a public host"),
                Limit(
                    "internalPorts", \.internalPorts, 2...10_000, unit: "ports",
                    "the same for a private host: service discovery and dead neighbours make more noise inside"),
            ] + common
    }

    func key(of contact: ObservedContact) -> UInt64? {
        ScanActivity.counts(contact) ? contact.interfaceKey : nil
    }

    func subject(of contact: ObservedContact) -> (address: IPAddress, port: UInt16) { (contact.remote, 0) }

    func needed(for target: ScanTarget) -> Int { target.address.isPublic ? limits.ports : limits.internalPorts }

    func signal(for target: ScanTarget, by interface: InterfaceFacts, news: Int) -> Signal {
        var signal = Signal(
            type: Portscan.raises[0], scanned: target, by: interface, identity: [target.address.description],
            severity: .medium, occurrences: news)
        signal.reasons = reasons(
            for: target, counted: "distinct ports of \(target.address) that refused or kept silent")
        signal.info["portsScannedSample"] = .numbers(target.sample.map(Double.init))
        signal.terms["port_count"] = target.failed.words
        return signal
    }
}
