// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords
import Testing

@testable import HinomiDetection

@Suite struct FirstUseTests {
    private let host = Host(
        account: "111122223333", interface: "eni-0a01", instance: "i-1", address: "10.0.0.11", format: 1)
    private let now: Int64 = 1_700_000_040

    private func contact(_ port: Int, at seconds: Int64) -> [LogEvent] {
        host.events(
            Host.Contact(
                remote: "192.0.2.80", port: port, ephemeral: 50_000 + Int(seconds % 9_000), packetsOut: 9,
                bytesOut: 900,
                packetsIn: 9, bytesIn: 1_200, seconds: 4), at: seconds)
    }

    /// Findings of eight days with one port, and then contacts with these, half a minute apart.
    private func found(_ ports: [Int]) throws -> [Finding] {
        var events = (0..<210).flatMap { contact(443, at: now - 8 * 86_400 + Int64($0) * 3_280) }
        for (i, port) in ports.enumerated() { events += contact(port, at: now + Int64(i) * 30) }
        return try Delivery().run(events.sorted { $0.seconds < $1.seconds }).findings
    }

    @Test func `ports that systems hand out are one thing`() throws {
        let findings = try found([40_001, 41_002, 42_003, 43_004, 44_005])
        #expect(findings.map(\.type.name) == ["Behavior:EC2/NetworkPortUnusual"])
        #expect(findings.first?.count == 5)
    }

    @Test func `ports of services are each their own`() throws {
        #expect(try found([8_899, 8_899, 8_899, 9_911, 9_911, 9_911]).count == 2)
        #expect(try found([8_899, 9_911, 8_899, 9_911]).isEmpty)
    }

    @Test func `LDAP is high`() throws {
        #expect(try found([389, 389, 389]).map(\.severity) == [.high])
    }
}
