// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import HinomiSigning

/// Where a request goes, as it stands in its first line.
struct RequestTarget {
    /// The path, encoded as it came.
    let path: String
    /// What follows the question mark, decoded.
    let query: [(name: String, value: String)]

    /// The longest target that is looked at, in bytes.
    static let maximumLength = 8 << 10

    /// The target of a request; nil where it cannot be decoded or is no plain path.
    init?(_ target: String?) {
        guard let target, target.hasPrefix("/"), target.utf8.count <= RequestTarget.maximumLength else { return nil }
        let sides = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        guard let query = PercentEncoding.items(ofQuery: sides.count > 1 ? sides[1] : "") else { return nil }
        // Signatures are made over the path as it is; forms that others would read as another path are refused.
        let segments = sides[0].dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        guard segments == [""] || segments.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." }) else { return nil }
        path = String(sides[0])
        self.query = query
    }
}

extension SignableRequest {
    /// What the signature of an HTTP request covers, but for its body.
    init(_ head: HTTPRequest, _ target: RequestTarget) {
        var headers = head.headerFields.map { (name: $0.name.rawName.lowercased(), value: $0.value) }
        // NIO takes the host out of the headers.
        if let host = head.authority, !headers.contains(where: { $0.name == "host" }) { headers.append(("host", host)) }
        self.init(
            method: head.method.rawValue, path: target.path, query: target.query, headers: headers, body: [])
    }
}
