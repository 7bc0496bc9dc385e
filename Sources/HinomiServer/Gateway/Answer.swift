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

    /// The answer on the wire: one buffer, so that head and body leave in one write.
    func response(requestID: String) -> Response {
        var headers = HTTPFields()
        headers[.contentType] = contentType
        headers[.contentLength] = String(body.count)
        headers[.requestID] = requestID
        if let errorType { headers[.errorType] = errorType }
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }
}

extension HTTPField.Name {
    static let requestID = HTTPField.Name("x-amzn-RequestId") ?? .via
    static let errorType = HTTPField.Name("x-amzn-ErrorType") ?? .via
}
