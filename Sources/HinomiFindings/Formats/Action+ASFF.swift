// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

extension Action {
    /// Whether the format has a form for it.
    var hasASFF: Bool {
        switch self {
        case .networkConnection, .portProbe, .dnsRequest, .apiCall: true
        case .sequence, .other: false
        }
    }

    /// Writes the members of ASFF's `Action`.
    func writeASFF(to json: inout JSONWriter, _ finding: Finding) {
        json.member("ActionType", actionType)
        switch self {
        case .networkConnection(let connection):
            json.object("NetworkConnectionAction") {
                $0.member("ConnectionDirection", connection.direction.rawValue)
                $0.remoteASFF(connection.remoteAddress, finding.places)
                $0.portASFF("RemotePortDetails", connection.remotePort)
                $0.portASFF("LocalPortDetails", connection.localPort)
                $0.member("Protocol", ProtocolName.of(connection.protocolNumber))
                $0.member("Blocked", connection.isBlocked)
            }
        case .portProbe(let probe):
            json.object("PortProbeAction") {
                $0.array("PortProbeDetails") {
                    for detail in probe.details {
                        $0.object {
                            $0.portASFF("LocalPortDetails", detail.localPort)
                            // The format has room for IPv4 only.
                            if detail.localAddress.isV4 {
                                let address = detail.localAddress.description
                                $0.object("LocalIpDetails") { $0.member("IpAddressV4", address) }
                            }
                            $0.remoteASFF(detail.remoteAddress, finding.places)
                        }
                    }
                }
                $0.member("Blocked", probe.isBlocked)
            }
        case .dnsRequest(let request):
            json.object("DnsRequestAction") {
                $0.memberASFF("Domain", request.domain)
                $0.memberASFF("Protocol", request.transport)
                $0.member("Blocked", request.isBlocked)
            }
        case .apiCall(let call):
            json.object("AwsApiCallAction") {
                $0.memberASFF("Api", call.api)
                $0.memberASFF("ServiceName", call.serviceName)
                if let remote = call.remoteAddress {
                    $0.member("CallerType", "remoteIp")
                    $0.remoteASFF(remote, finding.places)
                } else if !call.callerDomain.isEmpty {
                    $0.member("CallerType", "domain")
                    $0.object("DomainDetails") { $0.memberASFF("Domain", call.callerDomain) }
                }
                if !call.affectedResources.isEmpty {
                    $0.object("AffectedResources") {
                        for (type, name) in call.affectedResources.sorted(by: { $0.key < $1.key }) {
                            $0.memberASFF(type, name)
                        }
                    }
                }
                $0.member("FirstSeen", finding.eventFirstSeen.withinCalendar.iso8601)
                $0.member("LastSeen", finding.eventLastSeen.withinCalendar.iso8601)
            }
        // The format has no form for other actions.
        case .sequence, .other: break
        }
    }
}

extension JSONWriter {
    fileprivate mutating func portASFF(_ name: String, _ port: UInt16) {
        object(name) {
            $0.member("Port", port)
            $0.member("PortName", PortName.of(port))
        }
    }

    fileprivate mutating func remoteASFF(_ address: IPAddress, _ places: [IPAddress: Place]) {
        object("RemoteIpDetails") {
            // The format has room for IPv4 only.
            if address.isV4 { $0.member("IpAddressV4", address.description) }
            guard let place = places[address] else { return }
            if place.asn != nil || !place.asnOrganization.isEmpty {
                $0.object("Organization") {
                    // Asn is a signed 32-bit number in the format.
                    if let asn = place.asn, let number = Int32(exactly: asn) { $0.member("Asn", number) }
                    $0.memberASFF("AsnOrg", place.asnOrganization)
                }
            }
            if !place.countryName.isEmpty || !place.countryCode.isEmpty {
                $0.object("Country") {
                    $0.memberASFF("CountryCode", place.countryCode)
                    $0.memberASFF("CountryName", place.countryName)
                }
            }
            if !place.cityName.isEmpty { $0.object("City") { $0.memberASFF("CityName", place.cityName) } }
            if let latitude = place.latitude, let longitude = place.longitude, latitude.isFinite, longitude.isFinite {
                $0.object("GeoLocation") {
                    $0.member("Lon", longitude)
                    $0.member("Lat", latitude)
                }
            }
        }
    }
}
