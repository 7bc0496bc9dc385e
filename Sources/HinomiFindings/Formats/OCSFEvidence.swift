// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

extension OCSFFormat {
    /// Writes the evidence: the action first (each probed port its own), then the raw records.
    static func evidences(_ finding: Finding, _ options: OutputOptions, to json: inout JSONWriter) {
        switch finding.action {
        case .networkConnection(let connection):
            json.object {
                connectionInfo(connection, to: &$0)
                ends(
                    finding, local: connection.localAddress, localPort: connection.localPort,
                    remote: connection.remoteAddress, remotePort: connection.remotePort,
                    isInbound: connection.direction == .inbound, to: &$0)
            }
        case .portProbe(let probe):
            for detail in probe.details {
                json.object {
                    ends(
                        finding, local: detail.localAddress, localPort: detail.localPort, remote: detail.remoteAddress,
                        remotePort: nil, isInbound: true, to: &$0)
                }
            }
        case .dnsRequest(let request):
            json.object {
                if let local = Sides(finding).local {
                    $0.object("src_endpoint") { endpoint(finding, local, port: nil, isLocal: true, to: &$0) }
                }
                $0.object("query") { $0.member("hostname", always: request.domain) }
            }
        case .apiCall(let call):
            json.object {
                $0.object("api") { call.writeOCSF(to: &$0) }
                actor(finding, to: &$0)
                if let remote = call.remoteAddress {
                    $0.object("src_endpoint") { endpoint(finding, remote, port: nil, isLocal: false, to: &$0) }
                } else if !call.callerDomain.isEmpty {
                    $0.object("src_endpoint") { $0.member("svc_name", call.callerDomain) }
                }
            }
        case .sequence(let sequence):
            for step in sequence.steps { json.object { self.step(step, of: sequence, finding, to: &$0) } }
        case .other(let other): self.other(other, finding, to: &json)
        }
        for record in finding.records {
            json.object {
                $0.object("data") {
                    $0.member("time", record.time.withinCalendar.iso8601)
                    $0.member("raw", always: record.raw)
                    if options.includesPositions {
                        $0.member("file", record.file)
                        $0.member("line", record.line)
                    }
                }
            }
        }
    }

    private static func other(_ other: OtherAction, _ finding: Finding, to json: inout JSONWriter) {
        if other.remoteAddress == nil, other.details.isEmpty, other.service.isEmpty { return }
        json.object {
            if let remote = other.remoteAddress {
                $0.object("src_endpoint") { endpoint(finding, remote, port: nil, isLocal: false, to: &$0) }
            }
            $0.object("data") {
                $0.members(other.details.members)
                $0.members(other.service.members)
            }
        }
    }

    private static func step(
        _ step: AttackSequence.Step, of sequence: AttackSequence, _ finding: Finding, to json: inout JSONWriter
    ) {
        if !step.api.isEmpty {
            json.object("api") {
                $0.member("operation", always: step.api)
                $0.object("service") { $0.member("name", step.service) }
            }
        }
        if let caller = sequence.actors.first(where: { $0.id == step.actor })?.caller { actor(caller, to: &json) }
        if let address = step.address {
            json.object("src_endpoint") { endpoint(finding, address, port: nil, isLocal: false, to: &$0) }
        }
        json.object("data") {
            $0.member("uid", step.uid)
            $0.member("type", step.source.rawValue)
            $0.member("name", step.type.isEmpty ? step.call : step.type)
            $0.member("tactic", step.tactic.name)
            $0.member("first_seen_time", step.first.withinCalendar.milliseconds)
            $0.member("last_seen_time", step.last.withinCalendar.milliseconds)
            $0.member("count", step.count)
            $0.member("refused", step.isRefused)
        }
    }

    private static func connectionInfo(_ connection: NetworkConnection, to json: inout JSONWriter) {
        json.object("connection_info") {
            $0.member("protocol_num", connection.protocolNumber)
            $0.member("protocol_name", ProtocolName.of(connection.protocolNumber).lowercased())
            switch connection.direction {
            case .inbound:
                $0.member("direction_id", 1)
                $0.member("direction", "Inbound")
            case .outbound:
                $0.member("direction_id", 2)
                $0.member("direction", "Outbound")
            case .unknown:
                $0.member("direction_id", 0)
                $0.member("direction", "Unknown")
            }
        }
    }

    private static func ends(
        _ finding: Finding, local: IPAddress, localPort: UInt16, remote: IPAddress, remotePort: UInt16?,
        isInbound: Bool, to json: inout JSONWriter
    ) {
        json.object(isInbound ? "dst_endpoint" : "src_endpoint") {
            endpoint(finding, local, port: localPort, isLocal: true, to: &$0)
        }
        json.object(isInbound ? "src_endpoint" : "dst_endpoint") {
            endpoint(finding, remote, port: remotePort, isLocal: false, to: &$0)
        }
    }

    private static func endpoint(
        _ finding: Finding, _ address: IPAddress, port: UInt16?, isLocal: Bool, to json: inout JSONWriter
    ) {
        json.member("ip", address.description)
        if let port { json.member("port", port) }
        if isLocal, case .instance(let details) = finding.resource {
            json.member("instance_uid", details.instanceID)
            json.member("interface_uid", details.networkInterfaceID)
            json.member("vpc_uid", details.vpcID)
            json.member("subnet_uid", details.subnetID)
        }
        guard !isLocal, let place = finding.places[address] else { return }
        if place.asn != nil || !place.asnOrganization.isEmpty {
            json.object("autonomous_system") {
                if let asn = place.asn { $0.member("number", asn) }
                $0.member("name", place.asnOrganization)
            }
        }
        if !place.countryCode.isEmpty || !place.cityName.isEmpty {
            json.object("location") {
                $0.member("country", place.countryCode)
                $0.member("city", place.cityName)
                $0.member("lat", place.latitude)
                $0.member("long", place.longitude)
            }
        }
    }

    private static func actor(_ finding: Finding, to json: inout JSONWriter) {
        if let details = finding.resource.caller { actor(details, to: &json) }
    }

    private static func actor(_ details: AccessKeyDetails, to json: inout JSONWriter) {
        guard !details.name.isEmpty else { return }
        json.object("actor") {
            $0.object("user") {
                $0.member("name", details.name)
                $0.member("uid", details.principalID)
                $0.member("credential_uid", details.accessKeyID)
                switch details.userType {
                case "Root":
                    $0.member("type_id", 2)
                    $0.member("type", "Admin")
                case "AWSService":
                    $0.member("type_id", 3)
                    $0.member("type", "System")
                case "": $0.member("type_id", 0)
                default:
                    $0.member("type_id", 1)
                    $0.member("type", "User")
                }
            }
        }
    }
}

extension APICallAction {
    /// Writes the members of OCSF's `api`.
    func writeOCSF(to json: inout JSONWriter) {
        json.member("operation", always: api)
        if !serviceName.isEmpty { json.object("service") { $0.member("name", serviceName) } }
        if !errorCode.isEmpty { json.object("response") { $0.member("error", errorCode) } }
    }
}
