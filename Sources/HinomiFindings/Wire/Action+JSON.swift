// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

extension Action {
    /// Writes the members of `service.action`, which attacks in several steps do not have.
    func writeMembers(to json: inout JSONWriter, places: [IPAddress: Place]) {
        json.member("actionType", actionType)
        switch self {
        case .networkConnection(let connection):
            json.object("networkConnectionAction") {
                $0.member("connectionDirection", connection.direction.rawValue)
                $0.remote("remoteIpDetails", connection.remoteAddress, places)
                $0.port("remotePortDetails", connection.remotePort)
                $0.port("localPortDetails", connection.localPort)
                $0.local("localIpDetails", connection.localAddress)
                $0.member("localNetworkInterface", connection.localInterfaceID)
                $0.member("protocol", ProtocolName.of(connection.protocolNumber))
                $0.member("blocked", connection.isBlocked)
            }
        case .portProbe(let probe):
            json.object("portProbeAction") {
                $0.member("blocked", probe.isBlocked)
                $0.array("portProbeDetails") {
                    for detail in probe.details {
                        $0.object {
                            $0.port("localPortDetails", detail.localPort)
                            $0.local("localIpDetails", detail.localAddress)
                            $0.remote("remoteIpDetails", detail.remoteAddress, places)
                        }
                    }
                }
            }
        case .dnsRequest(let request):
            json.object("dnsRequestAction") {
                $0.member("domain", always: request.domain)
                $0.member("protocol", request.transport)
                $0.member("blocked", request.isBlocked)
                $0.member("domainWithSuffix", request.domainWithSuffix)
            }
        case .apiCall(let call): json.object("awsApiCallAction") { call.writeMembers(to: &$0, places: places) }
        case .sequence: break
        case .other(let other): json.members(other.details.members)
        }
    }
}

extension APICallAction {
    fileprivate func writeMembers(to json: inout JSONWriter, places: [IPAddress: Place]) {
        json.member("api", always: api)
        json.member("serviceName", always: serviceName)
        if let remoteAddress {
            json.member("callerType", "Remote IP")
            json.remote("remoteIpDetails", remoteAddress, places)
        } else if !callerDomain.isEmpty {
            json.member("callerType", "Domain")
            json.object("domainDetails") { $0.member("domain", callerDomain) }
        }
        json.member("errorCode", errorCode)
        json.member("userAgent", userAgent)
        if let callerAccount, callerAccount != .unknown {
            json.object("remoteAccountDetails") {
                $0.member("accountId", callerAccount.description)
                $0.member("affiliated", isAffiliated)
            }
        }
        json.object("affectedResources") {
            for (type, name) in affectedResources.sorted(by: { $0.key < $1.key }) { $0.member(type, always: name) }
        }
    }
}

extension JSONWriter {
    fileprivate mutating func port(_ name: String, _ port: UInt16) {
        object(name) {
            $0.member("port", port)
            $0.member("portName", PortName.of(port))
        }
    }

    fileprivate mutating func local(_ name: String, _ address: IPAddress) {
        object(name) { $0.member(address.isV4 ? "ipAddressV4" : "ipAddressV6", address.description) }
    }

    fileprivate mutating func remote(_ name: String, _ address: IPAddress, _ places: [IPAddress: Place]) {
        object(name) {
            $0.member(address.isV4 ? "ipAddressV4" : "ipAddressV6", address.description)
            guard let place = places[address] else { return }
            if place.asn != nil || !place.asnOrganization.isEmpty {
                $0.object("organization") {
                    $0.member("asn", place.asn.map { String($0) } ?? "")
                    $0.member("asnOrg", place.asnOrganization)
                }
            }
            if !place.countryName.isEmpty || !place.countryCode.isEmpty {
                $0.object("country") {
                    $0.member("countryName", place.countryName)
                    $0.member("countryCode", place.countryCode)
                }
            }
            if !place.cityName.isEmpty { $0.object("city") { $0.member("cityName", place.cityName) } }
            if let latitude = place.latitude, let longitude = place.longitude, latitude.isFinite, longitude.isFinite {
                $0.object("geoLocation") {
                    $0.member("lat", latitude)
                    $0.member("lon", longitude)
                }
            }
        }
    }
}
