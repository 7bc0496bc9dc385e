// SPDX-License-Identifier: Apache-2.0

import Crypto

/// The parts of an HTTP request that a signature covers.
package struct SignableRequest: Sendable {
    package var method: String
    /// The path as it stands in the request line, encoded.
    package var path: String
    /// What follows the question mark, decoded.
    package var query: [(name: String, value: String)]
    /// All headers, names in lower case.
    package var headers: [(name: String, value: String)]
    /// The SHA-256 of the body in hexadecimal digits.
    package var bodyHash: String

    /// A request of these parts.
    package init(
        method: String, path: String, query: [(name: String, value: String)], headers: [(name: String, value: String)],
        body: some Sequence<UInt8>
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        bodyHash = ""
        cover(body)
    }

    /// Puts a body in the place of the one that the request has.
    package mutating func cover(_ body: some Sequence<UInt8>) { bodyHash = Hex.text(SHA256.hash(data: Array(body))) }

    /// The value of a header; several of one name are joined as HTTP joins them.
    package func header(_ name: String) -> String? {
        let values = headers.filter { $0.name == name }.map { SignableRequest.collapsed($0.value) }
        return values.isEmpty ? nil : values.joined(separator: ",")
    }

    /// The request in the form that is hashed and signed.
    ///
    /// Every service but S3 encodes the path, encoded as it is, once more.
    func canonical(signedHeaders: [String], encodesPathTwice: Bool = true) -> String {
        let items = query.filter { $0.name != "X-Amz-Signature" }
            .map { (PercentEncoding.encode($0.name), PercentEncoding.encode($0.value)) }
            .sorted { ($0.0, $0.1) < ($1.0, $1.1) }
        let lines =
            [
                method,
                encodesPathTwice ? PercentEncoding.encode(path, keepingSlashes: true) : path,
                items.map { "\($0.0)=\($0.1)" }.joined(separator: "&"),
            ] + signedHeaders.map { "\($0):\(header($0) ?? "")" } + [
                "", signedHeaders.joined(separator: ";"), bodyHash,
            ]
        return lines.joined(separator: "\n")
    }

    // Spaces at the ends go, and runs of them count as one.
    private static func collapsed(_ value: String) -> String {
        value.split(separator: " ").joined(separator: " ")
    }
}

/// Hexadecimal digits.
package enum Hex {
    /// The bytes as lower-case digits.
    package static func text(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
