// SPDX-License-Identifier: Apache-2.0

public import HinomiRecords

/// Something that knows where addresses are.
public protocol PlaceSource: Sendable {
    /// The place of an address; nil when nothing is known of it.
    func place(of address: IPAddress) -> Place?
}

extension [any PlaceSource] {
    /// The place of an address; each source fills in what those before it left open. Nil when none knows anything.
    public func place(of address: IPAddress) -> Place? {
        var known: Place?
        for source in self {
            guard let place = source.place(of: address) else { continue }
            known = known.map { $0.filled(from: place) } ?? place
        }
        return known
    }
}

extension Place {
    fileprivate func filled(from other: Place) -> Place {
        var place = self
        if place.countryCode.isEmpty {
            (place.countryCode, place.countryName) = (other.countryCode, other.countryName)
        }
        if place.cityName.isEmpty { place.cityName = other.cityName }
        if place.latitude == nil { (place.latitude, place.longitude) = (other.latitude, other.longitude) }
        if place.asn == nil { (place.asn, place.asnOrganization) = (other.asn, other.asnOrganization) }
        if place.asnOrganization.isEmpty, place.asn == other.asn { place.asnOrganization = other.asnOrganization }
        return place
    }
}
