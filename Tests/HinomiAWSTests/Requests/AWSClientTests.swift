// SPDX-License-Identifier: Apache-2.0

import HinomiOutbound
import HinomiRecords
import HinomiSigning
import HinomiSources
import Testing

@testable import HinomiAWS

struct AWSClientTests {
    private func list(_ service: StagedService) async throws -> S3Listing {
        try await service.access().s3().list("our-logs", prefix: "a/", isDeep: true)
    }

    private static let empty = StagedService.Reply.ok(
        "<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>",
        ["date": "Mon, 30 Nov 2026 02:16:57 GMT"])

    @Test(
        arguments: [
            .answer(500, [:], ""), .answer(503, [:], "<Error><Code>SlowDown</Code></Error>"),
            .answer(400, [:], "<Error><Code>RequestTimeout</Code></Error>"),
            .answer(429, [:], ""), .failure(.unreachable("no connection")),
        ] as [StagedService.Reply])
    func `what may go well later is tried three times, with growing pauses`(fault: StagedService.Reply) async throws {
        let service = StagedService([fault, fault, AWSClientTests.empty])
        let listing = try await list(service)
        #expect(listing.time == Timestamp(iso8601: "2026-11-30T02:16:57Z"))
        #expect(service.requests.count == 3)
        #expect(service.pauses == [.seconds(1), .seconds(2)])
        let broken = StagedService([fault])
        await #expect(throws: AWSError.self) { try await list(broken) }
        #expect(broken.requests.count == 3)
    }

    @Test func `what is refused is not asked for again`() async throws {
        let service = StagedService([
            .answer(
                403, [:],
                "<?xml version=\"1.0\"?>\n<Error><Code>AccessDenied</Code><Message>no&lt;\u{7}</Message></Error>")
        ])
        let error = await #expect(throws: AWSError.self) { try await list(service) }
        #expect(error?.description == "status 403 AccessDenied: no<")
        #expect(service.requests.count == 1)
    }

    @Test func `while everything fails, little is repeated`() async throws {
        let service = StagedService([.answer(500, [:], "")])
        let client = try service.access().s3()
        for _ in 0..<200 { _ = try? await client.list("our-logs", prefix: "", isDeep: true) }
        // 500 for repetitions that cost 5.
        #expect(service.requests.count == 200 + 100)
    }

    @Test func `credentials that are over are had anew once`() async throws {
        let service = StagedService([
            .answer(400, [:], "<Error><Code>ExpiredToken</Code></Error>"), AWSClientTests.empty,
        ])
        _ = try await list(service)
        #expect(service.requests.count == 2)
        let broken = StagedService([.answer(400, [:], "<Error><Code>ExpiredToken</Code></Error>")])
        await #expect(throws: AWSError.self) { try await list(broken) }
        #expect(broken.requests.count == 2)
    }

    @Test func `a bucket of another region is found, and remembered`() async throws {
        let service = StagedService { request, _ in
            request.url.contains("us-west-2")
                ? AWSClientTests.empty : .answer(301, ["x-amz-bucket-region": "us-west-2"], "")
        }
        let client = try service.access().s3()
        _ = try await client.list("our-logs", prefix: "", isDeep: true)
        _ = try await client.list("our-logs", prefix: "", isDeep: true)
        #expect(
            service.requests.map { String($0.url.prefix { $0 != "?" }) } == [
                "https://our-logs.s3.eu-west-1.amazonaws.com/", "https://our-logs.s3.us-west-2.amazonaws.com/",
                "https://our-logs.s3.us-west-2.amazonaws.com/",
            ])
        #expect(service.requests[1].headers["authorization"]?.contains("/us-west-2/s3/") == true)
    }

    @Test func `a region that is no name is not followed`() async throws {
        let service = StagedService([.answer(301, ["x-amz-bucket-region": "evil.example/"], "")])
        await #expect(throws: AWSError.self) { try await list(service) }
        #expect(service.requests.count == 1)
    }

    @Test func `names with blanks, signs and entities are read as they are`() async throws {
        let service = StagedService([
            .ok(
                """
                <ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><IsTruncated>true</IsTruncated>\
                <NextContinuationToken>a&amp;b=</NextContinuationToken>\
                <Contents><Key>a/b+c%20d%2Be%26.gz</Key><LastModified>2026-11-30T02:00:00.000Z</LastModified>\
                <ETag>&quot;0f&quot;</ETag><Size>12</Size></Contents>\
                <Contents><Key>%zz</Key><Size>1</Size></Contents>\
                <CommonPrefixes><Prefix>a/x/</Prefix></CommonPrefixes></ListBucketResult>
                """), AWSClientTests.empty,
        ])
        let client = try service.access().s3()
        let listing = try await client.list("our-logs", prefix: "a/", isDeep: false, after: "a/b c")
        #expect(listing.entries.map(\.object.key) == ["a/b c d+e&.gz"])
        #expect(listing.entries.map(\.tag) == ["0f"])
        #expect(listing.entries.map(\.size) == [12])
        #expect(listing.unusable == 1)
        #expect(listing.folders == ["a/x/"])
        #expect(listing.next == "a&b=")
        _ = try await client.list("our-logs", prefix: "a/", isDeep: true, from: listing.next)
        #expect(
            service.requests.map { String($0.url.drop { $0 != "?" }) } == [
                "?encoding-type=url&list-type=2&prefix=a%2F&delimiter=%2F&start-after=a%2Fb%20c",
                "?encoding-type=url&list-type=2&prefix=a%2F&continuation-token=a%26b%3D",
            ])
    }

    @Test(arguments: [
        "", "<a>", "<a></b>", "<a>&nope;</a>", "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", "<a>&#xFFFFFFFF;</a>",
        "text<a/>", String(repeating: "<a>", count: 40) + String(repeating: "</a>", count: 40),
    ])
    func `XML that is none is refused`(text: String) {
        #expect(throws: AWSError.self) { try XMLElement.parse(Array(text.utf8)) }
    }

    @Test func `the published example of a signature for S3 comes out`() throws {
        // "Authenticating Requests: Using the Authorization Header", GET Bucket (List Objects).
        let request = SignableRequest(
            method: "GET", path: "/", query: [("max-keys", "2"), ("prefix", "J")],
            headers: [("host", "examplebucket.s3.amazonaws.com")], body: [])
        let headers = request.signature(
            by: SigningCredentials(
                accessKeyID: "AKIAIOSFODNN7EXAMPLE", secret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
            region: "us-east-1", service: "s3", now: try #require(Timestamp(iso8601: "2013-05-24T00:00:00Z")))
        #expect(
            headers.last?.value.hasSuffix(
                "Signature=34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7") == true)
    }
}
