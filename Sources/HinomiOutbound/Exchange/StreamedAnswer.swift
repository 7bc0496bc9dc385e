// SPDX-License-Identifier: Apache-2.0

/// An answer that has begun; its body comes as it is asked for.
package struct StreamedAnswer: Sendable {
    package var status: Int
    /// Names in lower case.
    package var headers: [(name: String, value: String)]
    package var body: StreamedBody

    /// An answer of these parts.
    package init(status: Int, headers: [(name: String, value: String)], body: StreamedBody) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The first header of a name, which is in lower case.
    package func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }

    /// The length of the body, where the answer tells it.
    package var length: Int? { header("content-length").flatMap { Int($0) } }

    /// The answer with all of its body; throws where that is larger than `limit` bytes, or encoded.
    package func collected(atMost limit: Int) async throws -> OutboundAnswer {
        if let encoding = header("content-encoding"), encoding.lowercased() != "identity" {
            throw OutboundError.encoded(String(encoding.prefix(32)))
        }
        if let length, length > limit { throw OutboundError.tooLarge(limit) }
        var bytes: [UInt8] = []
        for try await part in body {
            guard bytes.count + part.count <= limit else { throw OutboundError.tooLarge(limit) }
            bytes += part
        }
        try Task.checkCancellation()
        return OutboundAnswer(status: status, headers: headers, body: bytes)
    }
}
