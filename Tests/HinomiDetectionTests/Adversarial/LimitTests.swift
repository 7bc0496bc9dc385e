// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import Testing

/// An attack just under the limit stays silent, and one just over it is found: whoever knows the limits gains no more than
/// they say. The limits are those that the detectors' pages give.
@Suite struct LimitTests {
    private func types(_ make: (inout Attack) -> Void) throws -> Set<FindingType> {
        var attack = Attack()
        make(&attack)
        return try attack.types()
    }

    @Test(arguments: [
        (14, "198.51.101.9", false), (15, "198.51.101.9", true), (29, "10.0.9.9", false), (30, "10.0.9.9", true),
    ])
    func `a scan of ports`(ports: Int, target: String, isFound: Bool) throws {
        let types = try types {
            $0.beKnown()
            $0.scan(ports: ports, of: target)
        }
        #expect(types == (isFound ? [.portscan] : []))
    }

    // Twenty fail; half of the tries from the first failure on must have.
    @Test(arguments: [(24, false), (16, true)])
    func `a scan that mostly meets open ports`(open: Int, isFound: Bool) throws {
        let types = try types {
            $0.beKnown()
            $0.scan(ports: 1)
            for i in 0..<open { $0.talk("198.51.101.9", 3_000 + i, at: 2 + Int64(i)) }
            for i in 0..<19 { $0.fail("198.51.101.9", 2_000 + i, at: 60 + Int64(i)) }
        }
        #expect(types == (isFound ? [.portscan] : []))
    }

    @Test(arguments: [(24, false), (25, true)])
    func `a sweep over hosts`(hosts: Int, isFound: Bool) throws {
        let types = try types {
            $0.beKnown()
            $0.sweep(hosts: hosts)
        }
        #expect(types == (isFound ? [.portSweep] : []))
    }

    // A connection of seven seconds counts as two guesses at SSH, and as one elsewhere.
    @Test(arguments: [
        (22, 9, nil), (22, 10, FindingType.sshGuessing), (3_389, 19, nil), (3_389, 20, FindingType.rdpGuessing),
        (5_985, 19, nil), (5_985, 20, FindingType.winRMGuessing),
    ])
    func `password guessing`(port: Int, connections: Int, type: FindingType?) throws {
        let types = try types { for i in 0..<connections { $0.guess(port: port, at: Int64(i) * 60) } }
        #expect(types == Set([type].compactMap { $0 }))
    }

    @Test(arguments: [(14, false), (15, true)])
    func `password guessing from inside`(connections: Int, isFound: Bool) throws {
        let types = try types { for i in 0..<connections { $0.guess(from: "10.0.9.9", at: Int64(i) * 60) } }
        #expect(types == (isFound ? [.sshGuessing] : []))
    }

    // Five of one shape and one of the others, which are all different, make six in ten; seven are needed.
    @Test(arguments: [(5, false), (6, true)])
    func `password guessing with shapes of all kinds`(alike: Int, isFound: Bool) throws {
        let types = try types {
            for i in 0..<10 {
                $0.guess(
                    packets: i < alike ? 15 : 20 + i * 4, bytes: i < alike ? 1_560 : 2_000 + i * 500,
                    at: Int64(i) * 60)
            }
        }
        #expect(types == (isFound ? [.sshGuessing] : []))
    }

    @Test(arguments: [(99, false), (100, true)])
    func `password guessing by somebody who logged in`(connections: Int, isFound: Bool) throws {
        let types = try types {
            $0.logIn(from: "198.51.101.20", at: -3_600)
            for i in 0..<connections { $0.guess(at: Int64(i) * 10) }
        }
        #expect(types == (isFound ? [.sshGuessing] : []))
    }

    /// Packets, seconds and answers of a flood over UDP: 8,000 at 800 a second, and fewer than 5 % answered.
    @Test(arguments: [
        (8_000, Int64(10), 0, true), (7_999, 10, 0, false), (8_000, 11, 0, false), (8_000, 10, 399, true),
        (8_000, 10, 400, false),
    ])
    func `a flood`(packets: Int, seconds: Int64, answers: Int, isFound: Bool) throws {
        let types = try types { $0.flood(packets: packets, seconds: seconds, answers: answers) }
        #expect(types == (isFound ? [.udpFlood] : []))
    }

    @Test(arguments: [(20_000, 100, true), (19_999, 100, false), (20_000, 101, false)])
    func `a flood of small TCP packets`(packets: Int, size: Int, isFound: Bool) throws {
        let types = try types { $0.flood(packets: packets, seconds: 10, port: 443, transport: 6, size: size) }
        #expect(types == (isFound ? [.tcpFlood] : []))
    }

    // 80 names are 3.4 kB at most; 130 without the first 256 bytes are 4.4 kB at least.
    @Test(arguments: [(80, false), (130, true)])
    func `data in names that do not exist`(names: Int, isFound: Bool) throws {
        let types = try types { $0.exfiltrate(names: names, every: 10) }
        #expect(types == (isFound ? [.dnsExfiltration] : []))
    }

    @Test(arguments: [(3, false), (10, true)])
    func `generated names`(names: Int, isFound: Bool) throws {
        var numbers = Numbers(7)
        let types = try types {
            for i in 0..<names { $0.ask(numbers.base32(14) + ".biz", at: Int64(i) * 20) }
        }
        #expect(types == (isFound ? [.generatedNames] : []))
    }

    @Test(arguments: [(9, false), (10, true)])
    func `mail to many servers`(servers: Int, isFound: Bool) throws {
        let types = try types { for i in 0..<servers { $0.talk("198.51.101.\(1 + i)", 25, at: Int64(i) * 300) } }
        #expect(types == (isFound ? [.spambot] : []))
    }

    @Test(arguments: [(2, 900, false), (3, 900, true), (1, 8_799, false), (1, 8_800, true)])
    func `a new port`(contacts: Int, bytes: Int, isFound: Bool) throws {
        // 1,200 bytes come back in each contact.
        let types = try types {
            $0.haveHabits()
            for i in 0..<contacts { $0.talk("192.0.2.81", 8_899, at: Int64(i) * 600, bytesOut: bytes) }
        }
        #expect(types == (isFound ? [.newPort] : []))
    }

    // Hours of 20 MB, all alike: six times the least deviation of 0.5 is a factor of 20, which makes 402 MB.
    @Test(arguments: [(390, false), (420, true)])
    func `a volume that never was`(megabytes: Int, isFound: Bool) throws {
        let types = try types {
            $0.haveHabits(bytes: 20_000_000)
            $0.talk("198.51.101.77", 443, at: 600, bytesOut: megabytes * 1_000_000)
        }
        #expect(types == (isFound ? [.volume] : []))
    }
}
