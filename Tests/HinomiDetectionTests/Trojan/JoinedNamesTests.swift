// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence
import HinomiRecords
import Testing

@testable import HinomiDetection

@Suite struct JoinedNamesTests {
    private static let noon: Int64 = 1_795_435_200

    /// The clients of an account, and what is raised of them once everything was read.
    private final class Account {
        let joined = Lane(JoinedNames(), maxKeys: 1_000)
        let failed = Lane(FailedNames(), maxKeys: 1_000)
        private var raised: [Signal] = []
        private var asked: UInt64 = 0
        private let card = ClientCard(
            ClientFacts(
                account: .unknown, region: "eu-central-1", vpcID: "vpc-0a", instanceID: "i-0a", address: .unspecified),
            own: nil)

        func ask(
            _ name: String, code: UInt8 = 3, type: UInt16 = 1, client: UInt64 = 1, isBlocked: Bool = false,
            at seconds: Int64
        ) {
            asked += 1
            var record = QueryRecord(
                client: client, time: Timestamp(seconds: seconds), recordID: asked,
                origin: Origin(input: 0, offset: asked), source: .unspecified)
            (record.responseCode, record.type, record.isBlocked) = (code, type, isBlocked)
            let domainStart = name.hasSuffix(".zen.spamhaus.org") ? name.utf8.count - 12 : 0
            Array(name.utf8).withUnsafeBufferPointer { name in
                record.describe(name, domainStart: domainStart)
                let query = ObservedQuery(record, name: name, card: card, mark: ListMark(shared: 0))
                joined.fold(query, seconds, &raised)
                failed.fold(query, seconds, &raised)
            }
        }

        /// Signals whose proviso is met.
        var signals: [Signal] {
            var testimony = Testimony()
            var questions = Questions()
            for thing in raised.flatMap({ $0.proviso?.things ?? [] }) { questions.insert(thing) }
            failed.testify(questions, .min, &testimony)
            return raised.compactMap(testimony.judged)
        }
    }

    private func asks(
        _ count: Int, every step: Int64 = 30, from begin: Int64 = JoinedNamesTests.noon, client: UInt64 = 1,
        of account: Account, _ name: (Int) -> String = { Words.joined($0, "net") }
    ) {
        for i in 0..<count { account.ask(name(i), client: client, at: begin + Int64(i) * step) }
    }

    @Test func `twenty names of one shape are enough, and are told once`() throws {
        let account = Account()
        asks(60, of: account)
        #expect(account.signals.count == 1)
        let signal = try #require(account.signals.first)
        #expect(signal.type == "Trojan:EC2/DGADomainRequest.B")
        #expect(signal.severity == .medium)
        #expect(signal.occurrences == 20)
        #expect(signal.first == Timestamp(seconds: Self.noon))
        #expect(signal.last == Timestamp(seconds: Self.noon + 19 * 30))
        #expect(signal.proviso == nil)
    }

    @Test func `nineteen are not enough`() {
        let account = Account()
        asks(19, of: account)
        #expect(account.signals.isEmpty)
    }

    @Test func `twenty over three hours are not enough`() {
        let account = Account()
        asks(20, every: 540, of: account)
        #expect(account.signals.isEmpty)
    }

    @Test func `two hundred within the hour are told of again`() {
        let account = Account()
        asks(200, every: 15, of: account) { Words.joined($0, $0 < 100 ? "net" : "com") }
        // A hundred of each suffix: each is half of what fails, so only the first is told, while it is all.
        #expect(account.signals.map(\.occurrences) == [20])
    }

    @Test func `names that somebody else asks for too are no secret of malware`() {
        let account = Account()
        asks(40, of: account)
        asks(40, from: Self.noon + 7_200, client: 2, of: account)
        #expect(account.signals.isEmpty)
    }

