// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import HinomiAPIModel
import HinomiRecords
import HinomiService
import HinomiSigning
import HinomiStore
import Hummingbird
import Logging
import NIOCore

/// Answers HTTP requests: health without a signature, all else by who signed it.
struct APIGateway: HTTPResponder {
    typealias Context = GatewayContext

    let authenticator: Authenticator
    let service: GuardDutyService
    let activation: ListActivation
    let export: FindingExport
    /// Where logs are pushed to; nil where nobody reads them.
    let push: PushEndpoint?
    let router = Router()
    let health: Health
    let figures: RequestFigures
    /// How often an address may send what is not believed.
    let failures: FailureLimit
    /// Bodies of more than `smallBody` that are in memory.
    let bodies = PeerCounts(limit: 64, limitOfOne: 16)
    let clock: @Sendable () -> Timestamp
    let logger: Logger

    func respond(to request: Request, context: GatewayContext) async throws -> Response {
        let began = ContinuousClock.now
        var facts = RequestFacts(request.head, context.address)
        let answer = await answer(request, context, &facts)
        let seconds = (ContinuousClock.now - began) / .seconds(1)
        figures.count(facts.operation, status: answer.status.code, seconds: seconds)
        facts.log(answer.status.code, seconds: seconds, to: logger)
        return answer.response(requestID: facts.requestID)
    }

    private func answer(_ request: Request, _ context: GatewayContext, _ facts: inout RequestFacts) async -> Answer {
        guard let target = RequestTarget(request.head.path) else {
            return .error(.badRequest, "BadRequestException", "The request is rejected because its path is not valid.")
        }
        if let answer = await health.answer(request.method, target.path, &facts) { return answer }
        let peer = PeerAddress(context.address)
        if let seconds = failures.wait(of: peer) {
            return .busy(
                .tooManyRequests, "TooManyRequestsException",
                "Too many requests of this address had wrong signatures.", seconds: seconds)
        }
        if target.path == PushEndpoint.path, let push {
            facts.operation = "PutLogs"
            let answer = await push.answer(request, logger)
            if answer.status == .unauthorized { failures.count(peer) }
            return answer
        }
        let isLarge = !request.hasSmallBody
        guard !isLarge || bodies.enter(peer) else {
            return .busy(
                .serviceUnavailable, "ServiceUnavailableException", "Too many long requests are being read.",
                seconds: 1)
        }
        defer { if isLarge { bodies.leave(peer) } }
        do {
            return try await answer(request, target, &facts)
        } catch let error as SignatureError {
            failures.count(peer)
            figures.countRefusal(error.type)
            return .error(.forbidden, error.type, error.message)
        } catch let error as APIError {
            return .error(HTTPResponse.Status(code: error.type.status), error.type.rawValue, error.message)
        } catch is NIOTooManyBytesError {
            return .error(
                .contentTooLarge, "BadRequestException",
                "The request is rejected because its body is longer than \(APIRequest.maximumBody) bytes.")
        } catch {
            logger.error(
                "A request failed.",
                metadata: ["requestID": "\(facts.requestID)", "path": "\(target.path)", "error": "\(error)"])
            return .error(
                .internalServerError, "InternalServerErrorException",
                "The request could not be answered; the server's log tells why under \(facts.requestID).")
        }
    }

    private func answer(_ request: Request, _ target: RequestTarget, _ facts: inout RequestFacts) async throws -> Answer
    {
        let isSTS = target.path == "/"
        let route = isSTS ? nil : router.operation(method: request.method.rawValue, encodedPath: target.path[...])
        facts.operation = isSTS ? "GetCallerIdentity" : route?.operation.rawValue ?? RequestFacts.unknown
        // Who signed nothing is told so before anything more of theirs is read.
        var signable = SignableRequest(request.head, target)
        let claim = try SignatureClaim(signable)
        let body = try await request.boundedBody()
        signable.cover(body.readableBytesView)
        let now = clock()
        let caller = try await authenticator.caller(
            claiming: claim, of: signable, service: isSTS ? "sts" : "guardduty", now: now)
        facts.caller = caller
        if isSTS {
            return CallerIdentity.answer(
                query: target.query, body: String(buffer: body), caller, requestID: facts.requestID)
        }
        guard let (operation, segments) = route else {
            return .error(.notFound, "UnknownOperationException", "There is no such operation.")
        }
        return try await answer(operation, segments, target, body, caller, now)
    }

    private func answer(
        _ operation: API.Operation, _ segments: [(name: String, segment: Substring)], _ target: RequestTarget,
        _ body: ByteBuffer, _ caller: Caller, _ now: Timestamp
    ) async throws -> Answer {
        guard caller.level >= operation.neededLevel else {
            return .error(
                .forbidden, "AccessDeniedException",
                "The key \(caller.keyID) is not authorized to perform guardduty:\(operation.rawValue): "
                    + "it may \(caller.level.rawValue), and this takes \(operation.neededLevel.rawValue).")
        }
        var labels: [String: String] = [:]
        for (name, segment) in segments {
            guard let value = PercentEncoding.decode(segment) else {
                throw APIError.badRequest(because: "its path is not valid.")
            }
            labels[name] = value
        }
        let request = try body.readableBytesView.withUnsafeBytes { bytes in
            try APIRequest(labels: labels, query: target.query, body: bytes.assumingMemoryBound(to: UInt8.self))
        }
        let service = service
        let perform: @Sendable (Transaction) throws -> ([UInt8], lists: [String], destinations: [String]) = {
            let call = ServiceCall(caller, store: $0, now: now)
            let answer = try service.perform(operation, request, call)
            return (answer, call.followUps.lists, call.followUps.destinations)
        }
        let store = authenticator.store
        let (answer, lists, destinations) =
            try await operation.isReading ? store.read(perform) : store.write(perform)
        if !lists.isEmpty { await activation.settle(lists, patience: APIGateway.patience) }
        if !destinations.isEmpty { await export.settle(destinations, patience: APIGateway.patience) }
        return .success(answer)
    }

    // How long an answer waits for what the request has set going.
    private static let patience = Duration.seconds(2)
}
