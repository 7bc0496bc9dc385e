// SPDX-License-Identifier: Apache-2.0

public import HinomiRecords

/// Countries and autonomous systems by address, out of one or several files.
///
/// Every file becomes a layer of sorted ranges: 8 bytes a range for IPv4 and 20 for IPv6. A file that gives countries
/// alone decides on the country before files that give networks with both; otherwise the file added first does.
public struct GeoTable: PlaceSource, Sendable {
    /// What one row says.
    struct Row: Hashable {
        /// Two letters, high byte first; 0 where the country is not known.
        var country: UInt16
        /// 0 where it is not known.
        var asn: UInt32
    }

    /// One file as ranges: each reaches up to the next, and row 0 says nothing.
    struct Layer: Sendable {
        var first4: [UInt32]
        var row4: [UInt32]
        var first6: [UInt128]
        var row6: [UInt32]
        /// For each value of the first 16 bits of an IPv4 address, how many ranges begin before it.
        var index4: [UInt32]
        var rows: [GeoTable.Row]

        func row(of address: IPAddress) -> GeoTable.Row? {
            let row: UInt32
            if address.isV4 {
                guard !first4.isEmpty else { return nil }
                let top = Int(address.v4 >> 16)
                let place = GeoTable.place(address.v4, in: first4, Int(index4[top])..<Int(index4[top + 1]))
                guard place > 0 else { return nil }
                row = row4[place - 1]
            } else {
                let place = GeoTable.place(address.bits, in: first6, 0..<first6.count)
                guard place > 0 else { return nil }
                row = row6[place - 1]
            }
            return row == 0 ? nil : rows[Int(row)]
        }
    }

    let countryLayers: [Layer]
    let networkLayers: [Layer]
    let organizations: OrganizationNames

    /// The number of ranges in all layers.
    public var count: Int {
        (countryLayers + networkLayers).reduce(0) { $0 + $1.first4.count + $1.first6.count }
    }

    /// The memory of the ranges.
    public var byteCount: Int {
        (countryLayers + networkLayers).reduce(organizations.byteCount) {
            $0 + $1.first4.count * 8 + $1.first6.count * 20 + $1.index4.count * 4 + $1.rows.count * 8
        }
    }

    /// The two-letter code of the country and the number of the autonomous system; empty and 0 where not known.
    public func lookup(_ address: IPAddress) -> (countryCode: String, asn: UInt32) {
        let (country, asn) = find(address)
        return (GeoTable.text(ofCountry: country), asn)
    }

    /// Country and autonomous system as findings show them; nil where nothing is known.
    public func place(of address: IPAddress) -> Place? {
        let (country, asn) = find(address)
        guard country != 0 || asn != 0 else { return nil }
        var place = Place()
        place.countryCode = GeoTable.text(ofCountry: country)
        place.countryName = CountryNames.name(ofCode: place.countryCode) ?? ""
        if asn != 0 {
            place.asn = asn
            place.asnOrganization = organizations.name(of: asn) ?? ""
        }
        return place
    }

    private func find(_ address: IPAddress) -> (country: UInt16, asn: UInt32) {
        var country: UInt16 = 0
        var asn: UInt32 = 0
        for layer in countryLayers {
            if let row = layer.row(of: address), row.country != 0 {
                country = row.country
                break
            }
        }
        for layer in networkLayers where country == 0 || asn == 0 {
            guard let row = layer.row(of: address) else { continue }
            if country == 0 { country = row.country }
            if asn == 0 { asn = row.asn }
        }
        return (country, asn)
    }

    /// How many of the sorted keys are not above `key`, given that the border lies in `range`.
    static func place<Key: Comparable>(_ key: Key, in keys: [Key], _ range: Range<Int>) -> Int {
        var low = range.lowerBound
        var high = range.upperBound
        while low < high {
            let middle = (low + high) / 2
            if keys[middle] <= key { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private static func text(ofCountry country: UInt16) -> String {
        country == 0
            ? "" : String(decoding: [UInt8(country >> 8), UInt8(truncatingIfNeeded: country)], as: UTF8.self)
    }
}
