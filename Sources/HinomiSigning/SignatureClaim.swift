// SPDX-License-Identifier: Apache-2.0

import Crypto
package import HinomiRecords

/// What a request says of who signed it, by its headers or by its query; to be verified.
package struct SignatureClaim: Sendable {
    package var accessKeyID: String
    package var scope: CredentialScope
    /// The token of a session, for keys that live for a while only.
    package var sessionToken: String?
    private var signedHeaders: [String]
    private var signature: [UInt8]
    private var time: Timestamp
    private var timeText: String
    // For requests signed by their query, how long they hold.
    private var lifetime: Int64?

    /// How far the clocks of both sides may be apart, in seconds.
    package static let window: Int64 = 300
    /// The longest that a request signed by its query may hold, in seconds.
    package static let maximumLifetime: Int64 = 604_800
    private static let algorithm = "AWS4-HMAC-SHA256"

    /// Reads the claim out of a request.
    package init(_ request: SignableRequest) throws(SignatureError) {
        if let authorization = request.header("authorization") {
            try self.init(authorization: authorization, request)
        } else if request.query.contains(where: { $0.name == "X-Amz-Signature" || $0.name == "X-Amz-Credential" }) {
            try self.init(query: request)
        } else {
            throw .missing
        }
        // What is not signed could be changed on the way.
        guard self.signedHeaders.contains("host") else {
            throw .incomplete("'Host' must be a 'SignedHeader' in the Authorization.")
        }
        for header in request.headers where header.name.hasPrefix("x-amz-") && !signedHeaders.contains(header.name) {
            throw .incomplete("'\(header.name)' must be a 'SignedHeader' in the Authorization.")
        }
    }

    private init(authorization: String, _ request: SignableRequest) throws(SignatureError) {
        guard authorization.hasPrefix(SignatureClaim.algorithm) else {
            throw .incomplete(
                "Unsupported AWS 'algorithm': the Authorization header must begin with \(SignatureClaim.algorithm).")
        }
        var parts: [String: Substring] = [:]
        for part in authorization.dropFirst(SignatureClaim.algorithm.count).split(separator: ",") {
            let sides = part.drop { $0 == " " }.split(separator: "=", maxSplits: 1)
            if sides.count == 2 { parts[String(sides[0])] = sides[1] }
        }
        func needed(_ name: String) throws(SignatureError) -> String {
            guard let part = parts[name] else {
                throw .incomplete("Authorization header requires '\(name)' parameter.")
            }
            return String(part.drop { $0 == " " })
        }
        guard let time = request.header("x-amz-date") else {
            throw .incomplete("Authorization header requires existence of an 'X-Amz-Date' header.")
        }
        try self.init(
            credential: try needed("Credential"), signedHeaders: try needed("SignedHeaders"),
            signature: try needed("Signature"), time: time, token: request.header("x-amz-security-token"))
    }

    private init(query request: SignableRequest) throws(SignatureError) {
        func needed(_ name: String) throws(SignatureError) -> String {
            let values = request.query.filter { $0.name == name }
            guard values.count == 1 else {
                throw .incomplete("AWS query-string parameters must include '\(name)' once.")
            }
            return values[0].value
        }
        guard try needed("X-Amz-Algorithm") == SignatureClaim.algorithm else {
            throw .incomplete("X-Amz-Algorithm must be \(SignatureClaim.algorithm).")
        }
        guard let lifetime = Int64(try needed("X-Amz-Expires")), 1...SignatureClaim.maximumLifetime ~= lifetime else {
            throw .incomplete("X-Amz-Expires must be from 1 to \(SignatureClaim.maximumLifetime) seconds.")
        }
        try self.init(
            credential: try needed("X-Amz-Credential"), signedHeaders: try needed("X-Amz-SignedHeaders"),
            signature: try needed("X-Amz-Signature"), time: try needed("X-Amz-Date"),
            token: request.query.first { $0.name == "X-Amz-Security-Token" }?.value)
        self.lifetime = lifetime
    }

    private init(
        credential: String, signedHeaders: String, signature: String, time: String, token: String?
    ) throws(SignatureError) {
        let parts = credential.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 5, parts[4] == "aws4_request", parts.allSatisfy({ !$0.isEmpty }) else {
            throw .incomplete("Credential must have five parts: a key id, a day, a region, a service, aws4_request.")
        }
        guard let moment = Timestamp(signatureText: time), time.hasPrefix(parts[1]) else {
            throw .incomplete("The date must read YYYYMMDDTHHMMSSZ and be of the day in Credential.")
        }
        guard signature.utf8.count == 64 else { throw .mismatch }
        accessKeyID = parts[0]
        scope = CredentialScope(day: parts[1], region: parts[2], service: parts[3])
        sessionToken = token
        self.signedHeaders = signedHeaders.split(separator: ";").map { $0.lowercased() }
        self.signature = Array(signature.utf8)
        self.time = moment
        timeText = time
    }

    /// Makes sure that who signed the request knew the secret, and signed it now.
    package func verify(_ request: SignableRequest, secret: String, now: Timestamp) throws(SignatureError) {
        let earliest = now.advanced(seconds: -(lifetime ?? SignatureClaim.window))
        if time < earliest {
            throw .outsideWindow(
                "Signature expired: \(timeText) is now earlier than \(earliest.signatureText) "
                    + "(\(now.signatureText) - \(lifetime.map { "\($0) s" } ?? "5 min").)")
        }
        let latest = now.advanced(seconds: SignatureClaim.window)
        if time > latest {
            throw .outsideWindow(
                "Signature not yet current: \(timeText) is still later than \(latest.signatureText) "
                    + "(\(now.signatureText) + 5 min.)")
        }
        let expected = scope.signature(
            of: request.canonical(signedHeaders: signedHeaders), at: timeText, secret: secret)
        guard ConstantTime.areEqual(Array(Hex.text(expected).utf8), signature) else { throw .mismatch }
    }
}

/// Comparisons that take as long whatever the bytes are.
package enum ConstantTime {
    /// Whether the bytes are the same; only their number shows in the time it takes.
    package static func areEqual(_ a: [UInt8], _ b: [UInt8]) -> Bool {
        guard a.count == b.count else { return false }
        return zip(a, b).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
