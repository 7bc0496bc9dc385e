// SPDX-License-Identifier: Apache-2.0

import HinomiOutbound
import HinomiRecords
import HinomiSigning
import HinomiSources
import Synchronization
import Testing

@testable import HinomiAWS

/// A bucket that lists and gives its objects, in a world whose clock runs as one waits.
private final class StagedBucket: ServiceTransport {
    private struct State {
        var objects: [String: (content: String, modified: Int64)] = [:]
        var now: Int64
        var downloads: [String] = []
        var lists = 0
    }

    private let state: Mutex<State>

    // 2026-11-29T12:00:00Z
    init() { state = Mutex(State(now: 1_795_953_600)) }

    var now: Int64 { state.withLock { $0.now } }
    var downloads: [String] { state.withLock { $0.downloads } }
    var lists: Int { state.withLock { $0.lists } }

    func put(_ key: String) { state.withLock { $0.objects[key] = ("2 \(key)", $0.now) } }

    var access: AWSAccess {
        let network = Network(
            transport: self, clock: { Timestamp(seconds: self.now) },
            sleep: { pause in
                self.state.withLock { $0.now += max(1, pause.components.seconds) }
                try await Task.sleep(for: .milliseconds(1))
            }, chance: { 1 })
        let key = TimedCredentials(key: SigningCredentials(accessKeyID: "A", secret: "s"))
        return AWSAccess(
            endpoints: ServiceEndpoints(region: "us-east-1"),
            credentials: CredentialCache(FixedCredentials(key), clock: network.clock), network: network)
    }

    func exchange(_ request: OutboundRequest) async throws(OutboundError) -> StreamedAnswer {
        let query = Dictionary(request.url.queryItems.map { ($0.name, $0.value) }) { $1 }
        let body = state.withLock { state -> String? in
            guard let prefix = query["prefix"] else {
                let key = PercentEncoding.decode(request.url.path.dropFirst()) ?? ""
                state.downloads.append(key)
                return state.objects[key]?.content
            }
            state.lists += 1
            return StagedBucket.page(
                state.objects.filter { $0.key.hasPrefix(prefix) && $0.key > (query["start-after"] ?? "") }, prefix,
                isDeep: query["delimiter"] == nil)
        }
        let seconds = Timestamp(seconds: now).iso8601
        let date = "Sun, \(seconds.prefix(10).suffix(2)) Nov 2026 \(seconds.dropFirst(11).prefix(8)) GMT"
        return StreamedAnswer(
            status: body == nil ? 404 : 200, headers: [("date", date)], body: StreamedBody([Array((body ?? "").utf8)]))
    }

    private static func page(
        _ objects: [String: (content: String, modified: Int64)], _ prefix: String, isDeep: Bool
    ) -> String {
        var folders: Set<String> = []
        var text = "<ListBucketResult><IsTruncated>false</IsTruncated>"
        for (key, object) in objects.sorted(by: { $0.key < $1.key }) {
            let rest = key.dropFirst(prefix.count)
            if !isDeep, let slash = rest.firstIndex(of: "/") {
                folders.insert(prefix + rest[...slash])
                continue
            }
            text += "<Contents><Key>\(key)</Key><Size>\(object.content.utf8.count)</Size><ETag>t</ETag>"
            text += "<LastModified>\(Timestamp(seconds: object.modified).iso8601)</LastModified></Contents>"
        }
        for folder in folders { text += "<CommonPrefixes><Prefix>\(folder)</Prefix></CommonPrefixes>" }
        return text + "</ListBucketResult>"
    }
}

struct BucketSourceTests {
    private let folder: Folder
    private let bucket = StagedBucket()

    init() throws { folder = try Folder() }

    private func source() throws -> BucketSource {
        BucketSource(
            try #require(BucketAddress("s3://our-logs/AWSLogs")), access: bucket.access,
            spool: try Spool(folder: folder.path, keeping: 1 << 20))
    }

    /// Reads what is handed out until so many objects were; gives their names.
    private func read(_ count: Int, from source: BucketSource) async throws -> Set<String> {
        var names: [String] = []
        let end = ContinuousClock.now + .seconds(300)
        while names.count < count, ContinuousClock.now < end {
            let inputs = source.next(at: Timestamp(seconds: bucket.now)).inputs
            names += inputs.map(\.name)
            source.note(inputs.map { InputProgress(id: $0.id, delivered: 1, state: .read) })
            source.acknowledge(inputs.map(\.id))
            try await Task.sleep(for: .milliseconds(2))
        }
        #expect(names.count == Set(names).count)
        return Set(names)
    }

    private func key(_ date: String, _ name: String) -> String {
        "AWSLogs/111122223333/CloudTrail/us-east-1/\(date)/111122223333_CloudTrail_us-east-1_20261119T1200Z_\(name).json.gz"
    }

    private func uris(_ keys: String...) -> Set<String> { Set(keys.map { "s3://our-logs/" + $0 }) }

    @Test func `a late object of a day that is long over is found, and what was read is not read again`() async throws {
        let (first, today, late) = (key("2026/11/19", "a"), key("2026/11/29", "b"), key("2026/11/19", "late"))
        bucket.put(first)
        bucket.put(today)
        bucket.put("AWSLogs/111122223333/CloudTrail-Digest/us-east-1/2026/11/29/x.json.gz")
        let source = try source()
        source.start {}
        #expect(try await read(2, from: source) == uris(first, today))
        bucket.put(late)
        let cameAt = bucket.now
        #expect(try await read(1, from: source) == uris(late))
        // Ten days after the day, it is listed again after five more at the latest.
        #expect(bucket.now - cameAt < 6 * 86_400)
        #expect(Set(bucket.downloads) == [first, today, late])
        source.stop()
    }

    @Test func `after a restart, only what is new is read`() async throws {
        let (first, second) = (key("2026/11/28", "a"), key("2026/11/28", "b"))
        bucket.put(first)
        let before = try source()
        before.start {}
        #expect(try await read(1, from: before) == uris(first))
        let positions = before.positions()
        before.stop()
        bucket.put(second)
        let after = try source()
        try after.restore(positions)
        after.start {}
        #expect(try await read(1, from: after) == uris(second))
        after.stop()
        #expect(bucket.downloads.filter { $0 == first }.count == 1)
    }

    @Test func `what was fetched and not read is read after a restart`() async throws {
        let first = key("2026/11/28", "a")
        bucket.put(first)
        let before = try source()
        before.start {}
        var inputs: [LogInput] = []
        while inputs.isEmpty {
            inputs = before.next(at: Timestamp(seconds: bucket.now)).inputs
            try await Task.sleep(for: .milliseconds(2))
        }
        let positions = before.positions()
        before.stop()
        let after = try source()
        try after.restore(positions)
        after.start {}
        #expect(try await read(1, from: after) == uris(first))
        after.stop()
    }
}
