// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// Both ends of a finding's action, whatever kind of action it is.
struct Sides {
    var local: IPAddress?
    var localPort: UInt16?
    var remote: IPAddress?
    var remotePort: UInt16?
    var protocolNumber: UInt8?
    var protocolName = ""
    /// INBOUND, OUTBOUND or UNKNOWN; empty for actions without.
    var direction = ""
    var isBlocked: Bool?

    init(_ finding: Finding) {
        switch finding.action {
        case .networkConnection(let connection):
            (local, localPort) = (connection.localAddress, connection.localPort)
            (remote, remotePort) = (connection.remoteAddress, connection.remotePort)
            protocolNumber = connection.protocolNumber
            protocolName = ProtocolName.of(connection.protocolNumber)
            direction = connection.direction.rawValue
            isBlocked = connection.isBlocked
        case .portProbe(let probe):
            (local, localPort) = (probe.details.last?.localAddress, probe.details.last?.localPort)
            remote = probe.details.last?.remoteAddress
            direction = NetworkConnection.Direction.inbound.rawValue
            isBlocked = probe.isBlocked
        case .dnsRequest(let request):
            if case .instance(let details) = finding.resource { local = details.privateAddress }
            protocolName = request.transport
            isBlocked = request.isBlocked
        case .apiCall(let call): remote = call.remoteAddress
        case .sequence(let sequence): remote = sequence.endpoints.first
        case .other(let other): remote = other.remoteAddress
        }
    }
}

extension Resource {
    /// What people call the resource; may be empty.
    var name: String {
        switch self {
        case .instance(let details): details.name
        case .accessKey(let details), .sequence(let details): details.name
        case .bucket(let access): access.isDataCall && !access.name.isEmpty ? access.name : access.caller.name
        case .other(let other): other.name.isEmpty ? other.arn : other.name
        }
    }
}

extension AccessKeyDetails {
    /// What people call whoever holds the key; may be empty.
    var name: String { [userName, accessKeyID, principalID].first { !$0.isEmpty } ?? userType }
}
