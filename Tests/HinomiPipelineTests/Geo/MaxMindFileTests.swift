// SPDX-License-Identifier: Apache-2.0
import Foundation
import HinomiPipeline
import HinomiRecords
import Testing

/// The databases hold the rows of `scripts/make-geo-fixtures.py`.
struct MaxMindFileTests {
    private func open(_ name: String) throws -> MaxMindFile {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return try MaxMindFile(path: root.appendingPathComponent("Fixtures/geo/\(name)").path)
    }

    private static let sixInMunich = IPAddress(high: 0x2001_0DB8_0001_0000, low: 5)

    @Test(arguments: [IPAddress(192, 0, 2, 77), sixInMunich])
    func `a city database gives country, city and position`(address: IPAddress) throws {
        let place = try open("city.mmdb").place(of: address)
        var expected = Place()
        expected.countryCode = "DE"
        expected.countryName = "Germany"
        expected.cityName = "Munich"
        expected.latitude = 48.1374
        expected.longitude = 11.5755
        #expect(place == expected)
    }

    @Test
    func `the registered country stands in, and an impossible position is left out`() throws {
        let place = try open("city.mmdb").place(of: IPAddress(198, 51, 100, 3))
        #expect(place?.countryCode == "JP")
        #expect(place?.countryName == "Japan")
        #expect(place?.latitude == nil)
        #expect(place?.longitude == nil)
    }

    @Test
    func `a city without an English name is left out`() throws {
        let place = try open("city.mmdb").place(of: IPAddress(203, 0, 113, 255))
        #expect(place?.countryName == "Brazil")
        #expect(place?.cityName == "")
    }

    @Test
    func `unknown addresses and rows without a place give nothing`() throws {
        let database = try open("city.mmdb")
        #expect(database.place(of: IPAddress(10, 0, 0, 1)) == nil)
        #expect(database.place(of: IPAddress(198, 51, 100, 200)) == nil)
        #expect(database.place(of: .unspecified) == nil)
    }

    @Test
    func `an ASN database gives number and organization`() throws {
        let database = try open("asn.mmdb")
        #expect(database.place(of: IPAddress(192, 0, 2, 1))?.asn == 64496)
        #expect(database.place(of: IPAddress(192, 0, 2, 1))?.asnOrganization == "Example Carrier é")
        #expect(database.place(of: IPAddress(high: 0x2001_0DB8_0002_0000, low: 1))?.asn == 4_200_000_000)
    }

    @Test
    func `an IPv4 database knows no IPv6 address`() throws {
        let database = try open("country-v4.mmdb")
        #expect(database.place(of: IPAddress(192, 0, 2, 1))?.countryCode == "FR")
        #expect(database.place(of: MaxMindFileTests.sixInMunich) == nil)
        #expect(!database.coversIPv6)
    }

    @Test
    func `type and date are known`() throws {
        let database = try open("city.mmdb")
        #expect(database.databaseType == "Test-City")
        #expect(database.built.iso8601 == "2026-01-01T00:00:00.000Z")
        #expect(database.coversIPv6)
    }

    @Test
    func `missing and foreign files are errors with their path`() throws {
        let missing = #expect(throws: MaxMindError.self) { try open("none.mmdb") }
        #expect(missing?.description.contains("No such file or directory") == true)
        let foreign = #expect(throws: MaxMindError.self) { try MaxMindFile(path: #filePath) }
        #expect(foreign?.description.contains("is no usable geo database") == true)
    }

    @Test
    func `damaged databases give errors or nothing and never trap`() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let bytes = try Data(contentsOf: root.appendingPathComponent("Fixtures/geo/city.mmdb"))
        let path = NSTemporaryDirectory() + "hinomi-geo-\(UUID().uuidString).mmdb"
        defer { try? FileManager.default.removeItem(atPath: path) }
        for index in bytes.indices {
            var bent = bytes
            bent[index] ^= 0xFF
            try bent.write(to: URL(fileURLWithPath: path))
            guard let database = try? MaxMindFile(path: path) else { continue }
            for octet in stride(from: 0, through: 255, by: 51) {
                _ = database.place(of: IPAddress(192, 0, 2, UInt8(octet)))
                _ = database.place(of: IPAddress(198, 51, 100, UInt8(octet)))
            }
            _ = database.place(of: MaxMindFileTests.sixInMunich)
        }
    }
}
