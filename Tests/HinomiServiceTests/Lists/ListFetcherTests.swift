// SPDX-License-Identifier: Apache-2.0

import HinomiAWS
import HinomiOutbound
import HinomiRecords
import HinomiService
import HinomiSigning
import HinomiStore
import Testing

struct ListFetcherTests {
    private static let key = SigningCredentials(accessKeyID: "AKIAEXAMPLE", secret: "secret", sessionToken: "token")

    private func list(at location: String, owner: String? = nil) -> ListRecord {
        ListRecord(
            id: "1", kind: .threatEntitySet, detectorID: "2", name: "list", format: "TXT", location: location,
            expectedBucketOwner: owner, status: .activating, createdAt: Office.opening, updatedAt: Office.opening)
    }

    private func fetch(
        _ list: ListRecord, over network: StagedNetwork, signing credentials: SigningCredentials? = nil,
        endpoint: OutboundURL? = nil
    ) async throws -> [UInt8] {
        let sources = ListSources(
            s3Endpoint: endpoint,
            credentials: credentials.map { key in
                CredentialCache(FixedCredentials(TimedCredentials(key: key))) { Office.opening }
            })
        var destinations = DestinationGuard { _ in [IPAddress(52, 1, 2, 3)] }
        destinations.trustedOrigins = sources.destinations.trustedOrigins
        let fetcher = ListFetcher(
            sources, client: OutboundClient(destinations, transport: network), clock: { Office.opening })
        return try await fetcher.content(of: list, region: "eu-west-1")
    }

    @Test func `an address of the web is asked without a signature`() async throws {
        let network = StagedNetwork(["https://lists.example/a": OutboundAnswer(status: 200, body: [7])])
        let content = try await fetch(
            list(at: "https://lists.example/a", owner: "111111111111"), over: network, signing: ListFetcherTests.key)
        #expect(content == [7])
        #expect(network.requests.map(\.headers) == [[:]])
    }

    @Test(arguments: [nil, ListFetcherTests.key])
    func `an object is asked for in the region of the detector, signed where there is a key`(
        credentials: SigningCredentials?
    ) async throws {
        let url = "https://our-lists.s3.eu-west-1.amazonaws.com/bad.txt"
        let network = StagedNetwork([url: OutboundAnswer(status: 200, body: [7])])
        for location in ["s3://our-lists/bad.txt", "https://s3.amazonaws.com/our-lists/bad.txt"] {
            let list = list(at: location, owner: "111111111111")
            #expect(try await fetch(list, over: network, signing: credentials) == [7])
        }
        for request in network.requests {
            #expect(request.url == url)
            #expect(request.headers["x-amz-expected-bucket-owner"] == "111111111111")
            #expect((request.headers["authorization"] != nil) == (credentials != nil))
            #expect(request.headers["x-amz-security-token"] == credentials?.sessionToken)
        }
    }

    @Test func `the signature of an object covers what is sent`() async throws {
        let url = "https://our-lists.s3.eu-west-1.amazonaws.com/a%20b.txt"
        let network = StagedNetwork([url: OutboundAnswer(status: 200, body: [7])])
        _ = try await fetch(list(at: "s3://our-lists/a b.txt"), over: network, signing: ListFetcherTests.key)
        let headers = try #require(network.requests.first?.headers)
        let authorization = try #require(headers["authorization"])
        #expect(authorization.contains("/eu-west-1/s3/aws4_request"))
        #expect(
            authorization.contains("SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-security-token,"))
        // The hash of nothing.
        #expect(
            headers["x-amz-content-sha256"] == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    }

    @Test func `a bucket of another region is asked for there`() async throws {
        let network = StagedNetwork([
            "https://our-lists.s3.eu-west-1.amazonaws.com/bad.txt": OutboundAnswer(
                status: 301, headers: [("x-amz-bucket-region", "us-west-2")]),
            "https://our-lists.s3.us-west-2.amazonaws.com/bad.txt": OutboundAnswer(status: 200, body: [7]),
        ])
        let content = try await fetch(
            list(at: "s3://our-lists/bad.txt"), over: network, signing: ListFetcherTests.key)
        #expect(content == [7])
        #expect(network.requests.last?.headers["authorization"]?.contains("/us-west-2/s3/") == true)
    }

    @Test func `a bucket that sends elsewhere does not take the signature with it`() async throws {
        let network = StagedNetwork([
            "https://our-lists.s3.eu-west-1.amazonaws.com/bad.txt": OutboundAnswer(
                status: 307, headers: [("location", "https://other.example/")]),
            "https://other.example/": OutboundAnswer(status: 200, body: [7]),
        ])
        _ = try await fetch(list(at: "s3://our-lists/bad.txt"), over: network, signing: ListFetcherTests.key)
        #expect(network.requests.last?.url == "https://other.example/")
        #expect(network.requests.last?.headers == [:])
    }

    @Test func `the operator's endpoint answers in place of S3`() async throws {
        let network = StagedNetwork(["http://127.0.0.1:9000/our-lists/bad.txt": OutboundAnswer(status: 200, body: [7])])
        for location in ["s3://our-lists/bad.txt", "https://our-lists.s3.us-east-1.amazonaws.com/bad.txt"] {
            let content = try await fetch(
                list(at: location), over: network, endpoint: try OutboundURL("http://127.0.0.1:9000"))
            #expect(content == [7])
        }
    }

    @Test(arguments: [403, 404, 500, 204, 302])
    func `what is not answered with 200 is no list`(status: Int) async {
        let network = StagedNetwork(["https://lists.example/a": OutboundAnswer(status: status, body: [7])])
        await #expect(
            throws: ListFault("The list cannot be fetched: the server answered with status \(status).")
        ) { try await fetch(list(at: "https://lists.example/a"), over: network) }
    }

    @Test func `a list that was made when more was allowed is refused now`() async {
        await #expect(throws: ListFault.self) {
            try await fetch(list(at: "file:///etc/hostname"), over: StagedNetwork([:]))
        }
    }
}
