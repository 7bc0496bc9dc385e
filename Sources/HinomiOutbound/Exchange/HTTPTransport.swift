// SPDX-License-Identifier: Apache-2.0

import AsyncHTTPClient
package import HinomiRecords
import NIOCore

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
        var configuration = HTTPExchange.configuration(silence: .seconds(15))
        if case .name(let name) = url.host { configuration.dnsOverride = [name: address.description] }
        // One connection for one request: nothing that was allowed once is kept for another name.
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        let result: Result<OutboundAnswer, OutboundError>
        do {
            let answer = try await HTTPExchange.begin(url, request, by: client, keepingConnection: false)
            result = .success(try await answer.collected(atMost: request.maximumAnswer))
        } catch {
            result = .failure(OutboundError(error))
        }
        try? await client.shutdown()
        return try result.get()
    }
}
