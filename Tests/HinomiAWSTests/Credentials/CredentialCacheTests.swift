// SPDX-License-Identifier: Apache-2.0

import HinomiRecords
import HinomiSigning
import Synchronization
import Testing

@testable import HinomiAWS

struct CredentialCacheTests {
    /// A source that counts how often it is asked.
    private final class Counting: CredentialSource {
        let state = Mutex((asked: 0, fails: false, now: Timestamp(seconds: 1_000_000)))
        let lifetime: Int64

        init(lifetime: Int64) { self.lifetime = lifetime }

        func credentials() async throws(AWSError) -> TimedCredentials? {
            let (count, fails, now) = state.withLock {
                $0.asked += 1
                return ($0.asked, $0.fails, $0.now)
            }
            try? await Task.sleep(for: .milliseconds(20))
            if fails { throw .credentials("no") }
            return TimedCredentials(
                key: SigningCredentials(accessKeyID: "K\(count)", secret: "s"),
                expiresAt: now.advanced(seconds: lifetime))
        }

        var cache: CredentialCache { CredentialCache(self) { self.state.withLock { $0.now } } }
        var asked: Int { state.withLock { $0.asked } }
        func advance(_ seconds: Int64) { state.withLock { $0.now = $0.now.advanced(seconds: seconds) } }
    }

    @Test func `credentials are kept until shortly before they expire`() async throws {
        let source = Counting(lifetime: 3_600)
        let cache = source.cache
        #expect(try await cache.current().accessKeyID == "K1")
        source.advance(3_299)
        #expect(try await cache.current().accessKeyID == "K1")
        source.advance(2)
        #expect(try await cache.current().accessKeyID == "K2")
        #expect(source.asked == 2)
    }

    @Test func `one at a time renews, and all others wait for it`() async throws {
        let source = Counting(lifetime: 3_600)
        let cache = source.cache
        let ids = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<20 { group.addTask { try await cache.current().accessKeyID } }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(ids == ["K1"])
        #expect(source.asked == 1)
    }

    @Test func `while a renewal fails, what still holds is used, and it is tried again after a while`() async throws {
        let source = Counting(lifetime: 3_600)
        let cache = source.cache
        _ = try await cache.current()
        source.state.withLock { $0.fails = true }
        source.advance(3_400)
        #expect(try await cache.current().accessKeyID == "K1")
        #expect(try await cache.current().accessKeyID == "K1")
        #expect(source.asked == 2)
        source.advance(CredentialCache.patience)
        _ = try await cache.current()
        #expect(source.asked == 3)
        source.advance(200)
        await #expect(throws: AWSError.credentials("no")) { try await cache.current() }
        source.state.withLock { $0.fails = false }
        #expect(try await cache.current().accessKeyID == "K5")
    }

    @Test func `nothing that is set up is told from what does not work`() async throws {
        let none = CredentialCache(CredentialChain([])) { Timestamp(seconds: 0) }
        #expect(try await none.currentIfAny() == nil)
        await #expect(throws: AWSError.self) { try await none.current() }
        let failing = Counting(lifetime: 1)
        failing.state.withLock { $0.fails = true }
        let cache = failing.cache
        await #expect(throws: AWSError.credentials("no")) { try await cache.currentIfAny() }
    }
}
