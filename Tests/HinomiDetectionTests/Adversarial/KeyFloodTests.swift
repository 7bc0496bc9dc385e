// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence
import HinomiRecords
import Testing

@testable import HinomiDetection

/// Keys by the thousand, which somebody makes up to wash out of memory what is known of him and of others.
@Suite struct KeyFloodTests {
    private static let begin: Int64 = 1_700_000_040

    // MARK: Names

    /// What a client asks, handed to one detector.
    private struct Client {
        let lane: Lane<ObservedQuery>
        var signals: [Signal] = []
        private var asked: UInt64 = 0
        private let card = ClientCard(
            ClientFacts(
                account: .unknown, region: "eu-central-1", vpcID: "vpc-0a", instanceID: "i-0a", address: .unspecified),
            own: nil)

        init(_ lane: Lane<ObservedQuery>) { self.lane = lane }

        mutating func ask(_ front: String, _ domain: String, at seconds: Int64) {
            asked += 1
            var record = QueryRecord(
                client: 1, time: Timestamp(seconds: seconds), recordID: asked, origin: Origin(input: 0, offset: asked),
                source: .unspecified)
            record.responseCode = 3
            record.type = 1
            let name = Array("\(front).\(domain)".utf8)
            name.withUnsafeBufferPointer {
                record.describe($0, domainStart: front.utf8.count + 1)
                lane.fold(ObservedQuery(record, name: $0, card: card, mark: ListMark(shared: 0)), seconds, &signals)
            }
        }
    }

    @Test func `a tunnel that slows down is found among names of a hundred thousand domains`() {
        var numbers = Numbers(1)
        var client = Client(Lane(DNSDataExfiltration(), maxKeys: 500))
        func data() -> String { (0..<3).map { _ in numbers.base32(20) }.joined(separator: ".") }
        for i in 0..<6 { client.ask(data(), "far-away.net", at: Self.begin - 600 + Int64(i)) }
        var most = 0
        // A name of the tunnel every ten minutes, and 900 domains meanwhile: more than there is room for.
        for step in 0..<135 {
            let now = Self.begin + Int64(step) * 600
            client.ask(data(), "far-away.net", at: now)
            for i in 0..<900 {
                client.ask("www", "\(numbers.base32(9)).org", at: now + Int64(i) / 2)
                if i % 120 == 0 { client.lane.expire(now + Int64(i) / 2, &client.signals) }
                most = max(most, client.lane.count())
            }
        }
        #expect(client.signals.map(\.type) == [.dnsExfiltration])
        #expect(client.lane.evicted() > 100_000)
        // The bound is kept once a minute.
        #expect(most <= 500 + 120)
    }

    @Test func `what is under suspicion has a bound too`() {
        var numbers = Numbers(2)
        var client = Client(Lane(DNSDataExfiltration(), maxKeys: 200))
        for i in 0..<2_000 {
            let domain = "\(numbers.base32(9)).org"
            for _ in 0..<6 { client.ask(numbers.base32(50), domain, at: Self.begin + Int64(i)) }
            client.lane.expire(Self.begin + Int64(i), &client.signals)
        }
        #expect(client.lane.count() <= 200)
    }

    @Test func `names of one domain by the hundred thousand are kept in a few kilobytes`() throws {
        var numbers = Numbers(3)
        var client = Client(Lane(DNSDataExfiltration(), maxKeys: 10))
        for i in 0..<100_000 { client.ask(numbers.base32(8), "far-away.net", at: Self.begin + Int64(i) / 50) }
        var writer = StateWriter()
        try client.lane.profile(&writer)
        #expect(client.signals.count >= 1)
        #expect(writer.bytes.count < 32_000)
    }

    // MARK: Clients

    @Test func `a guesser who comes twice in five minutes is found among twenty thousand clients that come once`()
        throws
    {
        var attack = Attack()
        // In between come 3,000 others, more than there is room for.
        for i in 0..<12 { attack.guess(from: "198.51.101.5", at: Int64(i / 2) * 300 + Int64(i % 2) * 20) }
        for i in 0..<20_400 {
            attack.guess(from: "93.184.\(i / 250 % 250).\(1 + i % 250)", at: Int64(i) / 10)
        }
        let lane = Lane(SSHBruteForce(), maxKeys: 1_000)
        var signals: [Signal] = []
        var minute = Int64.min
        for contact in observed(attack.log).sorted(by: { $0.first < $1.first }) {
            if contact.first.seconds / 60 > minute {
                minute = contact.first.seconds / 60
                lane.expire(minute * 60, &signals)
            }
            lane.fold(contact, contact.first.seconds, &signals)
        }
        #expect(signals.map(\.type) == [.sshGuessing])
        #expect(lane.evicted() > 18_000)
    }

    @Test func `knocks of ten thousand sources leave no states, and hide neither a scan nor what was learned`() throws {
        var attack = Attack()
        attack.haveHabits()
        for i in 0..<10_000 {
            attack.add(
                Host.Contact(
                    remote: "93.184.\(i / 250 % 250).\(1 + i % 250)", port: 1 + i % 60_000,
                    ephemeral: 30_000 + i % 30_000, isOutbound: false, packetsOut: 0, bytesOut: 0, packetsIn: 1,
                    bytesIn: 44, seconds: 0, isRejected: true), at: Int64(i) / 10)
        }
        attack.scan(ports: 20, every: 40)
        for i in 0..<3 { attack.talk("192.0.2.81", 8_899, at: 900 + Int64(i)) }
        let outcome = try Delivery(lateness: 300, advanceEvery: 500).run(attack.log)
        #expect(outcome.types == [.portscan, .newPort])
        // Those of the scan, of the sweep that it might be, of the habits, of what is called in case it is a rhythm, and one a
        // port in case it is a flood.
        #expect(outcome.states <= 24)
        #expect(outcome.evicted == 0)
    }

    @Test func `of an instance that calls everything and everybody inside a bounded state is kept`() throws {
        var attack = Attack()
        var numbers = Numbers(5)
        for i in 0..<20_000 {
            attack.fail(
                "10.9.\(numbers.below(250)).\(1 + numbers.below(250))",
                1 + numbers.below(20_000), at: Int64(i) / 20)
        }
        let outcome = try Delivery(advanceEvery: 1_000).run(attack.log)
        // A scan follows 64 targets, some 500 bytes each, and knows 2,000 contacts by 4 KiB.
        #expect(outcome.states == 1)
        #expect(outcome.snapshots.map(\.count).reduce(0, +) < 100_000)
    }
}
