// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOPosix
import NIOSSL

/// A connection to a server: commands go out, replies come back, one at a time.
struct SMTPConnection: Sendable {
    private let channel: any Channel
    private let handler: NIOLoopBound<SMTPReplyReader>
    private let timeout: TimeAmount

    /// Connects, encrypted from the first byte on where there is a TLS set-up, and returns with the server's greeting.
    static func open(
        _ server: SMTPServer, tls: TLSSetup?, on group: any EventLoopGroup, timeout: TimeAmount
    ) async throws(SMTPError) -> (SMTPConnection, greeting: SMTPReply) {
        do {
            let connection = try await ClientBootstrap(group: group).connectTimeout(timeout)
                .connect(host: server.host, port: server.port) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        let handler = SMTPReplyReader(eventLoop: channel.eventLoop, timeout: timeout)
                        try channel.pipeline.syncOperations.addHandler(handler)
                        if let tls { try channel.pipeline.syncOperations.addHandler(tls.handler(), position: .first) }
                        return SMTPConnection(
                            channel: channel, handler: NIOLoopBound(handler, eventLoop: channel.eventLoop),
                            timeout: timeout)
                    }
                }
            let greeting = connection.channel.eventLoop.flatSubmit { connection.handler.value.greeting }
            return (connection, try await connection.closingWhenCancelled(greeting))
        } catch let error as SMTPError {
            throw error
        } catch {
            throw .connection("\(error)")
        }
    }

    /// Sends bytes and waits for the reply.
    func ask(_ bytes: [UInt8], patience: TimeAmount? = nil) async throws(SMTPError) -> SMTPReply {
        let reply = channel.eventLoop.flatSubmit {
            let reply = handler.value.reply(on: channel.eventLoop, timeout: patience ?? timeout)
            channel.writeAndFlush(ByteBuffer(bytes: bytes), promise: nil)
            return reply
        }
        return try await closingWhenCancelled(reply)
    }

    /// Sends a command line and waits for the reply.
    func ask(_ command: String) async throws(SMTPError) -> SMTPReply { try await ask(Array("\(command)\r\n".utf8)) }

    /// Encrypts all that follows.
    func encrypt(_ tls: TLSSetup) async throws(SMTPError) {
        do {
            try await channel.eventLoop.submit {
                try channel.pipeline.syncOperations.addHandler(tls.handler(), position: .first)
            }.get()
        } catch {
            throw .connection("\(error)")
        }
    }

    /// This side's address, as greetings name those who have no name.
    var ownLiteral: String {
        guard let address = channel.localAddress, let text = address.ipAddress else { return "[127.0.0.1]" }
        guard case .v6 = address else { return "[\(text)]" }
        return "[IPv6:\(text.prefix { $0 != "%" })]"
    }

    /// Ends the connection.
    func close() async { try? await channel.close() }

    private func closingWhenCancelled(_ reply: EventLoopFuture<SMTPReply>) async throws(SMTPError) -> SMTPReply {
        do {
            return try await withTaskCancellationHandler {
                try await reply.get()
            } onCancel: {
                channel.close(promise: nil)
            }
        } catch let error as SMTPError {
            throw error
        } catch {
            throw .connection("\(error)")
        }
    }
}

/// What is needed to encrypt a connection to a server, whose name is checked.
struct TLSSetup: Sendable {
    private let context: NIOSSLContext
    private let host: String?

    init(_ server: SMTPServer) throws(SMTPError) {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        if let file = server.authorities { configuration.trustRoots = .file(file) }
        do {
            context = try NIOSSLContext(configuration: configuration)
        } catch {
            throw .unable("TLS cannot be set up: \(error)")
        }
        // Certificates of addresses are checked against the address of the connection.
        host = (try? SocketAddress(ipAddress: server.host, port: 0)) == nil ? server.host : nil
    }

    func handler() throws -> NIOSSLClientHandler {
        try NIOSSLClientHandler(context: context, serverHostname: host)
    }
}
