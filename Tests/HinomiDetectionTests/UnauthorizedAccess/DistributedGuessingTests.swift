// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords
import Testing

@testable import HinomiDetection

@Suite struct DistributedGuessingTests {
    private let host = Host(
        account: "111122223333", interface: "eni-0a01", instance: "i-1", address: "10.0.0.11", format: 0)
    private let begin: Int64 = 1_700_000_040

    /// So many attempts, in turn by so many clients, so many seconds apart.
    private func attempts(_ count: Int, clients: Int, every step: Int64) -> [LogEvent] {
        (0..<count).flatMap { i in
            host.events(
                Host.Contact(
                    remote: "192.0.2.\(1 + i % clients)", port: 22, ephemeral: 40_000 + i, isOutbound: false,
                    packetsOut: 15, bytesOut: 2_400, packetsIn: 15, bytesIn: 1_560, seconds: 7),
                at: begin + Int64(i) * step)
        }
    }

    private func session(of client: Int, at seconds: Int64) -> [LogEvent] {
        host.events(
            Host.Contact(
                remote: "192.0.2.\(client)", port: 22, ephemeral: 50_000, isOutbound: false, packetsOut: 900,
                bytesOut: 400_000, packetsIn: 700, bytesIn: 60_000, seconds: 240), at: seconds)
    }

    private func found(_ events: [LogEvent]) throws -> [Finding] {
        try Delivery().run(events.sorted { $0.seconds < $1.seconds }).findings
    }

    @Test func `many clients that try seldom are one finding`() throws {
        let findings = try found(attempts(90, clients: 30, every: 39))
        #expect(findings.map(\.type.name) == ["UnauthorizedAccess:EC2/SSHBruteForce"])
        #expect(findings.first?.severity == .low && findings.first?.role == .target)
        #expect(findings.first?.info["distributed"] == .truth(true))
    }

    @Test func `few clients, or many over a day, are not`() throws {
        #expect(try found(attempts(59, clients: 30, every: 39)).isEmpty)
        #expect(try found(attempts(63, clients: 9, every: 56)).filter { $0.info["distributed"] != nil }.isEmpty)
        #expect(try found(attempts(90, clients: 30, every: 960)).isEmpty)
    }

    @Test func `clients that log in for real do not count`() throws {
        let sessions = (1...30).flatMap { session(of: $0, at: begin - 7_200 + Int64($0) * 60) }
        #expect(try found(sessions + attempts(90, clients: 30, every: 39)).isEmpty)
    }
}
