// SPDX-License-Identifier: Apache-2.0

import NIOCore
import Synchronization
import Testing

@testable import HinomiServer

struct FailureLimitTests {
    private final class Clock: Sendable {
        let seconds = Mutex(1_000.0)
    }

    private let clock = Clock()

    private func limit(_ perMinute: Int) -> FailureLimit {
        FailureLimit(perMinute: perMinute) { [clock] in clock.seconds.withLock { $0 } }
    }

    private func peer(_ number: Int) throws -> PeerAddress {
        PeerAddress(try SocketAddress(ipAddress: "10.\(number >> 16).\(number >> 8 & 255).\(number & 255)", port: 1))
    }

    @Test func `after so many failures a peer waits until it has one again`() throws {
        let limit = limit(6)
        let (bad, good) = (try peer(1), try peer(2))
        for _ in 0..<6 {
            #expect(limit.wait(of: bad) == nil)
            limit.count(bad)
        }
        #expect(limit.wait(of: bad) == 10)
        #expect(limit.wait(of: good) == nil)
        clock.seconds.withLock { $0 += 9 }
        #expect(limit.wait(of: bad) == 1)
        clock.seconds.withLock { $0 += 1 }
        #expect(limit.wait(of: bad) == nil)
        limit.count(bad)
        #expect(limit.wait(of: bad) == 10)
    }

    @Test func `no allowance grows beyond a minute's`() throws {
        let limit = limit(3)
        let peer = try peer(1)
        limit.count(peer)
        clock.seconds.withLock { $0 += 1_000_000 }
        for _ in 0..<3 { limit.count(peer) }
        #expect(limit.wait(of: peer) != nil)
    }

    @Test func `without a limit nobody waits`() throws {
        let limit = limit(0)
        let peer = try peer(1)
        for _ in 0..<1_000 { limit.count(peer) }
        #expect(limit.wait(of: peer) == nil)
    }

    @Test func `many peers do not make one that fails often forgotten`() throws {
        let limit = limit(2)
        let bad = try peer(0)
        for _ in 0..<2 { limit.count(bad) }
        for number in 1...(FailureLimit.maximumPeers + 100) { limit.count(try peer(number)) }
        #expect(limit.wait(of: bad) != nil)
    }
}
