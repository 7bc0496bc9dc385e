// SPDX-License-Identifier: Apache-2.0

import HinomiOutbound
import HinomiRecords
import HinomiSources
import Synchronization
import Testing

@testable import HinomiAWS

struct ObjectFetcherTests {
    private let folder: Folder
    private let source: SpoolSource
    private let object: LogObject

    init() throws {
        folder = try Folder()
        source = SpoolSource("test", spool: try Spool(folder: folder.path, keeping: 1 << 20))
        object = LogObject(object: try #require(S3Object(uri: "s3://our-logs/a.log")), tag: "0f", size: 7)
    }

    private func fetch(
        _ service: StagedService, _ objects: [LogObject]? = nil, limit: Int = 100
    ) async throws -> [ObjectFetcher.Outcome] {
        var limits = FetchLimits()
        limits.object = limit
        let fetcher = ObjectFetcher(
            source, client: try service.access().s3(), limits: limits, network: service.network)
        let outcomes = Mutex<[ObjectFetcher.Outcome]>([])
        await fetcher.fetch(objects ?? [object]) { _, outcome in outcomes.withLock { $0.append(outcome) } }
        return outcomes.withLock { $0 }
    }

    private var handedOut: [String] { source.next(at: StagedService.opening).inputs.map(\.name) }

    @Test func `objects are fetched and handed out together`() async throws {
        let other = LogObject(object: try #require(S3Object(uri: "s3://our-logs/b.log")), tag: "", size: nil)
        let service = StagedService([.ok("content", ["content-length": "7"])])
        #expect(try await fetch(service, [object, other]) == [.there, .there])
        #expect(Set(handedOut) == ["s3://our-logs/a.log", "s3://our-logs/b.log"])
        #expect(Set(try folder.files.keys) == [object.name, other.name])
        // What is on its way is not fetched again.
        #expect(try await fetch(service) == [.known])
        #expect(service.requests.count == 2)
    }

    @Test func `what lies there since an earlier run is not fetched again`() async throws {
        _ = try folder.write("content", to: object.name)
        let source = SpoolSource("test", spool: try Spool(folder: folder.path, keeping: 1 << 20))
        source.start {}
        let service = StagedService([.failure(.tooSlow)])
        let fetcher = ObjectFetcher(
            source, client: try service.access().s3(), limits: FetchLimits(), network: service.network)
        await fetcher.fetch([object]) { _, outcome in #expect(outcome == .there) }
        #expect(source.next(at: StagedService.opening).inputs.count == 1)
        #expect(service.requests.isEmpty)
    }

    @Test(arguments: [
        (404, "NoSuchKey", "it is gone"), (412, "PreconditionFailed", "it was replaced"),
    ])
    func `what will never be had is done with`(status: Int, code: String, why: String) async throws {
        let service = StagedService([.answer(status, [:], "<Error><Code>\(code)</Code></Error>")])
        #expect(try await fetch(service) == [.useless(why)])
        #expect(service.requests.count == 1)
        let batch = source.next(at: StagedService.opening)
        #expect(batch.inputs.isEmpty)
        #expect(batch.messages.count == 1)
    }

    @Test(arguments: [(403, "AccessDenied"), (404, "NoSuchBucket"), (403, "InvalidObjectState")])
    func `what somebody may mend is unavailable`(status: Int, code: String) async throws {
        let service = StagedService([.answer(status, [:], "<Error><Code>\(code)</Code></Error>")])
        #expect(try await fetch(service) == [.unavailable("status \(status) \(code)")])
        #expect(service.requests.count == 1)
        #expect(handedOut.isEmpty)
    }

    @Test func `what is too large is not asked for`() async throws {
        let service = StagedService([.ok("content")])
        #expect(try await fetch(service, limit: 6) == [.useless("it is too large")])
        #expect(service.requests.isEmpty)
        var unknown = object
        unknown.size = nil
        #expect(try await fetch(service, [unknown], limit: 6) == [.useless("it is too large")])
        #expect(try folder.files.isEmpty)
    }

    @Test func `an outage is sat out for a while`() async throws {
        let service = StagedService { _, count in count < 10 ? .answer(503, [:], "") : .ok("content") }
        #expect(try await fetch(service) == [.there])
        let broken = StagedService([.answer(503, [:], "")])
        var other = object
        other.tag = "10"
        #expect(try await fetch(broken, [other]) == [.unavailable("status 503")])
        #expect(broken.requests.count == FetchLimits().attempts * AWSClient.attempts)
        #expect(broken.pauses.max() == .seconds(16))
    }
}
