// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import Testing

/// What an attacker gains by many sources, many targets or many names.
@Suite struct SpreadAttackTests {
    private func findings(_ make: (inout Attack) -> Void) throws -> [Finding] {
        var attack = Attack()
        make(&attack)
        return try attack.findings()
    }

    @Test func `sixty clients that guess once an hour each are found together`() throws {
        let findings = try findings {
            for i in 0..<180 { $0.guess(from: "198.51.101.\(1 + i % 60)", at: Int64(i) * 59) }
        }
        #expect(findings.map(\.type) == [.sshGuessing])
        #expect(findings.first?.info["distributed"] == .truth(true))
    }

    @Test func `a new client with every guess does not help`() throws {
        let findings = try findings {
            for i in 0..<600 { $0.guess(from: "93.184.\(i % 250).\(1 + i / 250)", at: Int64(i) * 59) }
        }
        #expect(findings.map(\.type) == [.sshGuessing])
    }

    @Test func `fifty guesses an hour by fifty clients are given up`() throws {
        let findings = try findings {
            for i in 0..<150 { $0.guess(from: "198.51.101.\(1 + i % 50)", at: Int64(i) * 72) }
        }
        #expect(findings.isEmpty)
    }

    @Test func `a scan of few ports on many public hosts is a sweep of each port`() throws {
        let findings = try findings {
            for i in 0..<240 {
                $0.fail("198.51.101.\(1 + i / 6)", [22, 80, 443, 445, 3_389, 8_080][i % 6], at: Int64(i))
            }
        }
        #expect(findings.allSatisfy { $0.type == .portSweep })
        #expect(findings.count == 6)
    }

    @Test func `a scan of few ports on many hosts inside is given up`() throws {
        let findings = try findings {
            for i in 0..<240 { $0.fail("10.0.9.\(1 + i / 6)", [22, 80, 443, 445, 3_389, 8_080][i % 6], at: Int64(i)) }
        }
        #expect(findings.isEmpty)
    }

    @Test func `a scan shared by instances of ours, fourteen ports each, is given up`() throws {
        var log: [LogEvent] = []
        for instance in 1...8 {
            var host = Attack.host
            host.interface = "eni-0a0\(instance)"
            host.instance = "i-0a0\(instance)"
            host.address = "10.0.0.\(10 + instance)"
            var attack = Attack(host: host)
            attack.scan(ports: 14)
            log += attack.log
        }
        #expect(try Delivery().run(log.sorted { $0.seconds < $1.seconds }).findings.isEmpty)
    }

    @Test func `a scan in random order over five hosts is found for each`() throws {
        var numbers = Numbers(4)
        let findings = try findings {
            let tries = (0..<5).flatMap { host in (0..<40).map { (host: host, port: 1_000 + $0) } }
            for (i, one) in tries.shuffled(using: &numbers).enumerated() {
                $0.fail("198.51.101.\(1 + one.host)", one.port, at: Int64(i))
            }
        }
        #expect(findings.filter { $0.type == .portscan }.count == 5)
    }

    @Test func `a scan in random order over more hosts than are followed is found for some`() throws {
        var numbers = Numbers(6)
        let findings = try findings {
            let tries = (0..<150).flatMap { host in (0..<40).map { (host: host, port: 1_000 + $0) } }
            for (i, one) in tries.shuffled(using: &numbers).enumerated() {
                $0.fail("10.0.9.\(1 + one.host)", one.port, at: Int64(i))
            }
        }
        #expect(findings.allSatisfy { $0.type == .portscan })
        #expect((1...64).contains(findings.count))
    }

    @Test func `a flood from a new socket with every packet is found`() throws {
        let findings = try findings { $0.flood(packets: 9_000, seconds: 10, sockets: 3_000) }
        #expect(findings.map(\.type) == [.udpFlood])
    }

    @Test func `a flood spread thinly over targets is a sweep of its port, and given up as a flood`() throws {
        let findings = try findings {
            for i in 0..<40 { $0.flood(packets: 4_000, seconds: 5, to: "198.51.101.\(1 + i)") }
        }
        #expect(findings.map(\.type) == [.portSweep])
    }

    // A striking name moves the test by 4.2, one that resolves back by 0.03: a crawler must not be taken for infected.
    @Test(arguments: [(60, true), (200, false)])
    func `generated names among two hundred that resolve each are given up`(resolved: Int, isFound: Bool) throws {
        var numbers = Numbers(12)
        let findings = try findings {
            for i in 0..<30 {
                $0.ask(numbers.base32(16) + ".biz", at: Int64(i) * 60)
                for k in 0..<resolved {
                    $0.ask("www.example\(i * resolved + k).org", code: "NOERROR", at: Int64(i) * 60 + Int64(k) % 60)
                }
            }
        }
        #expect(findings.map(\.type) == (isFound ? [.generatedNames] : []))
    }

    @Test func `data for four domains is found where each gets 4 kB, and given up where the day's 8 kB are shared`()
        throws
    {
        for (names, count) in [(130, 4), (50, 0)] {
            let findings = try findings {
                for domain in 0..<4 {
                    $0.exfiltrate(names: names, every: 60, to: "far\(domain)-away.net", seed: UInt64(domain))
                }
            }
            #expect(findings.filter { $0.type == .dnsExfiltration }.count == count)
        }
    }

    @Test func `data that ten instances share, 2 kB each, are given up: each is judged by itself`() throws {
        var log: [LogEvent] = []
        for instance in 1...10 {
            var host = Attack.host
            host.instance = "i-0a0\(instance)"
            var attack = Attack(host: host)
            attack.exfiltrate(names: 50, every: 60, seed: UInt64(instance))
            log += attack.log
        }
        #expect(try Delivery().run(log.sorted { $0.seconds < $1.seconds }).findings.isEmpty)
    }
}
