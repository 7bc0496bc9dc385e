// SPDX-License-Identifier: Apache-2.0

import Foundation
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
    typealias Context = BasicRequestContext

    let authenticator: Authenticator
    let service: GuardDutyService
    let activation: ListActivation
    let export: FindingExport
    /// Where logs are pushed to; nil where nobody reads them.
    let push: PushEndpoint?
    let router = Router()
    let clock: @Sendable () -> Timestamp

    func respond(to request: Request, context: BasicRequestContext) async throws -> Response {
        let requestID = UUID().uuidString.lowercased()
        return await answer(request, requestID, context.logger).response(requestID: requestID)
    }

    private func answer(_ request: Request, _ requestID: String, _ logger: Logger) async -> Answer {
        guard let target = RequestTarget(request.head.path) else {
            return .error(.badRequest, "BadRequestException", "The request is rejected because its path is not valid.")
        }
        if target.path == "/healthz", request.method == .get || request.method == .head {
            return .success(Array(#"{"status":"ok"}"#.utf8))
        }
        if target.path == PushEndpoint.path, let push { return await push.answer(request, logger) }
        do {
            let body = try await request.body.collect(upTo: APIRequest.maximumBody)
            let signable = SignableRequest(request.head, target, body: body.readableBytesView)
            let now = clock()
            let isSTS = target.path == "/"
            let caller = try await authenticator.caller(
                of: signable, service: isSTS ? "sts" : "guardduty", now: now)
            if isSTS {
                return CallerIdentity.answer(
                    query: target.query, body: String(buffer: body), caller, requestID: requestID)
            }
            return try await answer(request.method, target, body, caller, now)
        } catch let error as SignatureError {
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
                metadata: ["requestID": "\(requestID)", "path": "\(target.path)", "error": "\(error)"])
            return .error(
                .internalServerError, "InternalServerErrorException",
                "The request could not be answered; the server's log tells why under \(requestID).")
        }
    }

    private func answer(
        _ method: HTTPRequest.Method, _ target: RequestTarget, _ body: ByteBuffer, _ caller: Caller, _ now: Timestamp
    ) async throws -> Answer {
        guard let (operation, segments) = router.operation(method: method.rawValue, encodedPath: target.path[...])
        else {
            return .error(.notFound, "UnknownOperationException", "There is no such operation.")
        }
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
