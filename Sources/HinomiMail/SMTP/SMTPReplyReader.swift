// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOSSL

/// Gives each command of a connection its reply, and ends the connection at the first thing that is out of turn.
///
/// Bytes that nobody asked for end it: whoever writes into the part that is not encrypted yet could otherwise have a
/// reply of theirs taken for one of the encrypted part.
final class SMTPReplyReader: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private var parser = SMTPReplyParser()
    private var waiting: EventLoopPromise<SMTPReply>?
    private var deadline: Scheduled<Void>?
    private var failure: SMTPError?
    private var context: ChannelHandlerContext?
    /// The server speaks first.
    let greeting: EventLoopFuture<SMTPReply>

    init(eventLoop: any EventLoop, timeout: TimeAmount) {
        let promise = eventLoop.makePromise(of: SMTPReply.self)
        waiting = promise
        greeting = promise.futureResult
        setDeadline(timeout, on: eventLoop)
    }

    /// The reply to a command that is about to be sent.
    func reply(on eventLoop: any EventLoop, timeout: TimeAmount) -> EventLoopFuture<SMTPReply> {
        if let failure { return eventLoop.makeFailedFuture(failure) }
        let promise = eventLoop.makePromise(of: SMTPReply.self)
        waiting = promise
        setDeadline(timeout, on: eventLoop)
        return promise.futureResult
    }

    private func setDeadline(_ timeout: TimeAmount, on eventLoop: any EventLoop) {
        deadline = eventLoop.assumeIsolated().scheduleTask(in: timeout) { self.fail(.timeout) }
    }

    private func fail(_ error: SMTPError) {
        deadline?.cancel()
        failure = failure ?? error
        let promise = waiting
        waiting = nil
        promise?.fail(failure ?? error)
        context?.close(promise: nil)
    }

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
        fail(.connection("it could not be made"))
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard let promise = waiting else { return fail(.badReply("it answers what was not asked")) }
        do throws(SMTPError) {
            guard let reply = try parser.take(unwrapInboundIn(data).readableBytesView) else { return }
            guard !parser.hasRest else { throw .badReply("it answers what was not asked") }
            deadline?.cancel()
            waiting = nil
            promise.succeed(reply)
        } catch {
            fail(error)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        fail(.connection("the server closed it"))
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // Servers that close without a word of TLS are as good as those that say it.
        if let error = error as? NIOSSLError, case .uncleanShutdown = error { return }
        fail(.connection("\(error)"))
    }
}
