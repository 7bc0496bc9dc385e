// SPDX-License-Identifier: Apache-2.0

import HinomiOutbound
import HinomiRecords
import HinomiSigning
package import HinomiSources
import Synchronization

/// Buckets and their objects, as far as this program needs them.
package final class S3Client: Sendable {
    private let client: AWSClient
    private let endpoints: ServiceEndpoints
    // Where buckets are that turned out to be in another region.
    private let regions = Mutex<[String: String]>([:])

    /// How long the download or upload of one object may take.
    static let transferLimit = Duration.seconds(900)
    /// How many buckets of other regions are remembered.
    private static let regionLimit = 10_000

    /// A client that signs with these credentials.
    package init(credentials: CredentialCache, endpoints: ServiceEndpoints, network: Network) {
        client = AWSClient("s3", credentials: credentials, network: network)
        self.endpoints = endpoints
    }

    /// Puts an object into its place in one request; whatever stood there is replaced. At most 5 GiB.
    package func put(_ body: [UInt8], as object: S3Object, _ settings: S3ObjectSettings = S3ObjectSettings())
        async throws(AWSError)
    {
        let headers = settings.headers
        _ = try await inItsRegion(object.bucket, told: object.region) { [client, endpoints] region throws(AWSError) in
            var request = AWSRequest(
                method: "PUT", url: object.url(region: region, endpoint: endpoints.s3), headers: headers, region: region
            )
            request.body = body
            request.timeLimit = S3Client.transferLimit
            return try await client.send(request)
        }
    }

    /// Writes an object into a spool under a name; throws where it has more than `limit` bytes, came not whole, or is not the one of
    /// this entity tag any more.
    package func get(
        _ object: S3Object, tag: String? = nil, atMost limit: Int, into spool: Spool, as name: String
    ) async throws(AWSError) {
        try await inItsRegion(object.bucket, told: object.region) { [client, endpoints] region throws(AWSError) in
            var request = AWSRequest(
                method: "GET", url: object.url(region: region, endpoint: endpoints.s3), region: region)
            if let tag { request.headers.append(("if-match", "\"\(tag)\"")) }
            request.timeLimit = S3Client.transferLimit
            try await client.send(request) { answer in
                try await S3Client.write(answer, atMost: limit, into: spool, as: name)
            }
        }
    }

    private static func write(
        _ answer: StreamedAnswer, atMost limit: Int, into spool: Spool, as name: String
    ) async throws {
        if let length = answer.length, length > limit { throw OutboundError.tooLarge(limit) }
        do {
            let output = try spool.output(for: name)
            var count = 0
            for try await part in answer.body {
                count += part.count
                guard count <= limit else { throw OutboundError.tooLarge(limit) }
                try output.write(part)
            }
            // Who is cancelled gets an end that is none.
            try Task.checkCancellation()
            if let length = answer.length, length != count {
                throw AWSError.length(expected: length, found: count)
            }
            try spool.keep(output, as: name)
        } catch let error as OutputError {
            throw AWSError.disk("\(error)")
        }
    }

    /// A page of what is in a bucket under a prefix, in the order of the names' bytes.
    ///
    /// With `isDeep` everything is listed, else only what has no further slash; what has one is told by its folder. Of objects
    /// listed are those whose names come after `start`.
    package func list(
        _ bucket: String, prefix: String, isDeep: Bool, after start: String? = nil, from token: String? = nil
    ) async throws(AWSError) -> S3Listing {
        var query = [("encoding-type", "url"), ("list-type", "2"), ("prefix", prefix)]
        if !isDeep { query.append(("delimiter", "/")) }
        if let start { query.append(("start-after", start)) }
        if let token { query.append(("continuation-token", token)) }
        let target = "?" + query.map { "\($0)=\(PercentEncoding.encode($1))" }.joined(separator: "&")
        let answer = try await inItsRegion(bucket, told: nil) { [client, endpoints] region throws(AWSError) in
            try await client.send(
                AWSRequest(
                    method: "GET",
                    url: S3Object.url(bucket: bucket, target: target, region: region, endpoint: endpoints.s3),
                    region: region))
        }
        return try S3Listing(answer, of: bucket)
    }

    // Asks in the bucket's region: where it is another one than was thought, S3 says which.
    private func inItsRegion<Value: Sendable>(
        _ bucket: String, told: String?, _ ask: @Sendable (String) async throws(AWSError) -> Value
    ) async throws(AWSError) -> Value {
        let region = regions.withLock { $0[bucket] } ?? told ?? endpoints.region
        do throws(AWSError) {
            return try await ask(region)
        } catch {
            guard let refusal = error.refusal, let other = refusal.region, other != region,
                [301, 307, 400, 403].contains(refusal.status)
            else { throw error }
            regions.withLock {
                if $0.count >= S3Client.regionLimit { $0 = [:] }
                $0[bucket] = other
            }
            return try await ask(other)
        }
    }
}

/// What is said about an object when it is put into its place.
package struct S3ObjectSettings: Sendable {
    package var contentType: String?
    package var contentEncoding: String?
    /// The key of KMS that it is encrypted with; nil for what the bucket says.
    package var kmsKey: String?
    /// The account that the bucket must belong to.
    package var expectedOwner: String?
    /// Whether the bucket's owner is given all rights on it.
    package var givesOwnerControl = false

    /// Nothing is said.
    package init() {}

    var headers: [(name: String, value: String)] {
        var headers: [(name: String, value: String)] = []
        if let contentType { headers.append(("content-type", contentType)) }
        if let contentEncoding { headers.append(("content-encoding", contentEncoding)) }
        if let kmsKey {
            headers.append(("x-amz-server-side-encryption", "aws:kms"))
            headers.append(("x-amz-server-side-encryption-aws-kms-key-id", kmsKey))
        }
        if let expectedOwner { headers.append(("x-amz-expected-bucket-owner", expectedOwner)) }
        if givesOwnerControl { headers.append(("x-amz-acl", "bucket-owner-full-control")) }
        return headers
    }
}
