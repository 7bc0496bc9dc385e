// SPDX-License-Identifier: Apache-2.0

import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
import NIOSSL

/// HTTP connections, encrypted where there is a certificate, bounded in number and in time.
struct GuardedChannel: ServerChildChannel {
    typealias Value = HTTP1Channel.Value

    let base: HTTP1Channel
    let certificate: CurrentCertificate?
    let connections: PeerCounts
    let times: RequestTimes
    let figures: ConnectionFigures

    /// Why a connection is closed before anything was said.
    private struct TooMany: Error {}

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        let peer = PeerAddress(channel.remoteAddress)
        guard connections.enter(peer) else {
            figures.refused()
            logger.debug(
                "A connection was refused: there are too many.",
                metadata: ["address": "\(channel.remoteAddress?.ipAddress ?? "")"])
            return channel.close().flatMapThrowing { throw TooMany() }
        }
        channel.closeFuture.whenComplete { [connections] _ in connections.leave(peer) }
        figures.accepted()
        return channel.eventLoop.makeCompletedFuture {
            guard let certificate else { return }
            try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: certificate.context))
        }.flatMap {
            base.setup(channel: channel, logger: logger)
        }.flatMapThrowing { value in
            let pipeline = channel.pipeline.syncOperations
            let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self)
            try pipeline.addHandler(
                RequestDeadlines(times) { [figures] in figures.timedOut() }, position: .after(decoder))
            return value
        }
    }

    func handle(value: Value, logger: Logger) async { await base.handle(value: value, logger: logger) }
}
