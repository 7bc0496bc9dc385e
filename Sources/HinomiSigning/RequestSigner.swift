// SPDX-License-Identifier: Apache-2.0

package import HinomiRecords

/// A key with its secret, to sign requests to services of AWS with.
package struct SigningCredentials: Hashable, Sendable {
    package var accessKeyID: String
    package var secret: String
    /// The token of a session, for keys that live for a while only.
    package var sessionToken: String?

    /// A key of these parts.
    package init(accessKeyID: String, secret: String, sessionToken: String? = nil) {
        self.accessKeyID = accessKeyID
        self.secret = secret
        self.sessionToken = sessionToken
    }
}

extension SignableRequest {
    /// The headers that sign the request, besides those it has; `host` must be among these.
    package func signature(
        by credentials: SigningCredentials, region: String, service: String, now: Timestamp
    ) -> [(name: String, value: String)] {
        let time = now.signatureText
        var added = [(name: "x-amz-date", value: time)]
        // S3 wants the hash of the body told, and takes the path as it stands.
        let isS3 = service == "s3"
        if isS3 { added.append(("x-amz-content-sha256", bodyHash)) }
        if let token = credentials.sessionToken { added.append(("x-amz-security-token", token)) }
        var request = self
        request.headers += added
        let signed = Set(request.headers.map(\.name)).sorted()
        let scope = CredentialScope(day: String(time.prefix(8)), region: region, service: service)
        let signature = scope.signature(
            of: request.canonical(signedHeaders: signed, encodesPathTwice: !isS3), at: time,
            secret: credentials.secret)
        added.append(
            (
                "authorization",
                "AWS4-HMAC-SHA256 Credential=\(credentials.accessKeyID)/\(scope), "
                    + "SignedHeaders=\(signed.joined(separator: ";")), Signature=\(Hex.text(signature))"
            ))
        return added
    }
}
