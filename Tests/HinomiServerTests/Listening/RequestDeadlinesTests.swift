// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOEmbedded
import NIOHTTP1
import Synchronization
import Testing

@testable import HinomiServer

struct RequestDeadlinesTests {
    private final class Late: Sendable {
        let count = Mutex(0)
    }

    private let late = Late()
    private let channel: EmbeddedChannel
    private let head = HTTPRequestHead(version: .http1_1, method: .POST, uri: "/")

    init() throws {
        let late = late
        channel = EmbeddedChannel(handler: RequestDeadlines(RequestTimes()) { late.count.withLock { $0 += 1 } })
        try channel.connect(to: SocketAddress(ipAddress: "192.0.2.1", port: 1)).wait()
    }

    private func pass(_ seconds: Int64) { channel.embeddedEventLoop.advanceTime(by: .seconds(seconds)) }

    private func answer() throws {
        try channel.writeOutbound(HTTPServerResponsePart.head(HTTPResponseHead(version: .http1_1, status: .ok)))
        try channel.writeOutbound(HTTPServerResponsePart.end(nil))
    }

    private func ask() throws {
        try channel.writeInbound(HTTPServerRequestPart.head(head))
        try channel.writeInbound(HTTPServerRequestPart.end(nil))
    }

    private var isOpen: Bool { channel.isActive }

    @Test func `a first request must begin in time`() {
        pass(9)
        #expect(isOpen)
        pass(1)
        #expect(!isOpen)
        #expect(late.count.withLock { $0 } == 1)
    }

    @Test func `a body must be there in time, however it comes`() throws {
        try channel.writeInbound(HTTPServerRequestPart.head(head))
        for _ in 0..<29 {
            pass(1)
            try channel.writeInbound(HTTPServerRequestPart.body(ByteBuffer(string: "x")))
        }
        #expect(isOpen)
        pass(1)
        #expect(!isOpen)
    }

    @Test func `nobody is hurried while we work`() throws {
        try ask()
        pass(10_000)
        #expect(isOpen)
    }

    @Test func `between requests there is a pause, whose end is not put off by parts of a head`() throws {
        try ask()
        try answer()
        pass(59)
        #expect(isOpen)
        try ask()
        try answer()
        pass(59)
        #expect(isOpen)
        pass(1)
        #expect(!isOpen)
    }

    @Test func `an answer must be taken in time`() throws {
        try ask()
        try channel.writeOutbound(HTTPServerResponsePart.head(HTTPResponseHead(version: .http1_1, status: .ok)))
        pass(59)
        #expect(isOpen)
        pass(1)
        #expect(!isOpen)
    }

    @Test func `who is answered before the end of a body must come to its end all the same`() throws {
        try channel.writeInbound(HTTPServerRequestPart.head(head))
        try answer()
        pass(29)
        #expect(isOpen)
        pass(1)
        #expect(!isOpen)
    }

    @Test func `who is answered before the end of a body is idle afterwards`() throws {
        try channel.writeInbound(HTTPServerRequestPart.head(head))
        try answer()
        try channel.writeInbound(HTTPServerRequestPart.end(nil))
        pass(59)
        #expect(isOpen)
        pass(1)
        #expect(!isOpen)
    }

    @Test func `requests sent ahead of answers wait for us`() throws {
        try ask()
        try ask()
        try answer()
        pass(10_000)
        #expect(isOpen)
        try answer()
        pass(60)
        #expect(!isOpen)
    }

    @Test func `a server that stops gives ten seconds`() throws {
        try channel.writeInbound(HTTPServerRequestPart.head(head))
        channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
        pass(9)
        #expect(isOpen)
        pass(1)
        #expect(!isOpen)
    }

    @Test func `what is closed is not closed again`() throws {
        try ask()
        try answer()
        try channel.close().wait()
        pass(10_000)
        #expect(late.count.withLock { $0 } == 0)
    }
}
