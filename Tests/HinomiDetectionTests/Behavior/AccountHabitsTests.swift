// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords
import Testing

@testable import HinomiDetection

/// Behaviour that is unusual for one interface, held against its account.
@Suite struct AccountHabitsTests {
    private static let day: Int64 = 86_400
    private let end: Int64 = 1_700_006_400  // a midnight

    private func host(_ n: Int) -> Host {
        Host(
            account: "111122223333", interface: "eni-0\(100 + n)", instance: "i-\(100 + n)",
            address: "10.0.0.\(10 + n)", format: 1)
    }

    private func contact(_ host: Host, _ port: Int, at seconds: Int64) -> [LogEvent] {
        host.events(
            Host.Contact(
                remote: "192.0.2.80", port: port, ephemeral: 40_000 + Int(seconds % 9_000), packetsOut: 9,
                bytesOut: 900,
                packetsIn: 9, bytesIn: 1_200, seconds: 4), at: seconds)
    }

    /// So many days with one port, often enough to learn from.
    private func calm(_ host: Host, days: Int64) -> [LogEvent] {
        (0..<240).flatMap { contact(host, 443, at: end - days * Self.day + Int64($0) * days * Self.day / 240) }
    }

    /// Three contacts with a port, at once.
    private func use(_ port: Int, by host: Host, at seconds: Int64) -> [LogEvent] {
        (0..<3).flatMap { contact(host, port, at: seconds + Int64($0) * 30) }
    }

    private func outcome(_ events: [LogEvent], engines: Int = 1) throws -> Delivery.Outcome {
        try Delivery(engines: engines).run(events.sorted { $0.seconds < $1.seconds })
    }

    @Test func `one host that turns to a new port is Medium`() throws {
        let events = (0..<6).flatMap { calm(host($0), days: 12) } + use(9_911, by: host(0), at: end)
        let findings = try outcome(events).findings
        #expect(findings.map(\.severity) == [.medium])
        // Half a new thing in the ten days behind the first two.
        let reason = findings.first?.reasons.first { $0.what.contains("account") }
        #expect(reason?.observed == 0.05 && reason?.limit == 0.1)
    }

    @Test func `four hosts that turn to it on the same day are a roll-out`() throws {
        let few = try outcome(
            (0..<6).flatMap { calm(host($0), days: 12) } + (0..<3).flatMap { use(9_911, by: host($0), at: end + 60) })
        #expect(few.findings.map(\.severity) == [.medium, .medium, .medium])
        let many = try outcome(
            (0..<6).flatMap { calm(host($0), days: 12) } + (0..<4).flatMap { use(9_911, by: host($0), at: end + 60) },
            engines: 3)
        #expect(many.findings.map(\.severity) == [.low, .low, .low, .low])
        #expect(many.findings.allSatisfy { $0.caveats.contains { $0.contains("3 other interfaces") } })
    }

    @Test func `a roll-out is one as well where many have always done the same`() throws {
        var events = (0..<16).flatMap { calm(host($0), days: 12) }
        // Ten used it from their first day on, four begin now.
        for n in 6..<16 { events += use(9_911, by: host(n), at: end - 12 * Self.day + Int64(n) * 60) }
        for n in 0..<4 { events += use(9_911, by: host(n), at: end + 60) }
        let outcome = try outcome(events, engines: 3)
        #expect(outcome.findings.map(\.severity) == [.low, .low, .low, .low])
    }

    @Test func `what hosts of its kind do is less of a surprise`() throws {
        // The second has always used both ports.
        let events =
            calm(host(0), days: 12) + calm(host(1), days: 12)
            + (0..<12).flatMap { use(9_911, by: host(1), at: end - Int64(12 - $0) * Self.day) }
            + use(9_911, by: host(0), at: end)
        let outcome = try outcome(events)
        #expect(outcome.findings { _ in "ami-1" }.map(\.severity) == [.low])
        #expect(outcome.findings { _ in nil }.map(\.severity) == [.medium])
        #expect(outcome.findings { String($0) }.map(\.severity) == [.medium])
    }

    @Test func `what happens somewhere every other day is no news, and what happens daily is not told`() throws {
        // Each host turns to one new port in a month; of the account that is `hosts` new ports in so many days.
        func events(hosts: Int) -> [LogEvent] {
            var events = (0...hosts).flatMap { calm(host($0), days: 30) }
            for n in 1...hosts {
                let seconds = end - 24 * Self.day + Int64(n) * 22 * Self.day / Int64(hosts)
                events += use(2_000 + n, by: host(n), at: seconds)
            }
            return events + use(9_911, by: host(0), at: end + 60)
        }
        func severity(hosts: Int) throws -> [Severity] {
            let findings = try outcome(events(hosts: hosts), engines: 2).findings
            return findings.filter { $0.info["unusual"] == .text("9911") }.map(\.severity)
        }
        // (2 + 0.5) / 28, (14 + 0.5) / 28 and (33 + 0.5) / 28 a day.
        #expect(try severity(hosts: 2) == [.medium])
        #expect(try severity(hosts: 14) == [.low])
        #expect(try severity(hosts: 33) == [])
    }
}
