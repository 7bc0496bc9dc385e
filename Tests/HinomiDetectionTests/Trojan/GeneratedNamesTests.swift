// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence
import HinomiRecords
import Testing

@testable import HinomiDetection

@Suite struct GeneratedNamesTests {
    private let detector = GeneratedNames()
    private static let noon: Int64 = 1_795_435_200

    private final class Client {
        let lane = Lane(GeneratedNames(), maxKeys: 1_000)
        var signals: [Signal] = []
        var asked: UInt64 = 0
        private let card = ClientCard(
            ClientFacts(
                account: .unknown, region: "eu-central-1", vpcID: "vpc-0a", instanceID: "i-0a", address: .unspecified),
            own: nil)

        /// Asks for `<label>.<suffix>`.
        func ask(_ label: String, _ suffix: String = "com", code: UInt8 = 3, type: UInt16 = 1, at seconds: Int64) {
            asked += 1
            var record = QueryRecord(
                client: 1, time: Timestamp(seconds: seconds), recordID: asked, origin: Origin(input: 0, offset: asked),
                source: .unspecified)
            record.responseCode = code
            record.type = type
            let name = Array("\(label).\(suffix)".utf8)
            name.withUnsafeBufferPointer { name in
                record.describe(name, domainStart: 0)
                lane.fold(ObservedQuery(record, name: name, card: card, mark: ListMark(shared: 0)), seconds, &signals)
            }
        }

        func close() { lane.expire(.max / 2, &signals) }
    }

    private func label(_ numbers: inout Numbers, _ count: Int = 14) -> String {
        String(decoding: (0..<count).map { _ in UInt8(0x61 + numbers.below(26)) }, as: UTF8.self)
    }

    @Test(arguments: 0..<20) func `ten random names that fail are enough`(seed: Int) {
        var numbers = Numbers(UInt64(seed))
        let client = Client()
        for i in 0..<10 { client.ask(label(&numbers), at: Self.noon + Int64(i) * 5) }
        #expect(client.signals.count == 1)
        #expect(client.signals.first?.type == "Trojan:EC2/DGADomainRequest.B")
    }

    @Test func `three names are not enough, whatever they look like`() {
        let client = Client()
        for name in ["qxkzjwvbnhgtrp", "zvjqmwlxgphkrtd", "wqzxkjvhbgtfrd"] { client.ask(name, "biz", at: Self.noon) }
        client.close()
        #expect(client.signals.isEmpty)
    }

    @Test(arguments: 1..<30) func `what one run told of and the next one add up`(asked: Int) throws {
        var numbers = Numbers(8)
        let names = (0..<30).map { _ in label(&numbers) }
        let first = Client()
        for (i, name) in names[..<asked].enumerated() { first.ask(name, at: Self.noon + Int64(i)) }
        var writer = StateWriter()
        try first.lane.profile(&writer)
        first.close()
        let second = Client()
        var reader = StateReader(writer.bytes)
        try second.lane.restore(&reader)
        for (i, name) in names[asked...].enumerated() { second.ask(name, at: Self.noon + Int64(asked + i)) }
        second.close()
        let counts = [first, second].map { $0.signals.reduce(0) { $0 + $1.occurrences } }
        #expect(counts.reduce(0, +) == 30)
        let told = first.signals.isEmpty ? 0 : asked
        #expect(second.signals.first?.first.seconds == Self.noon + Int64(told))
    }

    @Test func `the same name again and again counts once`() {
        let client = Client()
        for i in 0..<2_000 { client.ask("qxkzjwvbnhgtrp", at: Self.noon + Int64(i) * 30) }
        client.close()
        #expect(client.signals.isEmpty)
    }

    @Test func `a crawler whose names mostly resolve stays silent`() {
        var numbers = Numbers(5)
        let client = Client()
        for i in 0..<20_000 {
            client.ask(label(&numbers), code: i % 400 == 0 ? 3 : 0, at: Self.noon + Int64(i) / 10)
        }
        client.close()
        #expect(client.signals.isEmpty)
    }

    @Test func `an infected client is seen among what it does anyway`() {
        var numbers = Numbers(6)
        let client = Client()
        for i in 0..<600 {
            client.ask("service\(i % 30)", "example.org", code: 0, at: Self.noon + Int64(i))
            if i % 20 == 0 { client.ask(label(&numbers), "net", at: Self.noon + Int64(i)) }
        }
        #expect(client.signals.count >= 1)
    }

    // Four striking names are enough, three others between each two of them or not.
    @Test(arguments: [(Float(1)..<2, true), (Float(-1)..<1, false)])
    func `names that may be anybody's decide nothing, plain ones count against`(scores: Range<Float>, isFound: Bool) {
        var numbers = Numbers(11)
        func labels(_ count: Int, scoring scores: Range<Float>, _ make: (inout Numbers) -> String) -> [String] {
            let made = (0..<2_000).map { _ in make(&numbers) }
            return Array(
                made.filter { label in
                    Array("\(label).com".utf8).withUnsafeBufferPointer { scores.contains(DomainScores.score($0)) }
                }.prefix(count))
        }
        let striking = labels(4, scoring: 3..<9) { label(&$0) }
        let syllables = ["ba", "de", "fi", "go", "lu", "ma", "ne", "ri", "so", "tu", "va", "ze"]
        let others = labels(9, scoring: scores) { numbers in
            isFound ? label(&numbers, 6) : (0..<3).map { _ in syllables[numbers.below(12)] }.joined()
        }
        #expect(striking.count == 4 && others.count == 9)
        let client = Client()
        for i in 0..<4 {
            client.ask(striking[i], at: Self.noon + Int64(i) * 8)
            for other in others.dropFirst(i * 3).prefix(3) { client.ask(other, at: Self.noon + Int64(i) * 8 + 4) }
        }
        #expect(client.signals.isEmpty != isFound)
    }

    @Test func `one odd name an hour is forgotten before the next`() {
        var numbers = Numbers(9)
        let client = Client()
        for i in 0..<72 { client.ask(label(&numbers), at: Self.noon + Int64(i) * 3_600) }
        client.close()
        #expect(client.signals.isEmpty)
    }

    @Test func `a thousand names make few signals that count them all`() {
        var numbers = Numbers(11)
        let client = Client()
        for i in 0..<1_000 { client.ask(label(&numbers, 16), at: Self.noon + Int64(i)) }
        client.close()
        #expect(client.signals.count <= 5)
        #expect((900...1_000).contains(client.signals.reduce(0) { $0 + $1.occurrences }))
    }

    @Test func `what was kept has a bound`() throws {
        var numbers = Numbers(12)
        let client = Client()
        for i in 0..<20_000 { client.ask(label(&numbers), code: i % 3 == 0 ? 0 : 3, at: Self.noon + Int64(i)) }
        var writer = StateWriter()
        try client.lane.profile(&writer)
        #expect(writer.bytes.count < 4_000)
    }
}
