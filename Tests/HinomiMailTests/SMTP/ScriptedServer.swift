// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOPosix
import Synchronization

/// A server on loopback that plays one script to whoever connects.
final class ScriptedServer: Sendable {
    enum Step: Sendable {
        /// Send this.
        case say(String)
        /// Wait for a line that begins so.
        case hear(String)
        /// Wait for lines up to a single dot.
        case hearMail
        /// End the connection.
        case close
    }

    private let channel: any Channel
    private let lines: Heard
    let port: Int

    init(_ steps: Step...) async throws {
        let lines = Heard()
        self.lines = lines
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Player(steps, lines))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        port = channel.localAddress?.port ?? 0
    }

    /// The lines that were heard, those of mails included.
    var heard: [String] { lines.all.withLock { $0 } }

    func stop() async { try? await channel.close() }
}

private final class Heard: Sendable {
    let all = Mutex<[String]>([])
}

private final class Player: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private var steps: ArraySlice<ScriptedServer.Step>
    private var pending: [UInt8] = []
    private let heard: Heard

    init(_ steps: [ScriptedServer.Step], _ heard: Heard) {
        self.steps = steps[...]
        self.heard = heard
    }

    func channelActive(context: ChannelHandlerContext) { play(context) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        pending += unwrapInboundIn(data).readableBytesView
        play(context)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    private func play(_ context: ChannelHandlerContext) {
        while let step = steps.first {
            switch step {
            case .say(let text):
                context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
            case .hear(let start):
                guard let line = takeLine() else { return }
                guard line.hasPrefix(start) else { return context.close(promise: nil) }
            case .hearMail:
                while true {
                    guard let line = takeLine() else { return }
                    if line == "." { break }
                }
            case .close:
                return context.close(promise: nil)
            }
            steps.removeFirst()
        }
    }

    private func takeLine() -> String? {
        guard let end = pending.firstIndex(of: 0x0A) else { return nil }
        var line = pending[..<end]
        if line.last == 0x0D { line.removeLast() }
        let text = String(decoding: line, as: UTF8.self)
        pending.removeSubrange(...end)
        heard.all.withLock { $0.append(text) }
        return text
    }
}
