// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// Answers at the address for monitoring: figures and health, to whoever can reach it.
struct MetricsResponder: HTTPResponder {
    typealias Context = GatewayContext

    let page: MetricsPage
    let health: Health

    func respond(to request: Request, context: GatewayContext) async throws -> Response {
        var facts = RequestFacts(request.head, context.address)
        return await answer(request, &facts, context.logger).response(requestID: facts.requestID)
    }

    private func answer(_ request: Request, _ facts: inout RequestFacts, _ logger: Logger) async -> Answer {
        guard let target = RequestTarget(request.head.path), request.method == .get || request.method == .head else {
            return .error(.badRequest, "BadRequestException", "GET /metrics, /healthz or /readyz.")
        }
        if let answer = await health.answer(request.method, target.path, &facts) { return answer }
        guard target.path == "/metrics" else {
            return .error(.notFound, "ResourceNotFoundException", "GET /metrics, /healthz or /readyz.")
        }
        do {
            return Answer(
                status: .ok, contentType: "text/plain; version=0.0.4; charset=utf-8",
                body: Array(try await page.text().utf8))
        } catch {
            logger.error("The figures could not be counted.", metadata: ["error": "\(error)"])
            return .error(.internalServerError, "InternalServerErrorException", "The server's log tells why.")
        }
    }
}
