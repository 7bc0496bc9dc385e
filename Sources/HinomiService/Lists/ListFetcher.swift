// SPDX-License-Identifier: Apache-2.0

import HinomiAPIModel
import HinomiAWS
package import HinomiOutbound
package import HinomiRecords
import HinomiSigning
package import HinomiStore

/// Fetches the content of lists.
package struct ListFetcher: Sendable {
    private let sources: ListSources
    private let client: OutboundClient
    private let clock: @Sendable () -> Timestamp

    /// A fetcher that goes to these sources only.
    package init(_ sources: ListSources, clock: @escaping @Sendable () -> Timestamp) {
        self.init(sources, client: OutboundClient(sources.destinations), clock: clock)
    }

    /// A fetcher with a client of its own.
    package init(_ sources: ListSources, client: OutboundClient, clock: @escaping @Sendable () -> Timestamp) {
        self.sources = sources
        self.client = client
        self.clock = clock
    }

    /// The content of a list that belongs to a detector in `region`.
    package func content(of list: ListRecord, region: String) async throws(ListFault) -> [UInt8] {
        switch try location(of: list) {
        case .file(let path): return try file(path)
        case .web(let url): return try content(try await answer(url) { _ in [] })
        case .s3(let object): return try await content(of: object, list, region: object.region ?? region)
        }
    }

    // What was allowed when the list was made may not be any more.
    private func location(of list: ListRecord) throws(ListFault) -> ListLocation {
        do throws(APIError) { return try sources.location(list.location) } catch { throw ListFault(error.message) }
    }

    private func file(_ path: String) throws(ListFault) -> [UInt8] {
        do throws(OutboundError) {
            return try LocalFile.content(at: path, limit: ListContentLimit.bytes)
        } catch {
            throw ListFault("The list cannot be fetched: \(error).")
        }
    }

    private func content(of object: S3Object, _ list: ListRecord, region: String) async throws(ListFault) -> [UInt8] {
        let answer = try await answer(object, list, region: region)
        // A bucket of another region says where it is.
        if answer.status != 200, let other = answer.header("x-amz-bucket-region"), other != region,
            Region.isName(other)
        {
            return try content(try await self.answer(object, list, region: other))
        }
        return try content(answer)
    }

    private func answer(_ object: S3Object, _ list: ListRecord, region: String) async throws(ListFault)
        -> OutboundAnswer
    {
        let url = object.url(region: region, endpoint: sources.s3Endpoint)
        let key: SigningCredentials?
        do throws(AWSError) {
            key = try await sources.credentials?.currentIfAny()
        } catch {
            throw ListFault("The list cannot be fetched: \(error).")
        }
        return try await answer(url) { [clock] hop in
            // Nobody but S3 is shown that we have a key.
            guard hop.origin == url.origin else { return [] }
            var headers: [(name: String, value: String)] = []
            if let owner = list.expectedBucketOwner { headers.append(("x-amz-expected-bucket-owner", owner)) }
            guard let key else { return headers }
            let path = hop.target.prefix { $0 != "?" }
            let query = hop.target.dropFirst(path.count + 1)
            let request = SignableRequest(
                method: "GET", path: String(path), query: PercentEncoding.items(ofQuery: query) ?? [],
                headers: headers + [("host", hop.hostHeader)], body: [])
            return headers
                + request.signature(by: key, region: region, service: "s3", now: clock())
        }
    }

    private func answer(
        _ url: OutboundURL, headers: @escaping OutboundRequest.Headers
    ) async throws(ListFault) -> OutboundAnswer {
        do throws(OutboundError) {
            return try await client.send(
                OutboundRequest(url, headers: headers, maximumAnswer: ListContentLimit.bytes))
        } catch {
            throw ListFault("The list cannot be fetched: \(error).")
        }
    }

    private func content(_ answer: OutboundAnswer) throws(ListFault) -> [UInt8] {
        guard answer.status == 200 else {
            throw ListFault("The list cannot be fetched: the server answered with status \(answer.status).")
        }
        return answer.body
    }
}

/// Why a list cannot be put in force: a sentence for whoever brought it.
package struct ListFault: Error, Hashable, Sendable, CustomStringConvertible {
    package var description: String

    /// A fault of this sentence.
    package init(_ description: String) { self.description = description }
}
