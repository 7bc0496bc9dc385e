// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import Testing

/// Logs in which records come twice, in any order, or not at all.
@Suite struct LostAndRepeatedTests {
    private func types(_ delivery: Delivery = Delivery(), _ make: (inout Attack) -> Void) throws -> Set<FindingType> {
        var attack = Attack()
        make(&attack)
        return try attack.types(delivery)
    }

    @Test(arguments: [UInt64(1), 2])
    func `every record twice and out of order gives the same findings`(seed: UInt64) throws {
        let events = Stream.everything(seed: seed).events
        let expected = try Delivery().run(events)
        let outcome = try Delivery(lateness: 840, repeats: 100, advanceEvery: 50, seed: seed).run(events)
        // Windows without traffic and calls that nobody looks at do not count.
        #expect(outcome.duplicates > events.count * 9 / 10)
        #expect(outcome.late == 0)
        #expect(outcome.wire == expected.wire)
    }

    @Test func `repeats lift nothing over a limit`() throws {
        let twice = Delivery(lateness: 600, repeats: 100, advanceEvery: 10)
        #expect(
            try types(twice) {
                $0.beKnown()
                $0.scan(ports: 14)
            } == [])
        #expect(
            try types(twice) {
                $0.beKnown()
                $0.sweep(hosts: 24)
            } == [])
        #expect(try types(twice) { for i in 0..<9 { $0.guess(at: Int64(i) * 60) } } == [])
        #expect(try types(twice) { $0.flood(packets: 7_999, seconds: 10) } == [])
        #expect(try types(twice) { $0.exfiltrate(names: 80, every: 10) } == [])
        #expect(try types(twice) { for i in 0..<9 { $0.talk("198.51.101.\(1 + i)", 25, at: Int64(i) * 300) } } == [])
    }

    // MARK: SKIPDATA

    /// Windows without records, for so many minutes.
    private func lost(_ attack: inout Attack, minutes: Int, from offset: Int64 = 0) {
        for i in 0..<minutes {
            attack.add([attack.host.window("SKIPDATA", at: attack.begin + offset + Int64(i) * 60)])
        }
    }

    @Test func `silence while records were lost is no scan and no sweep`() throws {
        #expect(
            try types {
                $0.scan(ports: 60)
                lost(&$0, minutes: 2)
            } == [])
        #expect(
            try types {
                $0.sweep(hosts: 60)
                lost(&$0, minutes: 2)
            } == [])
    }

    @Test func `a refusal is one, whatever was lost`() throws {
        #expect(
            try types {
                $0.scan(ports: 60, isRejected: true)
                lost(&$0, minutes: 2)
            } == [.portscan])
    }

    @Test func `a scan that goes on after records were lost is found`() throws {
        #expect(
            try types {
                $0.scan(ports: 60, every: 60)
                lost(&$0, minutes: 20)
            } == [.portscan])
    }

    @Test func `one socket without answers while records were lost is no flood`() throws {
        #expect(
            try types {
                $0.flood(packets: 60_000, seconds: 50)
                lost(&$0, minutes: 1)
            } == [])
    }

    @Test func `a thousand sockets without answers are one, whatever was lost`() throws {
        #expect(
            try types {
                $0.flood(packets: 60_000, seconds: 50, sockets: 1_000)
                lost(&$0, minutes: 1)
            } == [.udpFlood])
    }

    @Test func `a flood that lasts longer than what was lost is found`() throws {
        #expect(
            try types {
                $0.flood(packets: 600_000, seconds: 500)
                lost(&$0, minutes: 1, from: 120)
            } == [.udpFlood])
    }

    @Test func `a loss that claims to last for a day excuses twenty minutes`() throws {
        let types = try types {
            $0.add([$0.host.window("SKIPDATA", at: $0.begin - 1_800, seconds: 86_400)])
            $0.scan(ports: 30)
        }
        #expect(types == [.portscan])
    }
}
