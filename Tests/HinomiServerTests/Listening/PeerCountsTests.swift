// SPDX-License-Identifier: Apache-2.0

import NIOCore
import Testing

@testable import HinomiServer

struct PeerCountsTests {
    private func peer(_ address: String) throws -> PeerAddress {
        PeerAddress(try SocketAddress(ipAddress: address, port: 1))
    }

    @Test func `no peer holds more than its part, and all together no more than the whole`() throws {
        let counts = PeerCounts(limit: 5, limitOfOne: 3)
        let (first, second) = (try peer("192.0.2.1"), try peer("192.0.2.2"))
        #expect((0..<4).map { _ in counts.enter(first) } == [true, true, true, false])
        #expect((0..<3).map { _ in counts.enter(second) } == [true, true, false])
        counts.leave(first)
        #expect(counts.enter(second))
        #expect(counts.total == 5)
    }

    @Test func `who left holds nothing, and leaving once too often frees nothing`() throws {
        let counts = PeerCounts(limit: 1, limitOfOne: 1)
        let (first, second) = (try peer("192.0.2.1"), try peer("192.0.2.2"))
        #expect(counts.enter(first))
        counts.leave(second)
        #expect(!counts.enter(second))
        counts.leave(first)
        counts.leave(first)
        #expect(counts.total == 0)
        #expect(counts.enter(second))
    }

    @Test(arguments: [
        ("2001:db8:0:1::1", "2001:db8:0:1:ffff::2", true), ("2001:db8:0:1::1", "2001:db8:0:2::1", false),
        ("192.0.2.1", "::ffff:192.0.2.1", true), ("192.0.2.1", "192.0.2.2", false), ("192.0.2.1", "::1", false),
    ])
    func `addresses of one network of IPv6 are one peer`(first: String, second: String, areOne: Bool) throws {
        #expect((try peer(first) == peer(second)) == areOne)
    }
}
