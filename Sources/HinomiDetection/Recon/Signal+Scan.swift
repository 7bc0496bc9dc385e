// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords
import HinomiStatistics

extension Signal {
    /// A signal of a scan by the owner of an interface.
    init(
        type: FindingType, scanned target: ScanTarget, by interface: InterfaceFacts, identity: [String],
        severity: Severity, occurrences: Int
    ) {
        var instance = InstanceDetails()
        instance.instanceID = interface.instanceID
        instance.networkInterfaceID = interface.interfaceID
        instance.privateAddress = target.latest.local
        instance.vpcID = interface.vpcID
        instance.subnetID = interface.subnetID
        instance.availabilityZone = interface.availabilityZoneID
        let owner = interface.instanceID.isEmpty ? interface.interfaceID : interface.instanceID
        self.init(
            type: type, account: interface.account, region: interface.region.isEmpty ? "unknown" : interface.region,
            resource: .instance(instance), role: .actor, identity: [owner] + identity, severity: severity,
            first: target.first, last: target.last, occurrences: occurrences,
            action: .networkConnection(
                NetworkConnection(
                    direction: .outbound, protocolNumber: target.subject.protocolNumber,
                    isBlocked: target.latest.isBlocked,
                    localAddress: target.latest.local, localPort: target.latest.localPort,
                    remoteAddress: target.latest.remote, remotePort: target.latest.remotePort,
                    localInterfaceID: interface.interfaceID)),
            evidence: target.evidence,
            terms: ["window": Signal.span(from: target.first, to: target.last)],
            caveats: target.latest.unsure.caveats)
    }

    /// A span of time in words: "40 seconds", "12 minutes", "3 hours".
    static func span(from first: Timestamp, to last: Timestamp) -> String {
        let seconds = max(1, last.seconds - first.seconds)
        func words(_ count: Int64, _ unit: String) -> String { "\(count) \(unit)\(count == 1 ? "" : "s")" }
        if seconds < 120 { return words(seconds, "second") }
        if seconds < 7_200 { return words(seconds / 60, "minute") }
        return words(seconds / 3_600, "hour")
    }
}
