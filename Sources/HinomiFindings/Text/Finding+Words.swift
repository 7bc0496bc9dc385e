// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

extension Finding {
    /// The resource with what else it is known by, and where it belongs.
    var whoWords: String {
        var words: String
        switch resource {
        case .instance(let details):
            let more = [
                details.instanceID.isEmpty ? "" : details.networkInterfaceID, details.privateAddress?.description ?? "",
                details.publicAddress.map { "public " + $0.description } ?? "", details.vpcID,
            ]
            // A name that stands first is not told twice.
            let rest = more.filter { !$0.isEmpty && $0 != details.name }
            words = details.name.hasPrefix("unknown") ? details.name : "instance " + details.name
            let given = details.tags.first { $0.key == "Name" && !$0.value.isEmpty }
            if let given { words += " “\(given.value)”" }
            if !rest.isEmpty { words += " (" + rest.joined(separator: ", ") + ")" }
        case .accessKey(let details): words = details.words
        case .sequence(let details): words = details.words
        case .other(let other): words = other.kind.words + " " + (other.name.isEmpty ? other.arn : other.name)
        case .bucket(let access):
            let bucket = access.name.isEmpty ? "unknown bucket" : "bucket " + access.name
            words = access.isDataCall ? bucket + ", called by " + access.caller.words : access.caller.words
        }
        let home = [account == .unknown ? "" : "account " + account.description, region == "unknown" ? "" : region]
        let known = home.filter { !$0.isEmpty }
        return VisibleText.of(known.isEmpty ? words : words + ", in " + known.joined(separator: ", "))
    }

    /// The action, a line for each probed port.
    var whatWords: [String] {
        let lines: [String] =
            switch action {
            case .networkConnection(let connection): [connection.words]
            case .portProbe(let probe):
                probe.details.suffix(5).map {
                    "port \($0.localPort)" + PortName.suffix($0.localPort) + " of \($0.localAddress)"
                        + " from \($0.remoteAddress)" + (probe.isBlocked ? ", blocked" : "")
                }
            case .dnsRequest(let request):
                [
                    "DNS query for " + request.domain + (request.transport.isEmpty ? "" : " over " + request.transport)
                        + (request.isBlocked ? ", blocked" : "")
                ]
            case .apiCall(let call): call.words
            case .sequence(let sequence): sequence.story
            case .other(let other): other.words
            }
        return lines.map { VisibleText.of($0) }
    }

    /// Where the other side is, as far as geo tables know.
    var whereWords: [String] {
        let remotes = sequence?.endpoints ?? Sides(self).remote.map { [$0] } ?? []
        return remotes.compactMap { remote in places[remote].flatMap { words(of: remote, at: $0) } }
    }

    private func words(of remote: IPAddress, at place: Place) -> String? {
        let country = place.countryName.isEmpty ? place.countryCode : place.countryName
        let spot = [place.cityName, country].filter { !$0.isEmpty }.joined(separator: ", ")
        let network = [place.asn.map { "AS\($0)" } ?? "", place.asnOrganization].filter { !$0.isEmpty }
            .joined(separator: " ")
        let known = [spot, network].filter { !$0.isEmpty }
        return known.isEmpty ? nil : VisibleText.of("\(remote) is in " + known.joined(separator: "; "))
    }
}

extension AccessKeyDetails {
    fileprivate var words: String {
        let kind =
            switch userType {
            case "Root": "root user"
            case "IAMUser": "IAM user"
            case "AssumedRole", "Role": "role"
            case "FederatedUser": "federated user"
            case "AWSService": "AWS service"
            default: "identity"
            }
        var words = userName.isEmpty || userType == "Root" ? kind : kind + " " + userName
        if !accessKeyID.isEmpty { words += ", access key " + accessKeyID }
        if words == "identity", !principalID.isEmpty { words += " " + principalID }
        return words
    }
}

extension NetworkConnection {
    fileprivate var words: String {
        func end(_ address: IPAddress, _ port: UInt16) -> String {
            if !hasPorts { return address.description }
            return (address.isV4 ? address.description : "[" + address.description + "]") + ":" + String(port)
        }
        let (local, remote) = (end(localAddress, localPort), end(remoteAddress, remotePort))
        let known = ProtocolName.of(protocolNumber)
        let name = known == String(protocolNumber) ? "protocol " + known : known
        let service = hasPorts ? PortName.suffix(direction == .inbound ? localPort : remotePort) : ""
        let path =
            switch direction {
            case .inbound: "inbound, " + remote + " → " + local
            case .outbound: "outbound, " + local + " → " + remote
            case .unknown: local + " ↔ " + remote
            }
        return name + " " + path + service + (isBlocked ? ", blocked" : "")
    }

    private var hasPorts: Bool { [6, 17, 132, 136].contains(protocolNumber) }
}

extension APICallAction {
    fileprivate var words: [String] {
        var call = serviceName.isEmpty ? api : serviceName + " " + api
        if let remoteAddress {
            call += " from \(remoteAddress)"
        } else if !callerDomain.isEmpty {
            call += " from " + callerDomain
        }
        if let callerAccount, callerAccount != .unknown, !isAffiliated { call += ", by account \(callerAccount)" }
        if !errorCode.isEmpty { call += ", refused: " + errorCode }
        var lines = [call]
        if !userAgent.isEmpty { lines.append("with " + userAgent.bounded(200)) }
        for (_, name) in affectedResources.sorted(by: { $0.key < $1.key }).prefix(3) { lines.append("on " + name) }
        return lines
    }
}

extension OtherAction {
    fileprivate var words: [String] {
        guard !actionType.isEmpty else { return [] }
        let name = actionType.lowercased().split(separator: "_").joined(separator: " ")
        return [name + (remoteAddress.map { " from " + $0.description } ?? "")]
    }
}

extension PortName {
    /// ` (SSH)` for ports with a name, nothing for others.
    fileprivate static func suffix(_ port: UInt16) -> String {
        let name = of(port)
        return name == "Unknown" ? "" : " (" + name + ")"
    }
}

extension ThreatIntelligenceDetail {
    /// The list and what it says of the entry.
    var words: String {
        VisibleText.of(threatNames.isEmpty ? listName : listName + " (" + threatNames.joined(separator: ", ") + ")")
    }
}
