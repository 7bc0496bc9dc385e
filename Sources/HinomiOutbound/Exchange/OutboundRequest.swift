// SPDX-License-Identifier: Apache-2.0

package import HinomiRecords

/// A request to an address that a user named.
package struct OutboundRequest: Sendable {
    /// Headers for one address, as signatures are made for one.
    package typealias Headers = @Sendable (OutboundURL) -> [(name: String, value: String)]

    package var url: OutboundURL
    package var method: String
    package var headers: Headers
    package var body: [UInt8]
    /// How large the answer may be, in bytes.
    package var maximumAnswer: Int
    /// How often it may be sent elsewhere; every address is judged anew.
    package var maximumRedirects: Int
    /// How long all of it may take, redirects among it.
    package var timeLimit: Duration

    /// A request that is answered with no more than `maximumAnswer` bytes.
    package init(
        _ url: OutboundURL, method: String = "GET", headers: @escaping Headers = { _ in [] }, body: [UInt8] = [],
        maximumAnswer: Int, maximumRedirects: Int = 3, timeLimit: Duration = .seconds(30)
    ) {
        self.url = url
        self.method = method
        self.headers = headers
        self.body = body
        self.maximumAnswer = maximumAnswer
        self.maximumRedirects = maximumRedirects
        self.timeLimit = timeLimit
    }
}

/// What came back.
package struct OutboundAnswer: Sendable {
    package var status: Int
    /// Names in lower case.
    package var headers: [(name: String, value: String)]
    package var body: [UInt8]

    /// An answer of these parts.
    package init(status: Int, headers: [(name: String, value: String)] = [], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The first header of a name, which is in lower case.
    package func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
}

/// Sends one request to one address.
package protocol OutboundTransport: Sendable {
    /// Sends a request for `url` to `address` and to no other, and reads the answer as far as its limit.
    func exchange(
        _ url: OutboundURL, at address: IPAddress, _ request: OutboundRequest
    ) async throws(OutboundError) -> OutboundAnswer
}
