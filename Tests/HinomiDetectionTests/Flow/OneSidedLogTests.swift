// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords
import Testing

@testable import HinomiDetection

/// Flow logs that hold one direction only, as where packets come back over another interface.
@Suite struct OneSidedLogTests {
    private let host = Host(
        account: "111122223333", interface: "eni-1", instance: "i-1", address: "10.0.0.11", format: 0)

    /// One side of a connection, number `n` of its kind.
    private func line(
        _ n: Int, isOut: Bool = true, remotePort: Int = 443, localPort: Int? = nil, packets: Int = 9,
        bytes: Int = 1_900,
        transport: Int = 6, action: String = "ACCEPT"
    ) -> LogEvent {
        let start = JoiningTests.begin + Int64(n) * 20
        let local = (address: "10.0.0.11", port: localPort ?? 40_000 + n)
        let remote = (address: "198.51.100.\(1 + n % 250)", port: remotePort)
        let (source, destination) = isOut ? (local, remote) : (remote, local)
        return host.event(
            Host.Line(
                source: source.address, sourcePort: source.port, destination: destination.address,
                destinationPort: destination.port, transport: transport, packets: packets, bytes: bytes, start: start,
                end: start + 6, action: action, isEgress: isOut))
    }

    private func outcomes(_ lines: [LogEvent]) -> [ObservedContact.Outcome] { observed(lines).map(\.outcome) }

    @Test func `nobody sends data before the other side answered`() {
        let contacts = observed((0..<6).map { line($0) })
        #expect(contacts.map(\.outcome) == [.silent, .silent, .silent, .established, .established, .established])
        #expect(contacts.map { $0.unsure == .answer } == [false, false, false, true, true, true])
        #expect(contacts.allSatisfy { $0.initiator == .local })
    }

    @Test func `answers alone are told from calls by their ports`() {
        let answers = observed((0..<6).map { line($0, isOut: false) }).suffix(3)
        #expect(answers.allSatisfy { $0.initiator == .local && $0.outcome == .established })
        let calls = observed((0..<6).map { line($0, isOut: false, remotePort: 50_000 + $0, localPort: 443) }).suffix(3)
        #expect(calls.allSatisfy { $0.initiator == .remote && $0.outcome == .established })
    }

    @Test func `tries to connect, refusals and datagrams prove nothing`() {
        // Six tries with all the options that SYN may have.
        #expect(outcomes((0..<6).map { line($0, packets: 6, bytes: 6 * 64) }).allSatisfy { $0 == .silent })
        #expect(outcomes((0..<6).map { line($0, action: "REJECT") }).allSatisfy { $0 == .refused })
        #expect(outcomes((0..<6).map { line($0, remotePort: 123, transport: 17) }).allSatisfy { $0 == .silent })
    }

    @Test func `where answers are logged, silence is silence whatever was sent`() {
        // A scanner could put data into what it sends, but its host is answered now and then.
        let lines = (0..<12).flatMap { n in
            n % 3 == 0 ? [line(n), line(n, isOut: false, bytes: 4_000)] : [line(n)]
        }
        let outcomes = outcomes(lines)
        #expect(outcomes.count { $0 == .silent } == 8)
        #expect(outcomes.count { $0 == .established } == 4)
    }

    @Test func `browsing seen from one side is no sweep`() throws {
        let browsing = (0..<240).map { line($0) }
        let scans: Set<FindingType> = ["Impact:EC2/PortSweep", "Recon:EC2/Portscan"]
        #expect(try Delivery().run(browsing).types.isDisjoint(with: scans))
        // The same many hosts, and only tries to connect.
        let sweep = try Delivery().run((0..<240).map { line($0, packets: 3, bytes: 180) })
        #expect(sweep.types.contains("Impact:EC2/PortSweep"))
    }
}
