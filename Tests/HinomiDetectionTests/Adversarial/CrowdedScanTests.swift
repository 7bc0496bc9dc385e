// SPDX-License-Identifier: Apache-2.0

import HinomiDetection
import HinomiFindings
import HinomiRecords
import Testing

/// Scans of more hosts and ports than are followed at a time.
@Suite struct CrowdedScanTests {
    private func scanned(_ attack: Attack) throws -> Set<String> {
        Set(
            try attack.findings().filter { $0.type == .portscan }.compactMap {
                guard case .networkConnection(let connection) = $0.action else { return nil }
                return connection.remoteAddress.description
            })
    }

    @Test func `the one host of which all ports are tried stands out of a sweep over four ports of sixty hosts`() throws
    {
        // Whatever its address: the hash of some is large, of some is small.
        for victim in 1...12 {
            var attack = Attack()
            for port in [22, 80, 443, 445] {
                for i in 0..<60 { attack.fail("198.51.101.\(100 + i)", port, at: Int64(port)) }
            }
            attack.scan(ports: 100, of: "198.51.102.\(victim)", every: 0, after: 600)
            #expect(try scanned(attack) == ["198.51.102.\(victim)"])
        }
    }

    @Test func `hosts that are scanned one after the other are all told of`() throws {
        var attack = Attack()
        for i in 0..<60 { attack.scan(ports: 40, of: "198.51.101.\(1 + i)", every: 1, after: Int64(i) * 60) }
        #expect(try scanned(attack).count == 60)
    }

    @Test func `of hosts that are scanned all at once, in any order, are all told of`() throws {
        var numbers = Numbers(7)
        var attack = Attack()
        var tries: [(host: Int, port: Int)] = []
        for host in 1...40 { for port in 1...100 { tries.append((host, port)) } }
        tries.shuffle(using: &numbers)
        for (i, one) in tries.enumerated() {
            attack.fail("198.51.101.\(one.host)", 1_000 + one.port, at: Int64(i / 4))
        }
        #expect(try scanned(attack).count == 40)
    }

    @Test func `a host whose ports are tried once in half an hour is seen between calls to many that are gone`() throws
    {
        var attack = Attack()
        attack.scan(ports: 40, of: "198.51.101.9", every: 1_800)
        // Three hosts an hour that do not answer, all different.
        for i in 0..<60 { attack.fail("203.0.\(114 + i / 250).\(1 + i % 250)", 443, at: Int64(i) * 1_200 + 300) }
        #expect(try scanned(attack) == ["198.51.101.9"])
    }
}
