// SPDX-License-Identifier: Apache-2.0

import HinomiRecords
import Testing

@testable import HinomiSigning

struct RequestSignerTests {
    // The example “GET Object” of the documentation of S3's signatures.
    @Test func `the published example of S3 gets the published signature`() throws {
        let request = SignableRequest(
            method: "GET", path: "/test.txt", query: [],
            headers: [("host", "examplebucket.s3.amazonaws.com"), ("range", "bytes=0-9")], body: [])
        let headers = request.signature(
            by: SigningCredentials(
                accessKeyID: "AKIAIOSFODNN7EXAMPLE", secret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
            region: "us-east-1", service: "s3", now: try #require(Timestamp(signatureText: "20130524T000000Z")))
        let authorization = headers.first { $0.name == "authorization" }?.value
        #expect(
            authorization?.hasSuffix("Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41")
                == true)
    }

    @Test(arguments: ["/bucket/a%20b%2Bc", "/tags/arn%3Aaws", "/"])
    func `what is signed here is believed here`(path: String) throws {
        let now = try #require(Timestamp(signatureText: "20261129T183000Z"))
        var request = SignableRequest(
            method: "POST", path: path, query: [("b", "2"), ("a", "x y")], headers: [("host", "127.0.0.1:8017")],
            body: Array("{}".utf8))
        request.headers += request.signature(
            by: SigningCredentials(accessKeyID: "AKIDEXAMPLE", secret: "secret", sessionToken: "token"),
            region: "eu-west-1", service: "guardduty", now: now)
        let claim = try SignatureClaim(request)
        #expect(claim.sessionToken == "token")
        #expect(throws: Never.self) { try claim.verify(request, secret: "secret", now: now) }
        #expect(throws: SignatureError.mismatch) { try claim.verify(request, secret: "other", now: now) }
    }
}
