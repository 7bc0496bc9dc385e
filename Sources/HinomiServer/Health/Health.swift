// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import HinomiFindings

/// Answers the two questions that anybody may ask: is the server alive, and can it do its work?
struct Health: Sendable {
    let readiness: Readiness

    /// The answer; nil where something else was asked.
    func answer(_ method: HTTPRequest.Method, _ path: String, _ facts: inout RequestFacts) async -> Answer? {
        guard method == .get || method == .head else { return nil }
        switch path {
        case "/healthz":
            facts.operation = "healthz"
            return .success(Array(#"{"status":"ok"}"#.utf8))
        case "/readyz":
            facts.operation = "readyz"
            let reasons = await readiness.reasons()
            var json = JSONWriter()
            json.object {
                $0.member("status", reasons.isEmpty ? "ok" : "unavailable")
                guard !reasons.isEmpty else { return }
                $0.key("reasons")
                $0.array { for reason in reasons { $0.text(reason) } }
            }
            return Answer(status: reasons.isEmpty ? .ok : .serviceUnavailable, body: json.take())
        default:
            return nil
        }
    }
}
