// SPDX-License-Identifier: Apache-2.0

import HinomiOutbound
import Testing

@testable import HinomiAWS

struct S3ObjectTests {
    @Test(
        arguments: [
            ("https://s3.amazonaws.com/our-lists/a/threats.txt", nil),
            ("https://s3-eu-west-1.amazonaws.com/our-lists/a/threats.txt", "eu-west-1"),
            ("https://s3.eu-west-1.amazonaws.com/our-lists/a/threats.txt", "eu-west-1"),
            ("https://our-lists.s3.amazonaws.com/a/threats.txt", nil),
            ("http://our-lists.s3.amazonaws.com/a/threats.txt", nil),
            ("https://our-lists.s3-eu-west-1.amazonaws.com/a/threats.txt", "eu-west-1"),
            ("https://our-lists.s3.eu-west-1.amazonaws.com/a/threats.txt", "eu-west-1"),
        ] as [(String, String?)])
    func `all forms of an object's web address are understood`(text: String, region: String?) throws {
        let object = try #require(S3Object(OutboundURL(text)))
        #expect(object.bucket == "our-lists")
        #expect(object.key == "a/threats.txt")
        #expect(object.region == region)
    }

    @Test(arguments: [
        "https://lists.example/bucket/key", "https://s3.amazonaws.com.evil.example/bucket/key",
        "https://sqs.us-east-1.amazonaws.com/bucket/key", "https://s3.amazonaws.com/bucket",
        "https://bucket.s3.amazonaws.com/", "https://bucket.s3.amazonaws.com/key?X-Amz-Signature=1",
        "https://bucket.s3.amazonaws.com:8443/key",
    ])
    func `what is no plain address of an object is left as it is`(text: String) throws {
        #expect(try S3Object(OutboundURL(text)) == nil)
    }

    @Test(arguments: [
        "s3://", "s3://bucket", "s3://bucket/", "s3:///key", "s3://user@bucket/key", "s3://bucket:80/key",
        "s3://..bucket/key", "s3://127.0.0.1#/key", "s3://Bücket/key", "s3://ab/key",
    ])
    func `what is no bucket and key is refused`(text: String) {
        #expect(S3Object(uri: text) == nil)
    }

    @Test func `an object is asked for at its bucket's own host, or under the operator's endpoint`() throws {
        let object = try #require(S3Object(uri: "s3://our-lists/a b/ü+?.txt"))
        #expect(
            object.url(region: "eu-west-1", endpoint: nil).description
                == "https://our-lists.s3.eu-west-1.amazonaws.com/a%20b/%C3%BC%2B%3F.txt")
        #expect(
            object.url(region: "eu-west-1", endpoint: try OutboundURL("http://127.0.0.1:9000")).description
                == "http://127.0.0.1:9000/our-lists/a%20b/%C3%BC%2B%3F.txt")
    }

    @Test func `a bucket with dots is asked for by path, since no certificate holds for its host`() throws {
        let object = try #require(S3Object(uri: "s3://our.lists/key"))
        #expect(
            object.url(region: "us-east-1", endpoint: nil).description
                == "https://s3.us-east-1.amazonaws.com/our.lists/key")
    }
}
