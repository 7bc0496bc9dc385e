// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

/// A public name led one of our instances to its metadata service: somebody tries to read the instance's credentials.
///
/// Reads resolver query logs. In a rebinding attack the attacker's own name answers 169.254.169.254, so that a browser or
/// proxy on the instance talks to the metadata service and believes it talks to the attacker. Raises for every name that
/// is answered so, private zones aside.
struct MetadataDNSRebind: Detector {
    static let raises: [FindingType] = ["UnauthorizedAccess:EC2/MetadataDNSRebind"]
    let lifetime: Int64 = 0

    func key(of query: ObservedQuery) -> UInt64? { query.record.leadsToMetadata ? query.record.client : nil }

    func fold(_ query: ObservedQuery, key: UInt64, into state: inout NoState?, raising signals: inout [Signal]) {
        let domain = ObservedQuery.text(query.name)
        guard query.domain != nil, !MetadataDNSRebind.privateZones.contains(where: domain.hasSuffix) else { return }
        var evidence = Evidence()
        evidence.add(query.reference)
        var signal = Signal(
            type: MetadataDNSRebind.raises[0], query: ShownQuery(query),
            role: .target, identity: [domain], severity: .high, first: query.record.time,
            last: query.record.time, evidence: evidence)
        signal.info["domain"] = .text(domain)
        signal.reasons = [
            Reason("answers of \(domain) with the metadata service's address 169.254.169.254", observed: 1)
        ]
        signals.append(signal)
    }

    private static let privateZones = [".internal", ".local", ".localdomain", ".arpa"]
}
