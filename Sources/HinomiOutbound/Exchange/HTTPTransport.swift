// SPDX-License-Identifier: Apache-2.0

import AsyncHTTPClient
package import HinomiRecords
import NIOCore
import NIOHTTP1

/// The real network.
package struct HTTPTransport: OutboundTransport {
    /// A way to the network.
    package init() {}

    /// Sends a request for `url` to `address` and to no other, and reads the answer as far as its limit.
    ///
    /// The certificate is still checked for the name. Nothing is unpacked.
    package func exchange(
        _ url: OutboundURL, at address: IPAddress, _ request: OutboundRequest
    ) async throws(OutboundError) -> OutboundAnswer {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: HTTPClient.Configuration.Timeout(connect: .seconds(10), read: .seconds(15)),
            decompression: .disabled)
        if case .name(let name) = url.host { configuration.dnsOverride = [name: address.description] }
        configuration.httpVersion = .http1Only
        configuration.connectionPool.retryConnectionEstablishment = false
        // One connection for one request: nothing that was allowed once is kept for another name.
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        let result: Result<OutboundAnswer, OutboundError>
        do {
            result = .success(try await answer(of: client, url, request))
        } catch let error as OutboundError {
            result = .failure(error)
        } catch {
            result = .failure(HTTPTransport.fault(error))
        }
        try? await client.shutdown()
        return try result.get()
    }

    private func answer(
        of client: HTTPClient, _ url: OutboundURL, _ request: OutboundRequest
    ) async throws -> OutboundAnswer {
        var message = HTTPClientRequest(url: url.description)
        message.method = HTTPMethod(rawValue: request.method)
        message.headers.replaceOrAdd(name: "host", value: url.hostHeader)
        for (name, value) in request.headers(url) { message.headers.replaceOrAdd(name: name, value: value) }
        message.headers.replaceOrAdd(name: "user-agent", value: "hinomi")
        message.headers.replaceOrAdd(name: "accept-encoding", value: "identity")
        message.headers.replaceOrAdd(name: "connection", value: "close")
        if !request.body.isEmpty { message.body = .bytes(request.body) }
        let response = try await client.execute(message, timeout: .nanoseconds(request.timeLimit.nanoseconds))
        let headers = response.headers.map { (name: $0.name.lowercased(), value: $0.value) }
        if let encoding = response.headers.first(name: "content-encoding"), encoding.lowercased() != "identity" {
            throw OutboundError.encoded(String(encoding.prefix(32)))
        }
        if let length = response.headers.first(name: "content-length").flatMap({ Int($0) }),
            length > request.maximumAnswer
        {
            throw OutboundError.tooLarge(request.maximumAnswer)
        }
        var body: [UInt8] = []
        for try await part in response.body {
            guard body.count + part.readableBytes <= request.maximumAnswer else {
                throw OutboundError.tooLarge(request.maximumAnswer)
            }
            body.append(contentsOf: part.readableBytesView)
        }
        try Task.checkCancellation()
        return OutboundAnswer(status: Int(response.status.code), headers: headers, body: body)
    }

    // Errors of the network are told in few words: their texts may show what is inside it.
    private static func fault(_ error: any Error) -> OutboundError {
        switch error {
        case is CancellationError: return .tooSlow
        case let error as HTTPClientError:
            switch error {
            case .cancelled, .deadlineExceeded, .readTimeout, .connectTimeout: return .tooSlow
            case .remoteConnectionClosed: return .unreachable("it closed the connection before the end")
            default: return .unreachable(error.shortDescription)
            }
        case is IOError: return .unreachable("no connection")
        case is HTTPParserError: return .unreachable("its answer is not HTTP, or ended too early")
        default: return .unreachable("the connection failed")
        }
    }
}

extension Duration {
    fileprivate var nanoseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    }
}
