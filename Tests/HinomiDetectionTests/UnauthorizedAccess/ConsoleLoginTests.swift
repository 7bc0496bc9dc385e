// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence
import HinomiRecords
import Testing

@testable import HinomiDetection

/// Sign-ins of one user here and there.
@Suite struct ConsoleLoginTests {
    /// Sign-ins by seconds since the first, address, and what the client calls itself.
    private static func findings(
        _ logins: [(after: Int64, address: String, agent: String)], _ places: [any PlaceSource] = [MadeUpPlaces()]
    ) throws -> [Finding] {
        let events = logins.enumerated().map { i, login in
            var call = Host.Call(
                name: "ConsoleLogin", service: "signin", address: login.address, agent: login.agent)
            call.answer = "{\"ConsoleLogin\":\"Success\"}"
            var event = Stream.hosts[0].event(call, id: UInt64(i), at: Stream.epoch + login.after)
            event.place = i
            return event
        }
        return try Delivery().run(events, places: places).findings.filter {
            $0.type == "UnauthorizedAccess:IAMUser/ConsoleLoginSuccess.B"
        }
    }

    /// Countries without networks.
    private struct Countries: PlaceSource {
        func place(of address: IPAddress) -> Place? {
            var place = MadeUpPlaces().place(of: address)
            place?.asn = nil
            return place
        }
    }

    @Test func `an ocean in half an hour is too far`() throws {
        let found = try Self.findings([(0, "192.0.2.1", "a"), (1_800, "198.51.100.1", "b")])
        #expect(found.map(\.severity) == [.medium])
        #expect(found.first?.evidence.total == 2)
        #expect(found.first?.eventFirstSeen.seconds == Stream.epoch)
    }

    @Test func `without networks it is less sure, without places nothing`() throws {
        let logins: [(Int64, String, String)] = [(0, "192.0.2.1", "a"), (1_800, "198.51.100.1", "b")]
        let found = try Self.findings(logins, [Countries()])
        #expect(found.map(\.severity) == [.low])
        #expect(found.first?.caveats.count == 1)
        #expect(try Self.findings(logins, []).isEmpty)
    }

    @Test func `a user who is used to both networks is left alone`() throws {
        // A VPN switched on and off every day: told of on the first two, a habit from the third on.
        let days: [(Int64, String, String)] = (0..<6).flatMap { day -> [(Int64, String, String)] in
            [(day * 86_400, "192.0.2.1", "a"), (day * 86_400 + 900, "198.51.100.1", "a")]
        }
        let found = try Self.findings(days)
        #expect(found.count == 1)
        #expect(found.first?.count == 2)
    }

    @Test func `clouds tell nothing of where a person is`() throws {
        #expect(try Self.findings([(0, "192.0.2.1", "a"), (900, "203.0.113.1", "b")]).isEmpty)
        #expect(try Self.findings([(0, "203.0.113.1", "a"), (900, "192.0.2.1", "b")]).isEmpty)
    }

    @Test func `the way is never said to be longer than it is`() {
        func place(_ country: String, _ city: String = "", _ latitude: Double? = nil, _ longitude: Double? = nil)
            -> Place
        {
            var place = Place()
            (place.countryCode, place.cityName, place.latitude, place.longitude) = (country, city, latitude, longitude)
            return place
        }
        let berlin = place("DE", "Berlin", 52.52, 13.405)
        let paris = place("FR", "Paris", 48.857, 2.352)
        // 878 km by any atlas, less a hundred on either side.
        let way = berlin.kilometresAtLeast(to: paris)
        #expect(way.map { abs($0 - 678) < 5 } == true)
        #expect(place("DE").kilometresAtLeast(to: place("FR")) == 0)
        #expect(place("DE").kilometresAtLeast(to: place("DE")) == 0)
        // Without a city a point is somebody's middle of the country.
        #expect(place("DE", "", 51, 9).kilometresAtLeast(to: place("FR", "", 46, 2)) == 0)
        #expect(place("ZZ").kilometresAtLeast(to: berlin) == nil)
        // From border to border, Ireland and Newfoundland are some 3,000 km apart, the US and Japan meet nobody closer than 2,000.
        #expect((place("IE").kilometresAtLeast(to: place("US")) ?? 0) < 4_500)
        #expect((place("US").kilometresAtLeast(to: place("RU")) ?? 1) == 0)
        #expect((place("AU").kilometresAtLeast(to: place("GB")) ?? 0) > 9_000)
    }
}
