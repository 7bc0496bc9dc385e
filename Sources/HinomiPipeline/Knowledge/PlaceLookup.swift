// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence
import HinomiRecords

/// Where the remote addresses of a finding are.
enum PlaceLookup {
    /// The places of a finding's remote addresses; each source fills in what those before it left open.
    static func places(of finding: Finding, in sources: [any PlaceSource]) -> [IPAddress: Place] {
        guard !sources.isEmpty else { return [:] }
        var places: [IPAddress: Place] = [:]
        for address in remotes(of: finding.action) {
            var known: Place?
            for source in sources {
                guard let place = source.place(of: address) else { continue }
                known = known.map { merge($0, place) } ?? place
            }
            if let known { places[address] = known }
        }
        return places
    }

    private static func remotes(of action: Action) -> [IPAddress] {
        switch action {
        case .networkConnection(let connection): [connection.remoteAddress]
        case .portProbe(let probe): probe.details.map(\.remoteAddress)
        case .apiCall(let call): call.remoteAddress.map { [$0] } ?? []
        case .dnsRequest: []
        }
    }

    private static func merge(_ first: Place, _ second: Place) -> Place {
        var place = first
        if place.countryCode.isEmpty {
            (place.countryCode, place.countryName) = (second.countryCode, second.countryName)
        }
        if place.cityName.isEmpty { place.cityName = second.cityName }
        if place.latitude == nil { (place.latitude, place.longitude) = (second.latitude, second.longitude) }
        if place.asn == nil { (place.asn, place.asnOrganization) = (second.asn, second.asnOrganization) }
        if place.asnOrganization.isEmpty, place.asn == second.asn { place.asnOrganization = second.asnOrganization }
        return place
    }
}
