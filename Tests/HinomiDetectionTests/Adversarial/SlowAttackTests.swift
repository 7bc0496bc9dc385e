// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import Testing

/// What patience buys an attacker: the names say what is found however slow it is, and what is given up.
@Suite struct SlowAttackTests {
    private func types(_ make: (inout Attack) -> Void) throws -> Set<FindingType> {
        var attack = Attack()
        make(&attack)
        return try attack.types()
    }

    @Test func `a scan of one port a minute is found, and of one port in a hundred minutes as well`() throws {
        for step: Int64 in [60, 6_000] {
            #expect(try types { $0.scan(ports: 40, every: step) } == [.portscan])
        }
    }

    @Test func `a scan of one port in five hours is given up: a host is followed for four`() throws {
        #expect(try types { $0.scan(ports: 40, every: 5 * 3_600) } == [])
    }

    @Test func `a sweep of one host a minute is found, and of one host in a hundred minutes as well`() throws {
        for step: Int64 in [60, 6_000] {
            #expect(try types { $0.sweep(hosts: 60, every: step) } == [.portSweep])
        }
    }

    @Test func `guessing once in three minutes is found`() throws {
        #expect(try types { for i in 0..<20 { $0.guess(at: Int64(i) * 180) } } == [.sshGuessing])
    }

    @Test func `guessing of one client once in four minutes or a hundred times slower is given up`() throws {
        for step: Int64 in [240, 18_000] {
            #expect(try types { for i in 0..<200 { $0.guess(at: Int64(i) * step) } } == [])
        }
    }

    @Test func `data in names is found at one name in ten minutes`() throws {
        #expect(try types { $0.exfiltrate(names: 140, every: 600) } == [.dnsExfiltration])
    }

    @Test func `data in names below 4 kB a day is given up`() throws {
        // Sixty names a day are 2.6 kB at most.
        #expect(try types { $0.exfiltrate(names: 240, every: 1_440) } == [])
    }

    @Test func `a flood a hundred times slower is given up`() throws {
        #expect(try types { $0.flood(packets: 80_000, seconds: 10_000) } == [])
    }

    // However long the trickle has been going on.
    @Test(arguments: [1, 2, 3, 4, 5, 30]) func `a flood after a trickle to the same host is found`(minutes: Int) throws
    {
        for sockets in [1, 400] {
            let types = try types {
                for i in 1...minutes { $0.flood(packets: 60, seconds: 50, at: Int64(i) * -60) }
                $0.flood(packets: 16_000, seconds: 10, sockets: sockets)
            }
            #expect(types == [.udpFlood])
        }
    }

    // Ten servers within this hour and the one before.
    @Test func `mail to one new server in ten minutes is found, to one in half an hour is given up`() throws {
        for (step, expected): (Int64, Set<FindingType>) in [(600, [.spambot]), (1_800, [])] {
            #expect(
                try types { for i in 0..<60 { $0.talk("198.51.101.\(1 + i)", 25, at: Int64(i) * step) } } == expected)
        }
    }

    @Test func `four generated names an hour are found in a day, one an hour is given up`() throws {
        // What is gathered halves in an hour: at one striking name in a quarter it comes to 4.2 / (1 - 2^-0.25) = 26.
        for (step, isFound): (Int64, Bool) in [(900, true), (3_600, false)] {
            var numbers = Numbers(3)
            let types = try types {
                for i in 0..<60 { $0.ask(numbers.base32(16) + ".biz", at: Int64(i) * step) }
            }
            #expect(types == (isFound ? [.generatedNames] : []))
        }
    }

    @Test func `a volume that is sent in a hundred hours is no volume, but has a rhythm when it is steady`() throws {
        let types = try types {
            $0.haveHabits(bytes: 20_000_000)
            for i in 0..<100 { $0.talk("198.51.101.77", 443, at: Int64(i) * 3_600, bytesOut: 6_000_000) }
        }
        #expect(types == ["Backdoor:EC2/BeaconingActivity"])
    }

    @Test func `a new port that is used once in two days is given up`() throws {
        let types = try types {
            $0.haveHabits()
            for i in 0..<10 { $0.talk("192.0.2.81", 8_899, at: Int64(i) * 2 * 86_400) }
        }
        #expect(types == [])
    }
}
