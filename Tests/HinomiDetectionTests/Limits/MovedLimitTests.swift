// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords
import Testing

@testable import HinomiDetection

/// Limits that somebody moved decide, to the unit and both ways; `LimitTests` has the same for those that stay.
@Suite struct MovedLimitTests {
    private func limits(_ text: String) throws -> DetectionLimits { try DetectionLimits(try JSONValue.parse(text)) }

    private func types(_ text: String, _ make: (inout Attack) -> Void) throws -> Set<FindingType> {
        var attack = Attack()
        make(&attack)
        return try attack.types(Delivery(limits: try limits(text)))
    }

    // Of an instance of which nothing is known four tries in five are expected to succeed, and with its first failure two in
    // three. The walk goes up by ln(0.8 / 0.2) with that, and then by ln(0.8333 / 0.3333), to 5.05 with the fifth failure, 11.47
    // with the twelfth, 13.30 with the 14th, 14.21 with the 15th, 29.79 with the 32nd and 30.71 with the 33rd.
    @Test(arguments: [
        (#"{"portscan": {"ports": 5, "alarm": 5}}"#, 4, "198.51.101.9", false),
        (#"{"portscan": {"ports": 5, "alarm": 5}}"#, 5, "198.51.101.9", true),
        (#"{"portscan": {"ports": 40}}"#, 39, "198.51.101.9", false),
        (#"{"portscan": {"ports": 40}}"#, 40, "198.51.101.9", true),
        (#"{"portscan": {"internalPorts": 12, "alarm": 11}}"#, 11, "10.0.9.9", false),
        (#"{"portscan": {"internalPorts": 12, "alarm": 11}}"#, 12, "10.0.9.9", true),
        (#"{"portscan": {"ports": 2}}"#, 14, "198.51.101.9", false),
        (#"{"portscan": {"ports": 2}}"#, 15, "198.51.101.9", true),
        (#"{"portscan": {"ports": 2, "alarm": 30}}"#, 32, "198.51.101.9", false),
        (#"{"portscan": {"ports": 2, "alarm": 30}}"#, 33, "198.51.101.9", true),
    ])
    func `a scan of ports`(text: String, ports: Int, target: String, isFound: Bool) throws {
        let types = try types(text) { $0.scan(ports: ports, of: target) }
        #expect(types == (isFound ? [.portscan] : []))
    }

    @Test(arguments: [(#"{"portscan": {"patience": 3600}}"#, false), (#"{"portscan": {"patience": 7200}}"#, true)])
    func `a scan of one port in an hour and a half`(text: String, isFound: Bool) throws {
        let types = try types(text) { $0.scan(ports: 20, every: 5_400) }
        #expect(types == (isFound ? [.portscan] : []))
    }

    // Nineteen of thirty-three tries after the first fail, with it 59 %.
    @Test(arguments: [
        (#"{"portscan": {"failureShare": 0.62}}"#, false), (#"{"portscan": {"failureShare": 0.55}}"#, true),
    ])
    func `a scan that meets open ports`(text: String, isFound: Bool) throws {
        let types = try types(text) {
            $0.scan(ports: 1)
            for i in 0..<14 { $0.talk("198.51.101.9", 3_000 + i, at: 2 + Int64(i)) }
            for i in 0..<19 { $0.fail("198.51.101.9", 2_000 + i, at: 60 + Int64(i)) }
        }
        #expect(types == (isFound ? [.portscan] : []))
    }

    @Test(arguments: [(7, false), (8, true)])
    func `a sweep over hosts`(hosts: Int, isFound: Bool) throws {
        let types = try types(#"{"portsweep": {"hosts": 8, "alarm": 7}}"#) { $0.sweep(hosts: hosts) }
        #expect(types == (isFound ? [.portSweep] : []))
    }

    @Test(arguments: [
        (#"{"bruteforce": {"connections": 4, "guesses": 8}}"#, 22, 3, nil),
        (#"{"bruteforce": {"connections": 4, "guesses": 8}}"#, 22, 4, FindingType.sshGuessing),
        (#"{"bruteforce": {"connections": 4, "guesses": 8}}"#, 3_389, 7, nil),
        (#"{"bruteforce": {"connections": 4, "guesses": 8}}"#, 3_389, 8, FindingType.rdpGuessing),
        (#"{"bruteforce": {"connections": 25}}"#, 22, 24, nil),
        (#"{"bruteforce": {"connections": 25}}"#, 22, 25, FindingType.sshGuessing),
        // Fifteen packets from the client are no failed login where at most fourteen are.
        (#"{"bruteforce-ssh": {"mostPackets": 14}}"#, 22, 25, nil),
        (#"{"bruteforce-ssh": {"mostPackets": 15}}"#, 22, 25, FindingType.sshGuessing),
        // Seven seconds are seven guesses where one takes a second: six count at most.
        (#"{"bruteforce-ssh": {"secondsPerGuess": 1}, "bruteforce": {"connections": 2}}"#, 22, 3, nil),
        (
            #"{"bruteforce-ssh": {"secondsPerGuess": 1}, "bruteforce": {"connections": 2}}"#, 22, 4,
            FindingType.sshGuessing
        ),
    ])
    func `password guessing`(text: String, port: Int, connections: Int, type: FindingType?) throws {
        let types = try types(text) { for i in 0..<connections { $0.guess(port: port, at: Int64(i) * 60) } }
        #expect(types == Set([type].compactMap { $0 }))
    }

    @Test(arguments: [(0.55, true), (0.65, false)])
    func `password guessing with shapes of all kinds`(similarity: Double, isFound: Bool) throws {
        // Five of one shape and one of the others are six in ten.
        let types = try types(#"{"bruteforce": {"similarity": \#(similarity)}}"#) {
            for i in 0..<10 {
                $0.guess(packets: i < 5 ? 15 : 20 + i * 4, bytes: i < 5 ? 1_560 : 2_000 + i * 500, at: Int64(i) * 60)
            }
        }
        #expect(types == (isFound ? [.sshGuessing] : []))
    }

    @Test(arguments: [(5, 19, false), (5, 20, true), (4, 30, false)])
    func `password guessing by many clients`(clients: Int, attempts: Int, isFound: Bool) throws {
        let types = try types(#"{"bruteforce-distributed": {"attempts": 20, "clients": 5}}"#) {
            for i in 0..<attempts { $0.guess(from: "198.51.101.\(20 + i % clients)", at: Int64(i) * 60) }
        }
        #expect(types == (isFound ? [.sshGuessing] : []))
    }

    @Test(arguments: [
        (#"{"floods-udp": {"packets": 500, "packetsPerSecond": 50}}"#, 500, Int64(10), 0, true),
        (#"{"floods-udp": {"packets": 500, "packetsPerSecond": 50}}"#, 499, 10, 0, false),
        (#"{"floods-udp": {"packets": 500, "packetsPerSecond": 50}}"#, 500, 11, 0, false),
        (#"{"floods-udp": {"answerShare": 0.5}}"#, 8_000, 10, 3_999, true),
        (#"{"floods-udp": {"answerShare": 0.5}}"#, 8_000, 10, 4_000, false),
        (#"{"floods-udp": {"packets": 90000}}"#, 89_999, 10, 0, false),
        // Another kind has limits of its own.
        (#"{"floods-tcp": {"packets": 500, "packetsPerSecond": 50}}"#, 500, 10, 0, false),
    ])
    func `a flood`(text: String, packets: Int, seconds: Int64, answers: Int, isFound: Bool) throws {
        let types = try types(text) { $0.flood(packets: packets, seconds: seconds, answers: answers) }
        #expect(types == (isFound ? [.udpFlood] : []))
    }

    // 80 names carry between 2.9 and 3.5 kB.
    @Test(arguments: [(2_500, true), (3_600, false)])
    func `data in names that do not exist`(dailyBytes: Int, isFound: Bool) throws {
        let types = try types(#"{"dns-exfiltration": {"dailyBytes": \#(dailyBytes)}}"#) {
            $0.exfiltrate(names: 80, every: 10)
        }
        #expect(types == (isFound ? [.dnsExfiltration] : []))
    }

    // No step is larger than 4.2, so that nothing reaches 40 before the tenth name.
    @Test(arguments: [(4.0, 3, true), (40.0, 9, false), (40.0, 25, true)])
    func `generated names`(alarm: Double, names: Int, isFound: Bool) throws {
        var numbers = Numbers(7)
        let types = try types(#"{"dga": {"alarm": \#(alarm)}}"#) {
            for i in 0..<names { $0.ask(numbers.base32(14) + ".biz", at: Int64(i) * 20) }
        }
        #expect(types == (isFound ? [.generatedNames] : []))
    }

    @Test(arguments: [
        (#"{"spambot": {"hosts": 4}}"#, 3, false), (#"{"spambot": {"hosts": 4}}"#, 4, true),
        (#"{"spambot": {"hosts": 20}}"#, 19, false), (#"{"spambot": {"hosts": 20}}"#, 20, true),
    ])
    func `mail to many servers`(text: String, servers: Int, isFound: Bool) throws {
        let types = try types(text) { for i in 0..<servers { $0.talk("198.51.101.\(1 + i)", 25, at: Int64(i) * 60) } }
        #expect(types == (isFound ? [.spambot] : []))
    }

    @Test(arguments: [
        (#"{"first-use": {"portContacts": 6, "portBytes": 1000000}}"#, 5, false),
        (#"{"first-use": {"portContacts": 6, "portBytes": 1000000}}"#, 6, true),
        (#"{"first-use": {"portContacts": 1}}"#, 1, true),
        // The instance is nine days old.
        (#"{"first-use": {"learningDays": 8}}"#, 3, true), (#"{"first-use": {"learningDays": 10}}"#, 3, false),
        // Half a new thing in the seven days behind the first two is 0.07 a day.
        (#"{"first-use": {"noveltiesPerDay": 0.06}}"#, 3, false),
        (#"{"first-use": {"noveltiesPerDay": 0.08}}"#, 3, true),
        (#"{"account-habits": {"lowPerDay": 0.06, "mediumPerDay": 0.05}}"#, 3, false),
    ])
    func `a new port`(text: String, contacts: Int, isFound: Bool) throws {
        let types = try types(text) {
            $0.haveHabits()
            for i in 0..<contacts { $0.talk("192.0.2.81", 8_899, at: Int64(i) * 600) }
        }
        #expect(types == (isFound ? [.newPort] : []))
    }

    // Six least deviations above hours of 20 MB are 402 MB, three are 90 MB.
    @Test(arguments: [
        (#"{"traffic-volume": {"score": 3, "bytes": 80000000}}"#, 84, false),
        (#"{"traffic-volume": {"score": 3, "bytes": 80000000}}"#, 96, true),
        (#"{"traffic-volume": {"bytes": 2000000000, "bytesBeyondMost": 900000000}}"#, 890, false),
        (#"{"traffic-volume": {"bytes": 2000000000, "bytesBeyondMost": 900000000}}"#, 910, true),
        (#"{"traffic-volume": {"bytes": 2000000000, "timesMost": 100}}"#, 1_900, false),
    ])
    func `a volume that never was`(text: String, megabytes: Int, isFound: Bool) throws {
        let types = try types(text) {
            $0.haveHabits(bytes: 20_000_000)
            $0.talk("198.51.101.77", 443, at: 600, bytesOut: megabytes * 1_000_000)
        }
        #expect(types == (isFound ? [.volume] : []))
    }

    @Test func `a finding gives the limits that were in force`() throws {
        var attack = Attack()
        attack.scan(ports: 30)
        let limits = try limits(#"{"portscan": {"ports": 21, "alarm": 18.4, "failureShare": 0.25}}"#)
        let finding = try #require(try attack.findings(Delivery(limits: limits)).first)
        #expect(finding.reasons.compactMap(\.limit) == [21, 18.4, 25])
    }

    @Test func `with other limits the law holds as well`() throws {
        let limits = try limits(
            #"""
            {"portscan": {"ports": 4}, "portsweep": {"hosts": 5}, "bruteforce": {"connections": 3, "guesses": 4},
             "dns-exfiltration": {"dailyBytes": 600}, "dga": {"alarm": 5}, "spambot": {"hosts": 3},
             "first-use": {"portContacts": 1}, "floods-udp": {"packets": 100, "packetsPerSecond": 10}}
            """#)
        let stream = Stream.everything(seed: 5, ordinary: 20).events
        let expected = try Delivery(limits: limits).run(stream)
        let usual = try Delivery().run(stream)
        #expect(expected.findings != usual.findings)
        for delivery in [
            Delivery(engines: 5, files: 3, lateness: 300, repeats: 10, advanceEvery: 50, limits: limits),
            Delivery(engines: 2, advanceEvery: 40, restartEvery: 97, limits: limits),
        ] {
            #expect(try delivery.run(stream).wire == expected.wire)
        }
    }

    @Test func `an engine goes on from what was seen under other limits`() throws {
        var attack = Attack()
        attack.scan(ports: 12)
        let log = attack.log
        var reader = LogReader(Lists.bundle, keepsSignals: false)
        var engine = Engine(intelligence: Lists.bundle)
        for event in log.dropLast(1) {
            for delivery in reader.read(event, input: 0) { engine.take(delivery) }
        }
        engine.advance(flows: Attack.begin + 4_000, queries: .max / 2, calls: .max / 2)
        var strict = try Engine(
            intelligence: Lists.bundle, limits: try limits(#"{"portscan": {"ports": 12, "alarm": 11}}"#),
            snapshot: engine.snapshot()
        )
        var lax = try Engine(intelligence: Lists.bundle, snapshot: engine.snapshot())
        for delivery in reader.read(log[log.count - 1], input: 0) {
            strict.take(delivery)
            lax.take(delivery)
        }
        func found(_ engine: inout Engine) -> Int {
            engine.drain()
            engine.finish(knowing: engine.owners)
            engine.close(knowing: engine.testimony(on: engine.openQuestions))
            return engine.book.findings { resource, _ in Stream.known(resource) }.count
        }
        #expect(found(&strict) == 1)
        #expect(found(&lax) == 0)
    }
}
