// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import HinomiAPIModel
import Hummingbird
import NIOCore

extension Request {
    /// The longest body, in bytes, that any connection may have in memory.
    private static var smallBody: Int { 16 << 10 }

    /// Whether the body is said to be short enough to be read at any time.
    var hasSmallBody: Bool {
        if let length = statedLength { return length <= Request.smallBody }
        return headers[.transferEncoding] == nil
    }

    /// The whole body; throws a `NIOTooManyBytesError` where it is longer than bodies may be.
    func boundedBody() async throws -> ByteBuffer {
        if let length = statedLength, length > APIRequest.maximumBody {
            throw NIOTooManyBytesError(maxBytes: APIRequest.maximumBody)
        }
        return try await body.collect(upTo: APIRequest.maximumBody)
    }

    private var statedLength: Int? { headers[.contentLength].flatMap { Int($0) } }
}
