// SPDX-License-Identifier: Apache-2.0

import Foundation
import HinomiFindings
import HinomiIntelligence
import HinomiRecords
import Testing

@testable import HinomiDetection

@Suite struct BeaconingNamesTests {
    private static let now: Int64 = 1_795_435_200
    private static let day: Int64 = 86_400

    /// The clients of an account behind one resolver, and what is raised of them once everything was read.
    private struct Account {
        private var queries: [(at: Int64, name: String, client: UInt64, code: UInt8)] = []

        /// A client's days before: what it always asks for, so often that a week is enough to know it.
        mutating func live(_ client: UInt64 = 1, days: Int64 = 8, asking names: [String] = ["usual.example"]) {
            for i in 0..<(days * 27) {
                ask(names[Int(i) % names.count], client: client, at: now - days * day + i * 3_200)
            }
        }

        mutating func ask(_ name: String, client: UInt64 = 1, code: UInt8 = 0, at seconds: Int64) {
            queries.append((seconds, name, client, code))
        }

        /// A program that asks for a name for some days, whenever `gap` is over; the resolver logs nothing while an answer
        /// lives.
        mutating func run(
            _ name: String, client: UInt64 = 1, days: Double = 6, life: Double, seed: UInt64,
            gap: (inout Numbers) -> Double
        ) {
            var chance = Numbers(seed)
            var (at, end) = (chance.within(0...3_600.0), 0.0)
            while at < days * Double(day) {
                if at >= end {
                    ask(name, client: client, at: now + Int64(at))
                    end = at + life
                }
                at += max(0.1, gap(&chance))
            }
        }

        /// Signals whose proviso is met.
        func signals() -> [Signal] {
            let lane = Lane(BeaconingNames(), maxKeys: 1_000)
            let card = ClientCard(
                ClientFacts(
                    account: .unknown, region: "eu-central-1", vpcID: "vpc-0a", instanceID: "i-0a",
                    address: .unspecified), own: nil)
            var raised: [Signal] = []
            for (i, query) in queries.sorted(by: { ($0.at, $0.client) < ($1.at, $1.client) }).enumerated() {
                var record = QueryRecord(
                    client: query.client, time: Timestamp(seconds: query.at), recordID: UInt64(i),
                    origin: Origin(input: 0, offset: UInt64(i)), source: .unspecified)
                (record.responseCode, record.type) = (query.code, 1)
                let labels = query.name.split(separator: ".")
                let domainStart = query.name.utf8.count - labels.suffix(2).joined(separator: ".").utf8.count
                Array(query.name.utf8).withUnsafeBufferPointer { name in
                    record.describe(name, domainStart: domainStart)
                    lane.fold(
                        ObservedQuery(record, name: name, card: card, mark: ListMark(shared: 0)), query.at, &raised)
                }
            }
            var questions = Questions()
            for thing in raised.flatMap({ $0.proviso?.things ?? [] }) { questions.insert(thing) }
            var testimony = Testimony()
            lane.testify(questions, .min, &testimony)
            return raised.compactMap(testimony.judged)
        }
    }

    private func found(_ live: (inout Account) -> Void) -> [Signal] {
        var account = Account()
        account.live()
        live(&account)
        return account.signals()
    }

    // Each series of 64 is judged once, and of an hour there are two in a week: nearly all are found, not all.
    @Test(arguments: [(300.0, 0.1), (300, 0.3), (900, 0.2), (900, 0.3), (3_600, 0.1), (3_600, 0.2)])
    func `sleeps that vary both ways are found`(sleep: Double, share: Double) throws {
        let series = (1...10).map { seed in
            found {
                $0.run("a.new.example", days: min(6, sleep / 150), life: 30, seed: seed) {
                    $0.within(sleep * (1 - share)...sleep * (1 + share))
                }
            }
        }
        #expect(series.count { $0.count == 1 } >= 8)
        #expect(series.allSatisfy { $0.count <= 1 })
        let signal = try #require(series.joined().first)
        #expect(signal.type == "Backdoor:EC2/BeaconingActivity!DNS")
        #expect(signal.severity == .low)
        #expect(signal.identity.last == "new.example")
    }

    @Test func `the name may change below its domain`() {
        let signals = found { account in
            var (i, at) = (0, Self.now)
            while at < Self.now + 2 * Self.day {
                account.ask("h\(i).new.example", at: at)
                i += 1
                at += 540 + Int64(i * 37 % 120)
            }
        }
        #expect(signals.map(\.identity.last) == ["new.example"])
    }

