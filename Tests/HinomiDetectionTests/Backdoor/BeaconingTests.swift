// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords
import Testing

@testable import HinomiDetection

@Suite struct BeaconingTests {
    private static let host = Host(
        account: "111122223333", interface: "eni-0a01", instance: "i-1", address: "10.0.0.11", format: 1)
    private static let peer = Host(
        account: "111122223333", interface: "eni-0a02", instance: "i-2", address: "10.0.0.12", format: 1)
    private static let now: Int64 = 1_700_000_040
    private static let master = "203.0.113.90"

    /// A call with an answer.
    private static func call(
        _ host: Host, _ remote: String, port: Int = 443, bytes: Int = 900, seconds: Int64 = 2, transport: Int = 6,
        at time: Int64
    ) -> [LogEvent] {
        host.events(
            Host.Contact(
                remote: remote, port: port, ephemeral: 32_768 + Int(time % 20_000), transport: transport, packetsOut: 9,
                bytesOut: bytes, packetsIn: 9, bytesIn: 1_200, seconds: seconds), at: time)
    }

    /// What hosts do for days before: a call an hour to one service.
    private static func habits(_ hosts: [Host], days: Int64 = 8) -> [LogEvent] {
        hosts.flatMap { host in
            (0..<(days * 26)).flatMap { call(host, "192.0.2.80", at: now - days * 86_400 + $0 * 3_310) }
        }
    }

    /// Calls to the master, the next `gap` seconds after the one before.
    private static func beats(
        _ host: Host = BeaconingTests.host, to remote: String = BeaconingTests.master, port: Int = 443,
        hours: Int64 = 18,
        transport: Int = 6, bytes: (Int) -> Int = { _ in 900 }, gap: (inout Numbers) -> Int64
    ) -> [LogEvent] {
        var numbers = Numbers(77)
        var events: [LogEvent] = []
        var at = now
        while at < now + hours * 3_600 {
            events += call(host, remote, port: port, bytes: bytes(events.count), transport: transport, at: at)
            at += gap(&numbers)
        }
        return events
    }

    private static func tenMinutes(_ numbers: inout Numbers) -> Int64 { Int64(numbers.within(540...660)) }

    private func found(_ events: [LogEvent]) throws -> [Finding] {
        try Delivery(engines: 3).run(events.sorted { $0.seconds < $1.seconds }).findings
            .filter { $0.type == "Backdoor:EC2/BeaconingActivity" }
    }

    @Test func `a steady rhythm to a new network is told, once and low`() throws {
        let findings = try found(Self.habits([Self.host]) + Self.beats(gap: Self.tenMinutes))
        #expect(findings.count == 1)
        let finding = try #require(findings.first)
        #expect(finding.severity == .low)
        #expect(finding.eventFirstSeen.seconds == Self.now)
        // Told when it was called in the twelfth hour: 22:14 is the fourteenth minute of the first.
        #expect((11 * 3_600 - 900...12 * 3_600).contains(finding.eventLastSeen.seconds - Self.now))
        #expect(finding.evidence.total > 16)
    }

    @Test func `sleeps that vary by a quarter are told as well`() throws {
        let findings = try found(Self.habits([Self.host]) + Self.beats { Int64($0.within(450...750)) })
        #expect(findings.count == 1)
    }

    @Test func `calls at random stay silent`() throws {
        let findings = try found(
            Self.habits([Self.host])
                + Self.beats { numbers in
                    var gap: Int64 = 65
                    while !numbers.once(in: 9) { gap += 60 }
                    return gap + Int64(numbers.below(60))
                })
        #expect(findings.isEmpty)
    }

    @Test func `what is called every minute, or every second, cannot be measured`() throws {
        #expect(try found(Self.habits([Self.host]) + Self.beats(hours: 14) { _ in 90 }).isEmpty)
        #expect(try found(Self.habits([Self.host]) + Self.beats(hours: 13) { _ in 25 }).isEmpty)
    }