    @Test func `one name that somebody else asks for is enough to tell of no more than nineteen`() {
        let account = Account()
        asks(20, of: account)
        account.ask(Words.joined(4, "net"), client: 2, at: Self.noon - 500)
        #expect(account.signals.isEmpty)
    }

    @Test func `names that failed the day before are not new`() {
        let account = Account()
        for i in 0..<40 { account.ask(Words.joined(i, "net"), at: Self.noon - 86_400 + Int64(i) * 7_000) }
        asks(30, from: Self.noon + 300_000, of: account)
        #expect(account.signals.isEmpty)
    }

    @Test func `a crawler whose names mostly resolve stays silent`() {
        let account = Account()
        for i in 0..<40 {
            for k in 0..<30 { account.ask("shop\(i)k\(k).com", code: 0, at: Self.noon + Int64(i) * 60) }
            account.ask(Words.joined(i, "net"), at: Self.noon + Int64(i) * 60)
        }
        #expect(account.signals.isEmpty)
    }

    @Test func `dead names of many shapes stay silent`() {
        let account = Account()
        let suffixes = ["com", "net", "org", "de", "ru"]
        asks(90, of: account) { Words.joined($0, suffixes[$0 % 5]) }
        #expect(account.signals.isEmpty)
    }

    @Test func `variants of one name stay silent`() {
        let account = Account()
        let brand = Array("garden-bridge-shop")
        asks(54, of: account) { i in
            var typo = brand
            typo[i % brand.count] = ["q", "x", "z"][i / brand.count]
            return String(typo) + ".com"
        }
        asks(40, from: Self.noon + 100, client: 3, of: account) { "backupserver\($0).net" }
        #expect(account.signals.isEmpty)
    }

    @Test func `who routes mail stays silent`() {
        let account = Account()
        for i in 0..<60 {
            account.ask(Words.joined(i, "net"), type: i % 2 == 0 ? 15 : 1, at: Self.noon + Int64(i) * 30)
            account.ask(Words.joined(i, "net"), at: Self.noon + Int64(i) * 30 + 1)
        }
        asks(40, from: Self.noon, client: 4, of: account) {
            $0 % 5 == 0 ? "2.0.0.127.zen.spamhaus.org" : Words.joined($0, "org")
        }
        #expect(account.signals.isEmpty)
    }

    @Test func `what a firewall blocks, and other failures, do not count`() {
        let account = Account()
        for i in 0..<60 {
            account.ask(Words.joined(i, "net"), isBlocked: true, at: Self.noon + Int64(i))
            account.ask(Words.joined(i, "com"), code: 2, at: Self.noon + Int64(i))
            account.ask(Words.joined(i, "internal"), at: Self.noon + Int64(i))
            account.ask("_x\(i)" + Words.joined(i, "org"), at: Self.noon + Int64(i))
        }
        #expect(account.signals.isEmpty)
    }

    @Test func `names that look generated are left to the test of names`() {
        var numbers = Numbers(7)
        let account = Account()
        asks(60, of: account) { _ in
            String(decoding: (0..<14).map { _ in UInt8(0x61 + numbers.below(26)) }, as: UTF8.self) + ".net"
        }
        #expect(account.signals.isEmpty)
    }

    @Test func `short names are anybody's`() {
        let account = Account()
        asks(60, of: account) { "shop\($0).net" }
        #expect(account.signals.isEmpty)
    }

    @Test func `what was kept has a bound`() throws {
        var numbers = Numbers(12)
        let account = Account()
        let suffixes = [".com", ".net", ".org", ".biz", ".info", ".ru", ".de"]
        for i in 0..<20_000 {
            let letters = (0..<12).map { _ in UInt8(0x61 + numbers.below(26)) }
            account.ask(
                String(decoding: letters, as: UTF8.self) + suffixes[i % 7], code: i % 3 == 0 ? 0 : 3,
                at: Self.noon + Int64(i) / 5)
        }
        var writer = StateWriter()
        try account.joined.profile(&writer)
        #expect(writer.bytes.count < 8_192)
    }
}
