// SPDX-License-Identifier: Apache-2.0

/// Makes requests for users: only to where they may go, only as long and as large as allowed.
package struct OutboundClient: Sendable {
    package var destinations: DestinationGuard
    private let transport: any OutboundTransport

    /// A client that asks this guard.
    package init(_ destinations: DestinationGuard, transport: any OutboundTransport = HTTPTransport()) {
        self.destinations = destinations
        self.transport = transport
    }

    /// Makes a request and gives the last answer, whatever its status.
    package func send(_ request: OutboundRequest) async throws(OutboundError) -> OutboundAnswer {
        let result = await withTaskGroup(of: Result<OutboundAnswer, OutboundError>.self) { group in
            group.addTask { await attempt { () async throws(OutboundError) in try await follow(request) } }
            group.addTask {
                try? await Task.sleep(for: request.timeLimit)
                return .failure(.tooSlow)
            }
            let first = await group.next() ?? .failure(.tooSlow)
            group.cancelAll()
            return first
        }
        return try result.get()
    }

    private func follow(_ request: OutboundRequest) async throws(OutboundError) -> OutboundAnswer {
        var url = request.url
        for _ in 0...max(0, request.maximumRedirects) {
            let address = try await destinations.destination(of: url)
            let answer = try await transport.exchange(url, at: address, request)
            guard [301, 302, 303, 307, 308].contains(answer.status), request.method == "GET",
                request.maximumRedirects > 0, let location = answer.header("location")
            else { return answer }
            let next = try url.following(location)
            guard url.scheme == .http || next.scheme == .https else { throw .downgrade }
            url = next
        }
        throw .tooManyRedirects
    }

    private func attempt(
        _ body: () async throws(OutboundError) -> OutboundAnswer
    ) async -> Result<OutboundAnswer, OutboundError> {
        do throws(OutboundError) { return .success(try await body()) } catch { return .failure(error) }
    }
}
