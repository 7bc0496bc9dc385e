// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import HinomiFindings
import Hummingbird
import NIOCore

/// What a request is answered with.
struct Answer {
    var status: HTTPResponse.Status
    var contentType = "application/json"
    var body: [UInt8]
    // The error's class, which clients take from the header.
    var errorType: String?
    // Seconds after which to ask again.
    var retryAfter: Int?

    /// The API's success.
    static func success(_ body: [UInt8]) -> Answer { Answer(status: .ok, body: body) }

    /// An error, as all SDKs understand it.
    static func error(_ status: HTTPResponse.Status, _ type: String, _ message: String) -> Answer {
        var json = JSONWriter()
        json.object {
            $0.member("message", always: message)
            $0.member("__type", always: type)
        }
        return Answer(status: status, body: json.take(), errorType: type)
    }

    /// An error that goes away by waiting.
    static func busy(_ status: HTTPResponse.Status, _ type: String, _ message: String, seconds: Int) -> Answer {
        var answer = error(status, type, message)
        answer.retryAfter = seconds
        return answer
    }

    /// The answer on the wire: one buffer, so that head and body leave in one write.
    func response(requestID: String) -> Response {
        var headers = HTTPFields()
        headers[.contentType] = contentType
        headers[.contentLength] = String(body.count)
        headers[.requestID] = requestID
        if let errorType { headers[.errorType] = errorType }
        if let retryAfter { headers[.retryAfter] = String(retryAfter) }
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }
}

extension HTTPField.Name {
    static let requestID = HTTPField.Name("x-amzn-RequestId") ?? .via
    static let errorType = HTTPField.Name("x-amzn-ErrorType") ?? .via
}
