// SPDX-License-Identifier: Apache-2.0

import HinomiOutbound
import HinomiRecords
import Synchronization
import Testing

/// A network in which hosts answer as they are told, and which remembers what was connected to.
private final class StagedNetwork: OutboundTransport {
    private let answers: [String: OutboundAnswer]
    private let seen = Mutex<[String]>([])

    init(_ answers: [String: OutboundAnswer]) { self.answers = answers }

    var connections: [String] { seen.withLock { $0 } }

    func exchange(
        _ url: OutboundURL, at address: IPAddress, _ request: OutboundRequest
    ) async throws(OutboundError) -> OutboundAnswer {
        seen.withLock { $0.append("\(url) at \(address)") }
        return answers[url.description] ?? OutboundAnswer(status: 404)
    }
}

struct OutboundClientTests {
    private static func redirect(to location: String, status: Int = 302) -> OutboundAnswer {
        OutboundAnswer(status: status, headers: [("location", location)])
    }

    private func send(
        _ url: String, over network: StagedNetwork, redirects: Int = 3,
        resolve: @escaping DestinationGuard.Resolve = { _ in [IPAddress(52, 1, 2, 3)] }
    ) async throws -> OutboundAnswer {
        let client = OutboundClient(DestinationGuard(resolve: resolve), transport: network)
        return try await client.send(
            OutboundRequest(try OutboundURL(url), maximumAnswer: 100, maximumRedirects: redirects))
    }

    @Test func `an answer comes back as it is`() async throws {
        let network = StagedNetwork(["https://lists.example/a": OutboundAnswer(status: 200, body: [1, 2])])
        let answer = try await send("https://lists.example/a", over: network)
        #expect(answer.status == 200)
        #expect(answer.body == [1, 2])
        #expect(network.connections == ["https://lists.example/a at 52.1.2.3"])
    }

    @Test(arguments: [
        "http://169.254.169.254/latest/meta-data/iam/security-credentials/", "http://[::ffff:169.254.169.254]/",
        "http://127.0.0.1/", "http://0x7f000001/", "http://lists.example:6379/", "file:///etc/passwd",
        "http://user@lists.example/", "//10.0.0.1/", "gopher://127.0.0.1:6379/_FLUSHALL",
    ])
    func `a redirect to what is not allowed is not followed`(location: String) async {
        let network = StagedNetwork(["http://lists.example/": OutboundClientTests.redirect(to: location)])
        await #expect(throws: OutboundError.self) { try await send("http://lists.example/", over: network) }
        #expect(network.connections == ["http://lists.example/ at 52.1.2.3"])
    }

    @Test func `a name is resolved and judged anew at every redirect`() async {
        // Rebinding: good when it is asked for first, the machine itself when it is asked for again.
        let asked = Mutex(0)
        let network = StagedNetwork(["http://lists.example/": OutboundClientTests.redirect(to: "/again")])
        await #expect(throws: OutboundError.forbiddenAddress("lists.example", "a loopback address")) {
            try await send("http://lists.example/", over: network) { _ in
                let isFirst = asked.withLock { count in
                    count += 1
                    return count == 1
                }
                return [isFirst ? IPAddress(52, 1, 2, 3) : IPAddress(127, 0, 0, 1)]
            }
        }
        #expect(network.connections == ["http://lists.example/ at 52.1.2.3"])
    }

    @Test func `a name is resolved once for a connection`() async throws {
        let asked = Mutex(0)
        let network = StagedNetwork(["http://lists.example/": OutboundAnswer(status: 200)])
        _ = try await send("http://lists.example/", over: network) { _ in
            asked.withLock { $0 += 1 }
            return [IPAddress(52, 1, 2, 3)]
        }
        #expect(asked.withLock { $0 } == 1)
    }

    @Test func `three redirects are followed and a fourth is not`() async throws {
        let chain = (0..<4).map {
            ("https://lists.example/\($0)", OutboundClientTests.redirect(to: "/\($0 + 1)", status: 307))
        }
        var answers = Dictionary(uniqueKeysWithValues: chain)
        answers["https://lists.example/4"] = OutboundAnswer(status: 200)
        let network = StagedNetwork(answers)
        #expect(try await send("https://lists.example/1", over: network).status == 200)
        await #expect(throws: OutboundError.tooManyRedirects) {
            try await send("https://lists.example/0", over: network)
        }
    }

    @Test func `a redirect from https to http is not followed`() async {
        let network = StagedNetwork([
            "https://lists.example/": OutboundClientTests.redirect(to: "http://lists.example/")
        ])
        await #expect(throws: OutboundError.downgrade) { try await send("https://lists.example/", over: network) }
    }

    @Test func `where no redirects are wanted, one is an answer like others`() async throws {
        let network = StagedNetwork(["https://lists.example/": OutboundClientTests.redirect(to: "/other")])
        #expect(try await send("https://lists.example/", over: network, redirects: 0).status == 302)
    }
}
