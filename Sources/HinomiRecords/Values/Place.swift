// SPDX-License-Identifier: Apache-2.0

/// Where an address is, as far as geo tables know.
public struct Place: Hashable, Codable, Sendable {
    /// ISO 3166 two-letter code.
    public var countryCode = ""
    public var countryName = ""
    public var cityName = ""
    public var latitude: Double?
    public var longitude: Double?
    public var asn: UInt32?
    public var asnOrganization = ""

    public init() {}
}
