// SPDX-License-Identifier: Apache-2.0

import HinomiRecords
import Testing

@testable import HinomiSigning

/// Requests whose signatures AWS published, with the key of its documentation.
@Suite struct SignatureClaimTests {
    private static let secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
    private static let time = Timestamp(iso8601: "2015-08-30T12:36:00Z") ?? .distantPast

    private static func vanilla(signature: String) -> SignableRequest {
        SignableRequest(
            method: "GET", path: "/", query: [],
            headers: [
                ("host", "example.amazonaws.com"), ("x-amz-date", "20150830T123600Z"),
                (
                    "authorization",
                    "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
                        + "SignedHeaders=host;x-amz-date, Signature=\(signature)"
                ),
            ], body: [])
    }

    private static let users = SignableRequest(
        method: "GET", path: "/", query: [("Action", "ListUsers"), ("Version", "2010-05-08")],
        headers: [
            ("content-type", "application/x-www-form-urlencoded; charset=utf-8"), ("host", "iam.amazonaws.com"),
            ("x-amz-date", "20150830T123600Z"),
            (
                "authorization",
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, "
                    + "SignedHeaders=content-type;host;x-amz-date, "
                    + "Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7"
            ),
        ], body: [])

    @Test func `published signatures are right`() throws {
        for request in [
            SignatureClaimTests.users,
            SignatureClaimTests.vanilla(signature: "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
        ] {
            let claim = try SignatureClaim(request)
            #expect(claim.accessKeyID == "AKIDEXAMPLE")
            try claim.verify(request, secret: SignatureClaimTests.secret, now: SignatureClaimTests.time)
        }
    }

    @Test func `any other signature is wrong`() throws {
        let request = SignatureClaimTests.vanilla(
            signature: "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf32")
        #expect(throws: SignatureError.mismatch) {
            try SignatureClaim(request).verify(
                request, secret: SignatureClaimTests.secret, now: SignatureClaimTests.time)
        }
    }

    @Test(arguments: [-301, -300, 0, 300, 301])
    func `a signature holds for five minutes either way`(seconds: Int64) throws {
        let request = SignatureClaimTests.users
        let claim = try SignatureClaim(request)
        let now = SignatureClaimTests.time.advanced(seconds: seconds)
        if abs(seconds) > 300 {
            let error = #expect(throws: SignatureError.self) {
                try claim.verify(request, secret: SignatureClaimTests.secret, now: now)
            }
            #expect(error?.message.hasPrefix("Signature ") == true)
        } else {
            try claim.verify(request, secret: SignatureClaimTests.secret, now: now)
        }
    }

    @Test func `a path that is encoded is encoded once more`() {
        let request = SignableRequest(
            method: "GET", path: "/tags/arn%3Aaws%3Aguardduty", query: [], headers: [("host", "h")], body: [])
        #expect(
            request.canonical(signedHeaders: ["host"]).split(separator: "\n")[1] == "/tags/arn%253Aaws%253Aguardduty")
    }

    @Test(arguments: [
        "", "Basic dXNlcjpwYXNz", "AWS4-HMAC-SHA256",
        "AWS4-HMAC-SHA256 Credential=a/b/c, SignedHeaders=host, Signature=x",
        "AWS4-HMAC-SHA256 Credential=AKID/20150830/us-east-1/iam/aws4_request, SignedHeaders=x-amz-date, Signature=x",
        "AWS4-HMAC-SHA256 Credential=AKID/20150829/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=x",
    ])
    func `what is no signature is refused`(authorization: String) {
        let request = SignableRequest(
            method: "GET", path: "/", query: [],
            headers: [("host", "h"), ("x-amz-date", "20150830T123600Z"), ("authorization", authorization)], body: [])
        #expect(throws: SignatureError.self) { try SignatureClaim(request) }
    }
}

@Suite struct ConstantTimeTests {
    @Test func `bytes are equal only where all of them are`() {
        let bytes = Array("0123456789abcdef".utf8)
        #expect(ConstantTime.areEqual(bytes, bytes))
        #expect(!ConstantTime.areEqual(bytes, Array(bytes.dropLast())))
        // One wrong byte, two that would cancel each other out, and anything but the last.
        for i in bytes.indices {
            for change in [UInt8(1), 0x80, 0xFF] {
                var other = bytes
                other[i] ^= change
                #expect(!ConstantTime.areEqual(bytes, other))
                for j in bytes.indices where j != i {
                    var both = other
                    both[j] ^= change
                    #expect(!ConstantTime.areEqual(bytes, both))
                }
            }
        }
        #expect(!ConstantTime.areEqual(bytes, Array("xxxxxxxxxxxxxxxf".utf8)))
    }
}

@Suite struct PercentEncodingTests {
    @Test func `all bytes come back`() {
        let text = String(String.UnicodeScalarView((0..<0x250).compactMap(Unicode.Scalar.init)))
        #expect(PercentEncoding.decode(PercentEncoding.encode(text)) == text)
    }

    @Test(arguments: ["%", "%4", "%zz", "%ff", "a%C3"])
    func `what cannot be decoded is refused`(text: String) {
        #expect(PercentEncoding.decode(text) == nil)
    }

    @Test func `a query keeps its order and its repetitions`() throws {
        let items = try #require(PercentEncoding.items(ofQuery: "tagKeys=b&tagKeys=a%20c&empty&x=1=2"))
        #expect(items.map(\.name) == ["tagKeys", "tagKeys", "empty", "x"])
        #expect(items.map(\.value) == ["b", "a c", "", "1=2"])
    }
}
