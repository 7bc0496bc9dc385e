// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// Values for the placeholders of the catalogue: those the detector gave, else those that resource and action tell.
struct KnownTerms {
    private let entry: FindingEntry
    private let resource: Resource
    private let action: Action

    init(_ entry: FindingEntry, resource: Resource) {
        self.entry = entry
        self.resource = resource
        action = entry.action
    }

    /// The value of a placeholder, fit to stand in one line of text; nil when it is not known.
    func value(_ name: String) -> String? {
        if let given = entry.terms[name], !given.isEmpty { return VisibleText.of(given, limit: 256) }
        guard let derived = derived(name), !derived.isEmpty else { return nil }
        return VisibleText.of(derived, limit: 256)
    }

    private func derived(_ name: String) -> String? {
        switch name {
        case "account_id": entry.account == .unknown ? nil : entry.account.description
        case "region": entry.region == "unknown" ? nil : entry.region
        case "threat_list": lists
        case "first_seen": PlainTime.text(entry.first)
        case "last_seen": PlainTime.text(entry.last)
        case "actor": entry.role == .actor ? local : value("remote_ip")
        case "target": entry.role == .actor ? value("remote_ip") : local
        case "Actor", "Principal": capitalised(value(name.lowercased()))
        default: ofResource(name) ?? ofAction(name)
        }
    }

    private var lists: String? {
        let names = entry.intelligence.map(\.listName)
        return names.isEmpty ? nil : names.prefix(3).joined(separator: ", ") + (names.count > 3 ? " and others" : "")
    }

    private var local: String? { value("instance_id").map { "instance " + $0 } }

    private func capitalised(_ text: String?) -> String? {
        guard let text, let first = text.unicodeScalars.first else { return nil }
        // Only our own words change: an address or a bare name stays as the log has it.
        let ours = ["instance ", "the ", "an ", "role ", "federated ", "identity "]
        guard ours.contains(where: text.hasPrefix) else { return text }
        return String(first).uppercased() + text.dropFirst()
    }

    private func ofResource(_ name: String) -> String? {
        switch resource {
        case .instance(let details):
            switch name {
            case "instance_id": details.name == InstanceDetails().name ? nil : details.name
            case "instance_type": details.instanceType
            default: nil
            }
        case .accessKey(let details), .sequence(let details): ofCaller(details, name)
        case .bucket(let access):
            name == "bucket" ? access.name : ofCaller(access.caller, name)
        case .other(let other): ofOther(other, name)
        }
    }

    private func ofOther(_ other: OtherResource, _ name: String) -> String? {
        switch (name, other.kind) {
        case ("resource", _): other.kind.words + " " + other.name
        case ("cluster", .kubernetesCluster), ("cluster", .containerCluster), ("db", .database),
            ("function", .function):
            other.name
        default: nil
        }
    }

    private func ofCaller(_ details: AccessKeyDetails, _ name: String) -> String? {
        switch name {
        case "user_name": details.userName
        case "user_type": details.userType
        case "access_key_id": details.accessKeyID
        case "role": details.userType == "AssumedRole" ? details.userName : nil
        case "principal": principal(details)
        default: nil
        }
    }

    private func principal(_ details: AccessKeyDetails) -> String? {
        let name = value("user_name") ?? ""
        switch details.userType {
        case "Root": return "the root user"
        case "IAMUser": return name.isEmpty ? nil : "IAM user " + name
        case "AssumedRole", "Role": return name.isEmpty ? nil : "role " + name
        case "FederatedUser": return name.isEmpty ? nil : "federated user " + name
        case "AWSService": return name.isEmpty ? "an AWS service" : "AWS service " + name
        default:
            if !name.isEmpty { return "identity " + name }
            return details.principalID.isEmpty ? nil : "identity " + details.principalID
        }
    }

    private func ofAction(_ name: String) -> String? {
        switch action {
        case .networkConnection(let connection):
            switch name {
            case "remote_ip": connection.remoteAddress.description
            case "remote_port": String(connection.remotePort)
            case "local_port": String(connection.localPort)
            case "protocol": ProtocolName.of(connection.protocolNumber)
            default: nil
            }
        case .portProbe(let probe):
            switch name {
            case "remote_ip": probe.details.last?.remoteAddress.description
            case "local_port": probe.details.last.map { String($0.localPort) }
            case "local_ports":
                Set(probe.details.map(\.localPort)).sorted().map(String.init).joined(separator: ", ")
            default: nil
            }
        case .dnsRequest(let request):
            switch name {
            case "domain": request.domain
            case "parent_domain": request.domainWithSuffix
            case "protocol": request.transport
            default: nil
            }
        case .apiCall(let call): ofCall(call, name)
        case .sequence(let sequence): ofSequence(sequence, name)
        case .other(let other): name == "remote_ip" ? other.remoteAddress?.description : nil
        }
    }

    private func ofSequence(_ sequence: AttackSequence, _ name: String) -> String? {
        switch name {
        case "signal_count": String(sequence.steps.count)
        case "tactics": sequence.tactics.map(\.name).joined(separator: ", ")
        case "indicators":
            sequence.indicators.map(\.key).filter { $0 != .tactic && $0 != .technique }.map(\.words)
                .joined(separator: ", ")
        case "remote_ip": sequence.endpoints.first?.description
        default: nil
        }
    }

    private func ofCall(_ call: APICallAction, _ name: String) -> String? {
        switch name {
        case "api": call.api
        case "service":
            call.serviceName.hasSuffix(".amazonaws.com") ? String(call.serviceName.dropLast(14)) : call.serviceName
        case "remote_ip": call.remoteAddress?.description ?? call.callerDomain
        case "user_agent": call.userAgent
        case "remote_account_id": call.callerAccount == .unknown ? nil : call.callerAccount?.description
        case "bucket": lastPart(call.affectedResources["AWS::S3::Bucket"], after: ":")
        case "trail": lastPart(call.affectedResources["AWS::CloudTrail::Trail"], after: "/")
        default: nil
        }
    }

    private func lastPart(_ arn: String?, after separator: Character) -> String? {
        guard let arn, !arn.isEmpty else { return nil }
        return arn.hasPrefix("arn:") ? arn.split(separator: separator).last.map(String.init) : arn
    }
}
