// SPDX-License-Identifier: Apache-2.0

import HinomiOutbound
import HinomiRecords
import Testing

struct HTTPTransportTests {
    private func send(
        to server: LoopbackServer, path: String = "/list.txt", limit: Int = 1_000,
        timeLimit: Duration = .seconds(20)
    ) async throws -> OutboundAnswer {
        let client = OutboundClient(DestinationGuard(allowsLocal: true) { _ in [IPAddress(127, 0, 0, 1)] })
        let url = try OutboundURL("http://lists.example:\(server.port)\(path)")
        return try await client.send(
            OutboundRequest(
                url, headers: { _ in [("x-own", "yes")] }, maximumAnswer: limit, timeLimit: timeLimit))
    }

    @Test func `the connection goes to the address that was resolved here, and the name is asked for`() async throws {
        let server = try await LoopbackServer(
            "HTTP/1.1 200 OK\r\ncontent-length: 9\r\nETag: x\r\n\r\n192.0.2.1")
        let answer = try await send(to: server, path: "/a%20b?x=%2F")
        #expect(answer.status == 200)
        #expect(answer.body == Array("192.0.2.1".utf8))
        #expect(answer.header("etag") == "x")
        let request = server.requests
        #expect(request.hasPrefix("GET /a%20b?x=%2F HTTP/1.1\r\n"))
        #expect(request.lowercased().contains("\r\nhost: lists.example:\(server.port)\r\n"))
        #expect(request.lowercased().contains("\r\nx-own: yes\r\n"))
        try await server.stop()
    }

    @Test func `an answer that says that it is too large is not read`() async throws {
        let server = try await LoopbackServer("HTTP/1.1 200 OK\r\ncontent-length: 1001\r\n\r\n", closes: false)
        await #expect(throws: OutboundError.tooLarge(1_000)) { try await send(to: server) }
        try await server.stop()
    }

    @Test func `an answer that does not say how large it is is read as far as the limit`() async throws {
        let piece = String(repeating: "x", count: 64 << 10)
        let server = try await LoopbackServer(
            "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n10000\r\n\(piece)\r\n", closes: false)
        await #expect(throws: OutboundError.tooLarge(1_000)) { try await send(to: server) }
        try await server.stop()
    }

    @Test(arguments: ["gzip", "br", "GZIP, gzip"])
    func `nothing is unpacked`(encoding: String) async throws {
        let server = try await LoopbackServer(
            "HTTP/1.1 200 OK\r\ncontent-encoding: \(encoding)\r\ncontent-length: 1\r\n\r\nx")
        await #expect(throws: OutboundError.encoded(encoding)) { try await send(to: server) }
        try await server.stop()
    }

    @Test(arguments: [
        "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n192.0.2.1\n",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\na\r\n192.0.2.1\n",
        "HTTP/1.1 200 OK\r\ncontent-len", "", "SSH-2.0-OpenSSH_9.2\r\n",
    ])
    func `an answer that ends too early is none`(answer: String) async throws {
        let server = try await LoopbackServer(answer)
        await #expect(throws: OutboundError.self) { try await send(to: server) }
        try await server.stop()
    }

    @Test(arguments: ["", "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n192.0.2.1\n"])
    func `who takes too long is not waited for`(answer: String) async throws {
        let server = try await LoopbackServer(answer, closes: false)
        await #expect(throws: OutboundError.tooSlow) { try await send(to: server, timeLimit: .milliseconds(300)) }
        try await server.stop()
    }

    @Test func `a redirect of the network is judged as well`() async throws {
        let server = try await LoopbackServer(
            "HTTP/1.1 302 Found\r\nlocation: http://user@lists.example/\r\ncontent-length: 0\r\n\r\n")
        await #expect(throws: OutboundError.self) { try await send(to: server) }
        try await server.stop()
    }

    @Test func `a port where nobody listens is unreachable`() async throws {
        let server = try await LoopbackServer("")
        try await server.stop()
        await #expect(throws: OutboundError.unreachable("no connection")) { try await send(to: server) }
    }
}
