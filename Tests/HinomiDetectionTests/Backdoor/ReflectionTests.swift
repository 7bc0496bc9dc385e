// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords
import Testing

@testable import HinomiDetection

@Suite struct ReflectionTests {
    private static let host = Host(
        account: "111122223333", interface: "eni-0a01", instance: "i-1", address: "10.0.0.11", format: 1)
    // A minute begins here.
    private static let now: Int64 = 1_700_000_040

    /// Answers to requests that bear the address of a victim, from one of its sockets.
    private func answers(
        port: Int = 11_211, to remote: String = "192.0.2.9", socket: Int = 40_000, packets: Int = 90_000,
        size: Int = 1_400, asked: Int = 4_000, seconds: Int64 = 30, transport: Int = 17,
        at time: Int64 = ReflectionTests.now
    ) -> [LogEvent] {
        Self.host.events(
            Host.Contact(
                remote: remote, port: port, ephemeral: socket, isOutbound: false, transport: transport,
                packetsOut: packets, bytesOut: packets * size, packetsIn: asked, bytesIn: asked * 60, seconds: seconds),
            at: time)
    }

    private func found(_ events: [LogEvent]) throws -> [Finding] {
        try Delivery(engines: 2).run(events.sorted { $0.seconds < $1.seconds }).findings
    }

    @Test func `masses of data for small requests are told`() throws {
        let findings = try found(answers())
        #expect(findings.map(\.type.name) == ["Backdoor:EC2/DenialOfService.Reflection"])
        let finding = try #require(findings.first)
        #expect(finding.severity == .medium)
        #expect(finding.eventFirstSeen.seconds == Self.now)
        // 90,000 packets in one minute are 1,500 a second; 126,000,000 bytes for 240,000 are 525.
        #expect(finding.reasons.map(\.observed) == [1_500, 525, 90_000, 126_000_000])
        #expect(finding.description.contains("192.0.2.9, out of UDP port 11211, 525 times"))
    }

    @Test(arguments: [19, 53, 111, 123, 161, 389, 1_900]) func `all services that amplify count`(port: Int) throws {
        #expect(try found(answers(port: port)).map(\.type.name) == ["Backdoor:EC2/DenialOfService.Reflection"])
    }

    @Test func `many sockets and victims are one attack, told of once and at its end`() throws {
        let findings = try found(
            (0..<200).flatMap { i in
                answers(
                    to: "192.0.2.\(i % 20)", socket: 20_000 + i, packets: 900, asked: 40, at: Self.now + Int64(i % 25))
            })
        #expect(findings.count == 1)
        #expect(findings.first?.count == 200)
    }

    @Test func `packets count to the minutes that they were sent in`() throws {
        // Twenty minutes of 1,100 a second, in one contact that is handed on in parts; and of 900.
        #expect(try found(answers(packets: 1_320_000, asked: 50_000, seconds: 1_200)).count == 1)
        #expect(try found(answers(packets: 1_080_000, asked: 50_000, seconds: 1_200)).isEmpty)
        // Half before the minute is over, half after.
        #expect(try found(answers(at: Self.now + 45)).isEmpty)
    }

    @Test func `answers that are not ten times as large are a service`() throws {
        #expect(try found(answers(size: 500, asked: 90_000)).isEmpty)
        #expect(try found(answers(port: 53, size: 599, asked: 90_000)).isEmpty)
    }

    @Test func `other services, TCP and private networks stay silent`() throws {
        #expect(try found(answers(port: 443)).isEmpty)
        #expect(try found(answers(transport: 6)).isEmpty)
        #expect(try found(answers(to: "10.0.9.9")).isEmpty)
    }

    @Test func `a record that spans years is no trap`() {
        var state: Reflection.State? = Reflection.State()
        state?.take(spanning(0, 1 << 40, packets: .max))
        #expect(state?.minutes.count ?? 0 <= 64)
        var signals: [Signal] = []
        state?.release(limit: 1_000, into: &signals)
        #expect(signals.count == 1)
    }

    private func spanning(_ begin: Int64, _ end: Int64, packets: UInt64) -> ObservedContact {
        var contact = observed(answers())[0]
        contact.first = Timestamp(seconds: begin)
        contact.last = Timestamp(seconds: end)
        contact.packetsOut = packets
        contact.bytesOut = .max
        contact.bytesIn = 1
        return contact
    }
}
