// SPDX-License-Identifier: Apache-2.0

import HinomiIntelligence
import HinomiRecords
import HinomiService
import HinomiStore
import Testing

struct ListsInForceTests {
    private func bundle(of office: Office) throws -> IntelligenceBundle {
        var builder = IntelligenceBundle.Builder(includingBuiltIns: false)
        let detector = try #require(try office.detector())
        try office.store.readNow { try ListsInForce.add(for: detector, from: $0, to: &builder) }
        return builder.build()
    }

    @Test func `a threat list in force says custom under its own name`() async throws {
        let office = try Office()
        await office.activation(finding: "198.51.100.7\nbad.example.com\n").activate(
            try office.makeThreatEntitySet(name: "bad-hosts"))
        let bundle = try bundle(of: office)
        for set in [
            bundle.indicators(for: IPAddress(198, 51, 100, 7)),
            bundle.indicators(for: try #require(DomainName("bad.example.com"))),
        ] {
            #expect(set.indicators.map(\.list) == ["bad-hosts"])
            #expect(set.indicators.map(\.category) == [.custom])
        }
    }

    @Test func `lists of addresses say nothing of names`() async throws {
        let office = try Office()
        await office.activation(finding: "198.51.100.7\nbad.example.com\n").activate(
            try office.makeThreatIntelSet(name: "addresses"))
        let bundle = try bundle(of: office)
        #expect(!bundle.indicators(for: IPAddress(198, 51, 100, 7)).isEmpty)
        #expect(bundle.indicators(for: try #require(DomainName("bad.example.com"))).isEmpty)
    }

    @Test func `what is trusted beats what is a threat`() async throws {
        let office = try Office()
        await office.activation(finding: "198.51.100.0/24\n").activate(try office.makeThreatIntelSet(name: "same"))
        await office.activation(finding: "198.51.100.7\n").activate(try office.makeIPSet(name: "same"))
        let bundle = try bundle(of: office)
        #expect(bundle.indicators(for: IPAddress(198, 51, 100, 7)).isEmpty)
        #expect(!bundle.indicators(for: IPAddress(198, 51, 100, 8)).isEmpty)
        #expect(bundle.trusted.contains(IPAddress(198, 51, 100, 7)))
    }

    @Test func `two lists of one name are told apart`() async throws {
        let office = try Office()
        await office.activation(finding: "198.51.100.7\n").activate(try office.makeThreatIntelSet(name: "same"))
        await office.activation(finding: "198.51.100.7\n").activate(try office.makeThreatEntitySet(name: "same"))
        let lists = try bundle(of: office).indicators(for: IPAddress(198, 51, 100, 7)).indicators.map(\.list)
        #expect(Set(lists) == ["same", "same (threatintelset)"])
    }

    @Test func `only lists in force count, as they were read last`() async throws {
        let office = try Office()
        let id = try office.makeThreatEntitySet()
        #expect(try bundle(of: office).indicators(for: IPAddress(198, 51, 100, 7)).isEmpty)
        await office.activation(finding: "198.51.100.7\n").activate(id)
        #expect(!(try bundle(of: office).indicators(for: IPAddress(198, 51, 100, 7)).isEmpty))
        try office.updateThreatEntitySet(id, activate: true)
        #expect(!(try bundle(of: office).indicators(for: IPAddress(198, 51, 100, 7)).isEmpty))
        await office.activation(finding: "198.51.100.8\n").activate(id)
        #expect(try bundle(of: office).indicators(for: IPAddress(198, 51, 100, 7)).isEmpty)
        #expect(!(try bundle(of: office).indicators(for: IPAddress(198, 51, 100, 8)).isEmpty))
        try office.updateThreatEntitySet(id, activate: false)
        #expect(try bundle(of: office).indicators(for: IPAddress(198, 51, 100, 8)).isEmpty)
    }
}
