// SPDX-License-Identifier: Apache-2.0

import HinomiOutbound
import HinomiRecords
import Synchronization

/// A network in which hosts answer as they are told, and which remembers what they were sent.
final class StagedNetwork: OutboundTransport {
    private let answers: [String: OutboundAnswer]
    private let heard = Mutex<[(url: String, headers: [String: String])]>([])

    init(_ answers: [String: OutboundAnswer]) { self.answers = answers }

    var requests: [(url: String, headers: [String: String])] { heard.withLock { $0 } }

    func exchange(
        _ url: OutboundURL, at address: IPAddress, _ request: OutboundRequest
    ) async throws(OutboundError) -> OutboundAnswer {
        let headers = Dictionary(request.headers(url).map { ($0.name, $0.value) }) { first, _ in first }
        heard.withLock { $0.append((url.description, headers)) }
        return answers[url.description] ?? OutboundAnswer(status: 404)
    }
}
