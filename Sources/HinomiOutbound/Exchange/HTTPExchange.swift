// SPDX-License-Identifier: Apache-2.0

import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// One request and its answer, as all ways to the network make them: no redirects, nothing unpacked, HTTP/1.1.
enum HTTPExchange {
    /// How a client is set up; `silence` is how long the other side may say nothing.
    static func configuration(silence: TimeAmount) -> HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: HTTPClient.Configuration.Timeout(connect: .seconds(10), read: silence),
            decompression: .disabled)
        configuration.httpVersion = .http1Only
        configuration.connectionPool.retryConnectionEstablishment = false
        return configuration
    }

    /// Sends a request for `url`, and gives the answer as soon as it begins.
    static func begin(
        _ url: OutboundURL, _ request: OutboundRequest, by client: HTTPClient, keepingConnection: Bool
    ) async throws -> StreamedAnswer {
        var message = HTTPClientRequest(url: url.description)
        message.method = HTTPMethod(rawValue: request.method)
        message.headers.replaceOrAdd(name: "host", value: url.hostHeader)
        for (name, value) in request.headers(url) { message.headers.replaceOrAdd(name: name, value: value) }
        message.headers.replaceOrAdd(name: "user-agent", value: "hinomi")
        message.headers.replaceOrAdd(name: "accept-encoding", value: "identity")
        if !keepingConnection { message.headers.replaceOrAdd(name: "connection", value: "close") }
        if !request.body.isEmpty { message.body = .bytes(request.body) }
        let response = try await client.execute(message, timeout: .nanoseconds(request.timeLimit.nanoseconds))
        return StreamedAnswer(
            status: Int(response.status.code),
            headers: response.headers.map { (name: $0.name.lowercased(), value: $0.value) },
            body: StreamedBody(response.body))
    }
}

extension OutboundError {
    // Errors of the network are told in few words: their texts may show what is inside it.
    init(_ error: any Error) {
        switch error {
        case let error as OutboundError: self = error
        case is CancellationError: self = .tooSlow
        case let error as HTTPClientError:
            switch error {
            case .cancelled, .deadlineExceeded, .readTimeout, .connectTimeout: self = .tooSlow
            case .remoteConnectionClosed: self = .unreachable("it closed the connection before the end")
            default: self = .unreachable(error.shortDescription)
            }
        case is IOError: self = .unreachable("no connection")
        case is HTTPParserError: self = .unreachable("its answer is not HTTP, or ended too early")
        default: self = .unreachable("the connection failed")
        }
    }
}

extension Duration {
    fileprivate var nanoseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    }
}