    @Test func `half a day is needed`() throws {
        #expect(try found(Self.habits([Self.host]) + Self.beats(hours: 10, gap: Self.tenMinutes)).isEmpty)
    }

    @Test func `an interface is learned for a week`() throws {
        #expect(try found(Self.habits([Self.host], days: 5) + Self.beats(gap: Self.tenMinutes)).isEmpty)
    }

    @Test func `a known network is a habit`() throws {
        let earlier = Self.call(Self.host, "203.0.113.7", at: Self.now - 5 * 86_400)
        #expect(try found(Self.habits([Self.host]) + earlier + Self.beats(gap: Self.tenMinutes)).isEmpty)
    }

    @Test func `what another interface calls too is no secret`() throws {
        let both = Self.habits([Self.host, Self.peer])
        let news = Self.beats(Self.peer, to: "203.0.113.91", gap: Self.tenMinutes)
        #expect(try found(both + Self.beats(gap: Self.tenMinutes) + news).isEmpty)
        let other = Self.beats(Self.peer, to: "198.51.100.191", gap: Self.tenMinutes)
        #expect(try found(both + Self.beats(gap: Self.tenMinutes) + other).count == 2)
    }

    @Test func `a listed address is told with medium, without a week before, and when others call it`() throws {
        let listed = Self.beats(to: Lists.custom, gap: Self.tenMinutes)
        #expect(try found(listed).map(\.severity) == [.medium])
        let other = Self.call(Self.peer, Lists.custom, at: Self.now + 40)
        #expect(try found(listed + other).map(\.severity) == [.medium])
        // Scanners are listed for what they call.
        #expect(try found(Self.beats(to: Lists.scanner, gap: Self.tenMinutes)).isEmpty)
    }

    @Test func `clocks, resolvers and what is sent in all sizes stay silent`() throws {
        let habits = Self.habits([Self.host])
        #expect(try found(habits + Self.beats(port: 123, transport: 17, gap: Self.tenMinutes)).isEmpty)
        #expect(try found(habits + Self.beats(port: 53, transport: 17, gap: Self.tenMinutes)).isEmpty)
        #expect(try found(habits + Self.beats(bytes: { 200 << ($0 / 2 % 7) }, gap: Self.tenMinutes)).isEmpty)
    }

    @Test func `times that are rounded to windows have a rhythm that is not theirs`() throws {
        let rounded = Self.beats { numbers in numbers.once(in: 5) ? 1_200 : 600 }
        #expect(try found(Self.habits([Self.host]) + rounded).isEmpty)
    }

    @Test func `where records span ten minutes half an hour is the least`() throws {
        // A connection of five minutes in one record of each direction.
        let coarse = ["10.0.0.11 192.0.2.80 40001 443", "192.0.2.80 10.0.0.11 443 40001"].map { sides in
            LogEvent(
                kind: .flow(format: 0), seconds: Self.now - 86_400,
                text: "2 111122223333 eni-0a01 \(sides) 6 20 4000 \(Self.now - 86_400) \(Self.now - 86_100) ACCEPT OK")
        }
        let habits = Self.habits([Self.host]) + coarse
        #expect(try found(habits + Self.beats(gap: Self.tenMinutes)).isEmpty)
        #expect(try found(habits + Self.beats(hours: 30) { Int64($0.within(1_900...2_100)) }).count == 1)
    }

    @Test func `an interface that calls everybody keeps little`() throws {
        let lane = Lane(Beaconing(intelligence: Lists.bundle), maxKeys: 10)
        var signals: [Signal] = []
        for contact in observed(Self.habits([Self.host])) { lane.fold(contact, contact.first.seconds, &signals) }
        for contact in observed(
            (0..<2_000).flatMap { i in
                Self.call(Self.host, "203.0.\(i / 50).\(i % 50 + 1)", at: Self.now + Int64(i) * 100)
            })
        {
            lane.fold(contact, contact.first.seconds, &signals)
        }
        var writer = StateWriter()
        try lane.profile(&writer)
        #expect(writer.bytes.count < 6_000)
        #expect(signals.isEmpty)
    }
}
