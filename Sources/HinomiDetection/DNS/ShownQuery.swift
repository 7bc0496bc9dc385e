// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

/// What a finding shows of a query, and nothing else: many are kept, and few are shown.
struct ShownQuery: Codable, Sendable {
    let name: String
    // How much of the name's end is the registered domain.
    private let domainLength: UInt16
    private let isTCP: Bool
    private let isBlocked: Bool
    private let facts: Shared<ClientFacts>
    /// The address that asked; unspecified where the log does not say.
    let source: IPAddress

    var client: ClientFacts { facts.value }

    /// The query as a finding shows it.
    var action: Action {
        .dnsRequest(
            DNSRequest(
                domain: name, domainWithSuffix: String(decoding: name.utf8.suffix(Int(domainLength)), as: UTF8.self),
                transport: isTCP ? "TCP" : "UDP", isBlocked: isBlocked))
    }

    /// The instance that asked.
    var resource: Resource {
        var instance = InstanceDetails()
        instance.instanceID = client.instanceID
        instance.privateAddress = source == .unspecified ? nil : source
        instance.vpcID = client.vpcID
        return .instance(instance)
    }

    /// What names the instance in a finding's identity.
    var owner: String {
        client.instanceID.isEmpty ? "\(client.vpcID)/\(client.address)" : client.instanceID
    }
}

extension ShownQuery {
    init(_ query: ObservedQuery) {
        name = ObservedQuery.text(query.name)
        // A name has 255 bytes at most, and shows each as four characters.
        domainLength = UInt16(clamping: query.domain.map { ObservedQuery.text($0).utf8.count } ?? 0)
        (isTCP, isBlocked) = (query.record.isTCP, query.record.isBlocked)
        facts = query.card.facts
        source = query.record.source
    }
}

extension Signal {
    /// A signal of what the instance that asked did, or what was done to it.
    init(
        type: FindingType, query: ShownQuery, role: ResourceRole, identity: [String] = [], severity: Severity,
        first: Timestamp, last: Timestamp, occurrences: Int = 1, evidence: Evidence
    ) {
        self.init(
            type: type, account: query.client.account,
            region: query.client.region.isEmpty ? "unknown" : query.client.region, resource: query.resource,
            role: role, identity: [query.owner] + identity, severity: severity, first: first, last: last,
            occurrences: occurrences, action: query.action, evidence: evidence)
    }
}
