// SPDX-License-Identifier: Apache-2.0

import HinomiOutbound
import HinomiRecords
import HinomiSigning

/// A request to a service of AWS, before it is signed.
struct AWSRequest: Sendable {
    var method: String
    var url: OutboundURL
    /// Names in lower case.
    var headers: [(name: String, value: String)] = []
    var body: [UInt8] = []
    /// For which region it is signed.
    var region: String
    /// How long one attempt may take.
    var timeLimit = Duration.seconds(40)
}

/// Signs requests to one service, sends them, and sends them again where that may help: three attempts, with growing pauses
/// that chance shortens, as in the SDKs' standard mode.
struct AWSClient: Sendable {
    /// The name for which requests are signed, as `s3`.
    let service: String
    let credentials: CredentialCache
    let network: Network
    private let quota = RetryQuota()

    static let attempts = 3
    /// The longest pause, in seconds.
    static let longestPause = 20.0
    /// The largest answer that is not streamed, in bytes.
    static let maximumAnswer = 8 << 20

    init(_ service: String, credentials: CredentialCache, network: Network) {
        self.service = service
        self.credentials = credentials
        self.network = network
    }

    /// The answer to a request, with its whole body.
    func send(_ request: AWSRequest) async throws(AWSError) -> OutboundAnswer {
        try await send(request) { try await $0.collected(atMost: AWSClient.maximumAnswer) }
    }

    /// What `read` makes of an answer that does not refuse. It may be asked again after it threw.
    func send<Value: Sendable>(
        _ request: AWSRequest, reading read: @escaping @Sendable (StreamedAnswer) async throws -> Value
    ) async throws(AWSError) -> Value {
        var count = 1
        var paid = 0
        var isRenewed = false
        while true {
            do throws(AWSError) {
                let value = try await attempt(request, read)
                quota.give(paid)
                return value
            } catch {
                if error.isExpiry, !isRenewed {
                    isRenewed = true
                    await credentials.drop()
                    continue
                }
                let cost = RetryQuota.cost(of: error)
                guard error.isTransient, count < AWSClient.attempts, !Task.isCancelled, quota.take(cost) else {
                    throw error
                }
                paid = cost
                try await pause(after: count)
                count += 1
            }
        }
    }

    private func pause(after attempt: Int) async throws(AWSError) {
        let seconds = min(Double(1 << (attempt - 1)), AWSClient.longestPause) * network.chance()
        do { try await network.sleep(.milliseconds(Int(seconds * 1_000))) } catch { throw .network(.tooSlow) }
    }

    private func attempt<Value: Sendable>(
        _ request: AWSRequest, _ read: @escaping @Sendable (StreamedAnswer) async throws -> Value
    ) async throws(AWSError) -> Value {
        let key = try await credentials.current()
        var headers = request.headers
        let signable = SignableRequest(
            method: request.method, path: String(request.url.path), query: request.url.queryItems,
            headers: headers + [("host", request.url.hostHeader)], body: request.body)
        headers += signable.signature(by: key, region: request.region, service: service, now: network.clock())
        let signed = headers
        let message = OutboundRequest(
            request.url, method: request.method, headers: { _ in signed }, body: request.body,
            maximumAnswer: AWSClient.maximumAnswer, maximumRedirects: 0, timeLimit: request.timeLimit)
        do {
            return try await withTimeLimit(request.timeLimit) { [network] in
                let answer = try await network.transport.exchange(message)
                guard 200..<300 ~= answer.status else {
                    throw AWSError.refused(AWSError.Refusal(try await answer.collected(atMost: 64 << 10)))
                }
                return try await read(answer)
            }
        } catch let error as AWSError {
            throw error
        } catch let error as OutboundError {
            throw .network(error)
        } catch {
            throw .network(.tooSlow)
        }
    }
}

extension OutboundURL {
    /// The path, encoded.
    var path: Substring { target.prefix { $0 != "?" } }

    /// The items of the query, decoded.
    var queryItems: [(name: String, value: String)] {
        PercentEncoding.items(ofQuery: target.dropFirst(path.count + 1)) ?? []
    }

    /// The same place with another path and query, encoded.
    func at(_ target: String) -> OutboundURL {
        OutboundURL(scheme: scheme, host: host, port: port, target: target)
    }
}
