// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOHTTP1

/// How long the parts of a request may take.
package struct RequestTimes: Sendable {
    /// From the beginning of a connection, encryption included, until the first request's head is there.
    package var head = Duration.seconds(10)
    /// From a request's head until all of its body is there.
    package var body = Duration.seconds(30)
    /// From the beginning of an answer until the client has taken all of it.
    package var answer = Duration.seconds(60)
    /// From an answer until the head of the next request is there.
    package var pause = Duration.seconds(60)
    /// From being asked to stop until what is being asked and answered must be through.
    package var stopping = Duration.seconds(10)

    /// The usual times.
    package init() {}
}

/// Closes a connection whose client takes too long, whether it is silent or sends a byte now and then.
final class RequestDeadlines: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private let times: RequestTimes
    private let onLate: @Sendable () -> Void
    // When what is to come must be there, when an answer must be taken, when all must be over.
    private var reading: Scheduled<Void>?
    private var answering: Scheduled<Void>?
    private var stopping: Scheduled<Void>?
    private var isInRequest = false
    private var unanswered = 0

    /// A handler that closes after these times, and calls `onLate` when it does.
    init(_ times: RequestTimes, onLate: @escaping @Sendable () -> Void) {
        self.times = times
        self.onLate = onLate
    }

    func handlerAdded(context: ChannelHandlerContext) { reading = close(after: times.head, context) }

    func handlerRemoved(context: ChannelHandlerContext) { cancelAll() }

    func channelInactive(context: ChannelHandlerContext) {
        cancelAll()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            isInRequest = true
            unanswered += 1
            expect(within: times.body, context)
        case .body: break
        case .end:
            isInRequest = false
            // Who was answered before all was said is idle now; others wait for us.
            expect(within: unanswered == 0 ? times.pause : nil, context)
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(let head):
            if head.status.code >= 200, answering == nil { answering = close(after: times.answer, context) }
            context.write(data, promise: promise)
        case .body:
            context.write(data, promise: promise)
        case .end:
            let written = promise ?? context.eventLoop.makePromise()
            let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
            written.futureResult.whenSuccess {
                let (handler, context) = bound.value
                handler.answered(context)
            }
            context.write(data, promise: written)
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ChannelShouldQuiesceEvent, stopping == nil { stopping = close(after: times.stopping, context) }
        context.fireUserInboundEventTriggered(event)
    }

    private func answered(_ context: ChannelHandlerContext) {
        answering?.cancel()
        answering = nil
        unanswered -= 1
        if unanswered == 0, !isInRequest { expect(within: times.pause, context) }
    }

    private func expect(within time: Duration?, _ context: ChannelHandlerContext) {
        reading?.cancel()
        reading = context.channel.isActive ? time.map { close(after: $0, context) } : nil
    }

    private func close(after time: Duration, _ context: ChannelHandlerContext) -> Scheduled<Void> {
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        return context.eventLoop.scheduleTask(in: TimeAmount(time)) { [onLate] in
            guard bound.value.channel.isActive else { return }
            onLate()
            bound.value.close(promise: nil)
        }
    }

    private func cancelAll() {
        for deadline in [reading, answering, stopping] { deadline?.cancel() }
        (reading, answering, stopping) = (nil, nil, nil)
    }
}
