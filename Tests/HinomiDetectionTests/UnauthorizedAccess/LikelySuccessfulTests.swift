// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords
import Testing

@testable import HinomiDetection

@Suite struct LikelySuccessfulTests {
    private let host = Host(
        account: "111122223333", interface: "eni-0a01", instance: "i-1", address: "10.0.0.11", format: 0)
    private let begin: Int64 = 1_700_000_040

    private func attempts(_ count: Int) -> [LogEvent] {
        (0..<count).flatMap { i in
            host.events(
                Host.Contact(
                    remote: "192.0.2.200", port: 22, ephemeral: 40_000 + i, isOutbound: false, packetsOut: 15,
                    bytesOut: 2_400, packetsIn: 15, bytesIn: 1_560, seconds: 7), at: begin + Int64(i) * 20)
        }
    }

    private func session(from remote: String = "192.0.2.200", at seconds: Int64) -> [LogEvent] {
        host.events(
            Host.Contact(
                remote: remote, port: 22, ephemeral: 50_000, isOutbound: false, packetsOut: 900, bytesOut: 400_000,
                packetsIn: 700, bytesIn: 60_000, seconds: 240), at: seconds)
    }

    private func found(_ events: [LogEvent]) throws -> [Finding] {
        try Delivery().run(events.sorted { $0.seconds < $1.seconds }).findings
    }

    @Test func `a session after the guessing is told, high`() throws {
        let findings = try found(attempts(30) + session(at: begin + 700))
        #expect(findings.map(\.severity).sorted() == [.low, .high])
        let success = try #require(findings.first { $0.severity == .high })
        #expect(success.role == .target)
        #expect(success.info["likelySuccessful"] == .truth(true))
        #expect(success.description.contains("then a session of"))
    }

    @Test func `a session of somebody else, or much later, is not`() throws {
        #expect(try found(attempts(30) + session(from: "192.0.2.9", at: begin + 700)).map(\.severity) == [.low])
        #expect(try found(attempts(30) + session(at: begin + 20_000)).map(\.severity) == [.low])
    }

    @Test func `a connection that is merely left open is no session`() throws {
        let open = host.events(
            Host.Contact(
                remote: "192.0.2.200", port: 22, ephemeral: 50_000, isOutbound: false, packetsOut: 20,
                bytesOut: 3_300, packetsIn: 12, bytesIn: 1_800, seconds: 240), at: begin + 700)
        #expect(try found(attempts(30) + open).map(\.severity) == [.low])
    }

    @Test func `a session without guessing is nothing`() throws {
        #expect(try found(attempts(5) + session(at: begin + 700)).isEmpty)
    }
}
