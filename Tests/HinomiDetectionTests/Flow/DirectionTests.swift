// SPDX-License-Identifier: Apache-2.0

import HinomiRecords
import Testing

@testable import HinomiDetection

/// Who began a contact, and how it went, by the signs that a log has.
@Suite struct DirectionTests {
    /// One contact: what each side sent, and what is expected.
    struct Case: CustomTestStringConvertible, Sendable {
        var what: String
        var localPort = 51_000
        var remotePort = 51_001
        var out: (packets: Int, bytes: Int, start: Int64, flags: Int)?
        var back: (packets: Int, bytes: Int, start: Int64, flags: Int)?
        var rejected = ""
        var transport = 6
        var seconds: Int64 = 10
        var initiator: ObservedContact.Initiator
        var outcome: ObservedContact.Outcome

        var testDescription: String { what }
    }

    static let cases: [Case] = [
        Case(
            what: "a call that nobody answers", remotePort: 443, out: (3, 180, 0, 2), initiator: .local,
            outcome: .silent),
        Case(
            what: "a call that is stopped on its way out", remotePort: 443, out: (3, 180, 0, 2), rejected: "out",
            initiator: .local, outcome: .refused),
        Case(
            what: "a knock that nobody answers", localPort: 22, back: (1, 44, 0, 2), initiator: .remote,
            outcome: .silent),
        Case(
            what: "a knock that the security group stops", localPort: 22, back: (1, 44, 0, 2), rejected: "in",
            initiator: .remote, outcome: .refused),
        Case(
            what: "flags: the remote end says SYN and ACK", out: (9, 900, 0, 2), back: (9, 900, 0, 18),
            initiator: .local,
            outcome: .established),
        Case(
            what: "flags: our end says SYN and ACK", out: (9, 900, 0, 18), back: (9, 900, 0, 2), initiator: .remote,
            outcome: .established),
        Case(
            what: "flags count more than ports", localPort: 443, out: (9, 900, 0, 3), back: (9, 900, 0, 19),
            initiator: .local, outcome: .established),
        Case(
            what: "flags: only we say SYN", localPort: 443, out: (2, 80, 0, 2), back: (1, 40, 0, 4), initiator: .local,
            outcome: .reset),
        Case(
            what: "flags: only they say SYN", remotePort: 443, out: (1, 40, 0, 4), back: (2, 80, 0, 2),
            initiator: .remote, outcome: .reset),
        Case(
            what: "a session with a web server, without flags", remotePort: 443, out: (9, 900, 0, 0),
            back: (9, 900, 0, 0), initiator: .local, outcome: .established),
        Case(
            what: "a session at our web server, without flags", localPort: 443, out: (9, 900, 0, 0),
            back: (9, 900, 0, 0),
            initiator: .remote, outcome: .established),
        Case(
            what: "an answer that goes on when the question is over", localPort: 443, out: (9, 900, 0, 0),
            initiator: .remote, outcome: .established),
        Case(
            what: "a bare reset comes back", remotePort: 9_999, out: (1, 44, 0, 0), back: (1, 40, 0, 0), seconds: 0,
            initiator: .local, outcome: .reset),
        Case(
            what: "we send a bare reset, from whatever port", remotePort: 80, out: (1, 40, 0, 0),
            back: (1, 60, 0, 0), seconds: 0, initiator: .remote, outcome: .reset),
        Case(
            what: "a name server answers", remotePort: 53, out: (1, 70, 0, 0), back: (1, 120, 0, 0), transport: 17,
            seconds: 0, initiator: .local, outcome: .short),
        Case(
            what: "two ephemeral ports: who was first", out: (2, 90, 3, 0), back: (2, 90, 0, 0), transport: 17,
            initiator: .remote, outcome: .established),
        Case(
            what: "two ephemeral ports at the same time", out: (2, 90, 0, 0), back: (2, 90, 0, 0), transport: 17,
            initiator: .unknown, outcome: .established),
        Case(
            what: "a registered port talks with an ephemeral one", localPort: 12_345, out: (20, 900, 0, 0),
            back: (20, 900, 0, 0), initiator: .remote, outcome: .established),
        Case(
            what: "an ephemeral port that some service has", localPort: 50_000, remotePort: 443, out: (9, 900, 0, 0),
            back: (9, 900, 0, 0), initiator: .local, outcome: .established),
        Case(
            what: "a service at a port of the ephemeral range", localPort: 51_820, out: (9, 900, 0, 0),
            back: (9, 900, 0, 0), transport: 17, initiator: .remote, outcome: .established),
        Case(
            what: "a short talk", remotePort: 443, out: (9, 900, 0, 0), back: (9, 900, 0, 0), seconds: 2,
            initiator: .local, outcome: .short),
        Case(
            what: "an open port that is hung up on", remotePort: 443, out: (3, 140, 0, 2), back: (2, 100, 0, 18),
            seconds: 0, initiator: .local, outcome: .short),
    ]

    @Test(arguments: cases) func `who began and how it went`(test: Case) throws {
        let host = Host(account: "111122223333", interface: "eni-1", instance: "i-1", address: "10.0.0.11", format: 1)
        var lines: [LogEvent] = []
        let begin = JoiningTests.begin
        if let out = test.out {
            lines.append(
                host.event(
                    Host.Line(
                        source: "10.0.0.11", sourcePort: test.localPort, destination: "192.0.2.7",
                        destinationPort: test.remotePort, transport: test.transport, packets: out.packets,
                        bytes: out.bytes,
                        start: begin + out.start, end: begin + test.seconds,
                        action: test.rejected == "out" ? "REJECT" : "ACCEPT", flags: out.flags)))
        }
        if let back = test.back {
            lines.append(
                host.event(
                    Host.Line(
                        source: "192.0.2.7", sourcePort: test.remotePort, destination: "10.0.0.11",
                        destinationPort: test.localPort, transport: test.transport, packets: back.packets,
                        bytes: back.bytes,
                        start: begin + back.start, end: begin + test.seconds,
                        action: test.rejected == "in" ? "REJECT" : "ACCEPT", flags: back.flags, isEgress: false)))
        }
        let contact = try #require(observed(lines).first)
        #expect(contact.initiator == test.initiator)
        #expect(contact.outcome == test.outcome)
        #expect(contact.isBlocked == !test.rejected.isEmpty)
    }

    @Test func `a port that five others called is taken for a service`() {
        let host = Host(account: "111122223333", interface: "eni-1", instance: "i-1", address: "10.0.0.11", format: 0)
        let contacts = observed(
            (1...8).flatMap { n in
                host.events(
                    Host.Contact(
                        remote: "192.0.2.\(n)", port: 40_123, ephemeral: 41_000 + n, isOutbound: false, packetsOut: 9,
                        bytesOut: 900, packetsIn: 9, bytesIn: 900, seconds: 9), at: JoiningTests.begin + Int64(n) * 600)
            })
        #expect(contacts.map(\.initiator).first == .unknown)
        #expect(contacts.map(\.initiator).suffix(3) == [.remote, .remote, .remote])
    }
}
