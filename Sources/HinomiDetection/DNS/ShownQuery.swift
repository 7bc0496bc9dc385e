// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

/// What a finding shows of a query, and nothing else: many are kept, and few are shown.
struct ShownQuery: Codable, Sendable {
    var request: DNSRequest
    var client: ClientFacts
    /// The address that asked; unspecified where the log does not say.
    var source: IPAddress

    /// The query as a finding shows it.
    var action: Action { .dnsRequest(request) }

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
        request = DNSRequest(
            domain: ObservedQuery.text(query.name), domainWithSuffix: query.domain.map(ObservedQuery.text) ?? "",
            transport: query.record.isTCP ? "TCP" : "UDP", isBlocked: query.record.isBlocked)
        client = query.client
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
