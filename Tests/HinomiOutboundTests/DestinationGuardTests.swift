// SPDX-License-Identifier: Apache-2.0

import HinomiOutbound
import HinomiRecords
import Testing

struct DestinationGuardTests {
    private func guarding(_ names: [String: [String]], allowsLocal: Bool = false) -> DestinationGuard {
        DestinationGuard(allowsLocal: allowsLocal, trustedOrigins: ["http://store.internal:9000"]) { name in
            (names[name] ?? []).compactMap { IPAddress($0) }
        }
    }

    @Test func `a name is connected to at the address that was checked`() async throws {
        let destinations = guarding(["lists.example": ["52.1.2.3"]])
        #expect(try await destinations.destination(of: OutboundURL("https://lists.example/")) == IPAddress("52.1.2.3"))
    }

    @Test(arguments: [
        ["10.0.0.1"], ["52.1.2.3", "10.0.0.1"], ["10.0.0.1", "52.1.2.3"], ["2600::1", "::1"], ["52.1.2.3", "fe80::1"],
    ])
    func `one address that is not of the internet is enough to refuse a name`(addresses: [String]) async {
        let destinations = guarding(["lists.example": addresses])
        await #expect(throws: OutboundError.self) {
            try await destinations.destination(of: OutboundURL("https://lists.example/"))
        }
    }

    @Test(arguments: [
        "http://127.0.0.1/", "http://169.254.169.254/latest/meta-data/", "http://[::1]/", "http://[::ffff:10.0.0.1]/",
        "http://127.0.0.1./", "http://[fd00:ec2::254]/",
    ])
    func `an address that is written is judged without asking anybody`(text: String) throws {
        let url = try OutboundURL(text)
        #expect(throws: OutboundError.self) { try guarding([:]).precheck(url) }
        #expect(throws: Never.self) { try guarding([:], allowsLocal: true).precheck(url) }
    }

    @Test(arguments: ["http://lists.example:22/", "https://lists.example:8443/", "http://lists.example:6379/"])
    func `other ports than those of the web are refused`(text: String) throws {
        let url = try OutboundURL(text)
        #expect(throws: OutboundError.forbiddenPort(url.port)) { try guarding([:]).precheck(url) }
    }

    @Test func `a name that nobody knows is refused`() async {
        await #expect(throws: OutboundError.unknownHost("lists.example")) {
            try await guarding([:]).destination(of: OutboundURL("https://lists.example/"))
        }
    }

    @Test func `an origin that the operator named is connected to wherever it is, and nothing beside it`() async throws
    {
        let destinations = guarding(["store.internal": ["10.0.0.1"]])
        let address = try await destinations.destination(of: OutboundURL("http://store.internal:9000/bucket/key"))
        #expect(address == IPAddress(10, 0, 0, 1))
        for text in ["http://store.internal/", "https://store.internal:9000/", "http://store.internal:9001/"] {
            await #expect(throws: OutboundError.self) { try await destinations.destination(of: OutboundURL(text)) }
        }
    }
}
