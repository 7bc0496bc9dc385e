// SPDX-License-Identifier: Apache-2.0

import AsyncHTTPClient
import NIOCore

/// Makes requests to services that the operator named.
package protocol ServiceTransport: Sendable {
    /// Sends a request, and gives the answer as soon as it begins. Redirects are answers like others.
    func exchange(_ request: OutboundRequest) async throws(OutboundError) -> StreamedAnswer
}

/// The real network, for services that the operator named: they are connected to wherever they are, and connections are
/// kept for the next request.
///
/// What users name goes through `OutboundClient`.
package final class ServiceConnections: ServiceTransport {
    private let client: HTTPClient

    /// Connections of which none is open yet.
    package init() {
        // A queue that has nothing to say answers after 20 seconds.
        client = HTTPClient(
            eventLoopGroupProvider: .singleton, configuration: HTTPExchange.configuration(silence: .seconds(30)))
    }

    // Nobody waits for idle connections to be closed.
    deinit { client.shutdown { _ in } }

    /// Sends a request, and gives the answer as soon as it begins.
    package func exchange(_ request: OutboundRequest) async throws(OutboundError) -> StreamedAnswer {
        do {
            return try await HTTPExchange.begin(request.url, request, by: client, keepingConnection: true)
        } catch {
            throw OutboundError(error)
        }
    }
}
