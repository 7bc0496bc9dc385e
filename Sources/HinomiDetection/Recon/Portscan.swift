// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords
import HinomiStatistics

/// One of our instances tries many ports of one host.
///
/// Reads flow records. Follows, for each host that turned one of our instance's calls down, a threshold random walk over
/// the instance's first contacts with the host's ports, and raises when the walk alarms and `ports` distinct ports of a
/// host (`internalPorts` of a private one) failed. Repeated calls to the same port count once, so health checks and
/// monitoring stay silent. Keeps 32 hosts an interface that failed once and 64 that failed again, for four hours after the
/// last try.
/// Can be wrong about vulnerability scanners of your own: put their targets on a trusted list.
struct Portscan: ScanRule {
    static let type: FindingType = "Recon:EC2/Portscan"

    let limits: Limits

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

    func subject(of contact: ObservedContact) -> ScanSubject {
        ScanSubject(address: contact.remote, port: 0, protocolNumber: contact.protocolNumber)
    }

    func needed(for target: ScanTarget) -> Int { target.subject.address.isPublic ? limits.ports : limits.internalPorts }

    func signal(for target: ScanTarget, by interface: InterfaceFacts, news: Int) -> Signal {
        var signal = Signal(
            type: Portscan.type, scanned: target, by: interface, identity: [target.subject.address.description],
            severity: .medium, occurrences: news)
        signal.reasons = reasons(
            for: target, counted: "distinct ports of \(target.subject.address) that refused or kept silent")
        signal.info["portsScannedSample"] = .numbers(target.sample.map(Double.init))
        signal.terms["port_count"] = target.failed.words
        return signal
    }
}