    @Test func `what another client asks for is no secret, whenever it did`() {
        for client: UInt64 in [1, 2] {
            let signals = found {
                $0.live(2, asking: ["usual.example", "new.example"])
                $0.run("new.example", client: client, life: 30, seed: 7) { $0.within(540...660) }
            }
            #expect(signals.isEmpty)
        }
    }

    @Test func `a week is learned, and what lasts a week is a habit`() {
        var account = Account()
        account.live(days: 5)
        account.run("new.example", life: 30, seed: 7) { $0.within(540...660) }
        #expect(account.signals().isEmpty)
        // It does not begin to vary before it has been asked for eight days.
        let late = found {
            $0.run("new.example", days: 8, life: 30, seed: 1) { _ in 600 }
            for i in 0..<300 {
                $0.ask("new.example", at: Self.now + 8 * Self.day + Int64(i) * 540 + Int64(i * 37 % 120))
            }
        }
        #expect(late.isEmpty)
    }

    // Whatever the demand is: what is logged is the life of the answers, and what comes next.
    @Test(arguments: [60.0, 173, 300, 437, 600, 1_800, 3_600], [2.0, 20, 60, 300, 1_200])
    func `the rhythm of a cache is nobody's`(life: Double, wait: Double) {
        for seed: UInt64 in 1...3 {
            #expect(found { $0.run("new.example", life: life, seed: seed) { $0.wait(wait) } }.isEmpty)
        }
    }

    /// New on one host, in a rhythm, and no malware.
    @Test func `agents, updates, licences and people stay silent`() {
        let agents: [(String, Double, (inout Numbers) -> Double)] = [
            ("monitoring every minute", 60, { _ in 60 }),
            ("metrics every ten seconds", 300, { $0.within(9.5...10.5) }),
            ("configuration every half an hour and up to five minutes", 60, { $0.within(1_800...2_100) }),
            ("updates every hour", 300, { $0.within(3_600...3_601) }),
            ("a licence every quarter of an hour", 3_600, { $0.within(900...902) }),
            ("a job of cron, every five minutes", 60, { _ in 300 }),
            ("a queue that is asked all the time", 600, { $0.within(0.5...20) }),
            ("a browser that is open", 300, { $0.within(0...1.0) < 0.9 ? $0.wait(20) : $0.wait(3_000) }),
            ("people, now and then", 300, { $0.wait(2_400) }),
        ]
        for (i, agent) in agents.enumerated() {
            for seed: UInt64 in 1...3 {
                let signals = found { $0.run("new.example", life: agent.1, seed: seed &+ UInt64(i), gap: agent.2) }
                #expect(signals.isEmpty, "\(agent.0)")
            }
        }
    }

    @Test func `what does not resolve, or everybody asks for, stays silent`() {
        let failing = found { account in
            for i in 0..<300 {
                account.ask("new.example", code: 3, at: Self.now + Int64(i) * 540 + Int64(i * 37 % 120))
            }
        }
        #expect(failing.isEmpty)
        #expect(found { $0.run("pypi.org", life: 30, seed: 7) { $0.within(540...660) } }.isEmpty)
    }

    @Test func `a client that asks for everything keeps little`() throws {
        let lane = Lane(BeaconingNames(), maxKeys: 10)
        let card = ClientCard(
            ClientFacts(account: .unknown, region: "", vpcID: "", instanceID: "i", address: .unspecified), own: nil)
        var signals: [Signal] = []
        for i in 0..<20_000 {
            // A few domains for eight days, then new ones all the time.
            let name = i < 400 ? "d\(i % 9).example" : "n\(i).example"
            let seconds = Self.now + Int64(i < 400 ? i * 1_800 : 400 * 1_800 + i * 60)
            var record = QueryRecord(
                client: 1, time: Timestamp(seconds: seconds), recordID: UInt64(i), origin: Origin(input: 0, offset: 0),
                source: .unspecified)
            (record.responseCode, record.type) = (0, 1)
            Array(name.utf8).withUnsafeBufferPointer { name in
                record.describe(name, domainStart: 0)
                lane.fold(ObservedQuery(record, name: name, card: card, mark: ListMark(shared: 0)), seconds, &signals)
            }
        }
        var writer = StateWriter()
        try lane.profile(&writer)
        #expect(writer.bytes.count < 6_000)
        #expect(signals.isEmpty)
    }
}

extension Numbers {
    fileprivate mutating func within(_ range: ClosedRange<Double>) -> Double { Double.random(in: range, using: &self) }

    /// Waits of which each second is as likely to be the last as any other.
    fileprivate mutating func wait(_ mean: Double) -> Double { -mean * log(max(1e-9, within(0...1.0))) }
}
