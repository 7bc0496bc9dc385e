// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOPosix
import Synchronization

/// A server on a free port of this machine that says the same to everybody, and keeps what it heard.
final class LoopbackServer: Sendable {
    private let channel: any Channel
    private let heard: Heard

    let port: Int
    var requests: String { heard.text.withLock { $0 } }

    /// A server that says `answer`, as many times as told, and closes the connection where it is told to.
    init(_ answer: String, repeating count: Int = 1, closes: Bool = true) async throws {
        let heard = Heard()
        self.heard = heard
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        Speaker(answer: answer, count: count, closes: closes, heard: heard))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        port = channel.localAddress?.port ?? 0
    }

    func stop() async throws { try await channel.close() }

    final class Heard: Sendable {
        let text = Mutex("")
    }

    private final class Speaker: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer

        let answer: String
        let count: Int
        let closes: Bool
        let heard: Heard

        init(answer: String, count: Int, closes: Bool, heard: Heard) {
            self.answer = answer
            self.count = count
            self.closes = closes
            self.heard = heard
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let text = String(buffer: unwrapInboundIn(data))
            heard.text.withLock { $0 += text }
            guard text.contains("\r\n\r\n") else { return }
            let buffer = ByteBuffer(string: answer)
            for _ in 0..<count { context.write(NIOAny(buffer), promise: nil) }
            context.flush()
            if closes { context.close(promise: nil) }
        }

        // Who reads no further has closed the connection.
        func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
    }
}
