// SPDX-License-Identifier: Apache-2.0

import HinomiOutbound
import HinomiRecords
import HinomiSigning
import Synchronization

@testable import HinomiAWS

/// A network whose answers a test gives, one after the other or by what is asked.
final class StagedService: ServiceTransport {
    struct Request: Sendable {
        var method: String
        var url: String
        var headers: [String: String]
        var body: String
    }

    enum Reply: Sendable {
        case answer(Int, [String: String], String)
        case broken([String: String], String, OutboundError)
        case failure(OutboundError)
        case silence

        static func ok(_ body: String, _ headers: [String: String] = [:]) -> Reply { .answer(200, headers, body) }
    }

    private struct State {
        var requests: [Request] = []
        var pauses: [Duration] = []
        var now: Timestamp
    }

    private let state: Mutex<State>
    private let reply: @Sendable (Request, Int) -> Reply

    static let opening = Timestamp(seconds: 1_795_000_000)

    /// A network that answers as `reply` says, which is told the request and how many came before.
    init(_ reply: @escaping @Sendable (Request, Int) -> Reply) {
        self.reply = reply
        state = Mutex(State(now: StagedService.opening))
    }

    /// A network that gives these answers in turn, and the last one for ever.
    convenience init(_ replies: [Reply]) { self.init { replies[min($1, replies.count - 1)] } }

    var requests: [Request] { state.withLock { $0.requests } }
    var pauses: [Duration] { state.withLock { $0.pauses } }

    func advance(seconds: Int64) { state.withLock { $0.now = $0.now.advanced(seconds: seconds) } }

    /// The network with a clock that stands still and pauses that take no time.
    var network: Network {
        Network(
            transport: self, clock: { self.state.withLock { $0.now } },
            sleep: { pause in
                self.state.withLock { $0.pauses.append(pause) }
                try Task.checkCancellation()
            }, chance: { 1 })
    }

    func exchange(_ request: OutboundRequest) async throws(OutboundError) -> StreamedAnswer {
        let seen = Request(
            method: request.method, url: request.url.description,
            headers: Dictionary(request.headers(request.url).map { ($0.name, $0.value) }) { $1 },
            body: String(decoding: request.body, as: UTF8.self))
        let count = state.withLock { state in
            defer { state.requests.append(seen) }
            return state.requests.count
        }
        switch reply(seen, count) {
        case .failure(let error): throw error
        case .silence:
            try? await Task.sleep(for: .seconds(60))
            throw .tooSlow
        case .answer(let status, let headers, let body):
            return StreamedAnswer(
                status: status, headers: headers.map { ($0, $1) }, body: StreamedBody([Array(body.utf8)]))
        case .broken(let headers, let body, let error):
            return StreamedAnswer(
                status: 200, headers: headers.map { ($0, $1) },
                body: StreamedBody([Array(body.utf8)], failingWith: error))
        }
    }
}

extension StagedService {
    /// STS's answer with a role's credentials, which hold for an hour.
    static func role(_ id: String, action: String = "AssumeRole") -> Reply {
        .ok(
            """
            <\(action)Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><\(action)Result><Credentials>\
            <AccessKeyId>\(id)</AccessKeyId><SecretAccessKey>s&amp;s</SecretAccessKey><SessionToken>t</SessionToken>\
            <Expiration>\(opening.advanced(seconds: 3_600).iso8601)</Expiration></Credentials></\(action)Result></\(action)Response>
            """)
    }

    /// An access with a fixed key over this network.
    func access(s3: String? = nil) throws -> AWSAccess {
        var endpoints = ServiceEndpoints(region: "eu-west-1")
        endpoints.s3 = try s3.map { try OutboundURL($0) }
        let key = TimedCredentials(key: .init(accessKeyID: "AKIDEXAMPLE", secret: "secret"))
        let network = network
        return AWSAccess(
            endpoints: endpoints, credentials: CredentialCache(FixedCredentials(key), clock: network.clock),
            network: network)
    }
}
