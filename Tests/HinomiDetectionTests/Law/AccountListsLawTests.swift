// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence
import HinomiRecords
import Testing

@testable import HinomiDetection

/// What accounts have lists of their own for, and what others must not notice.
@Suite struct AccountListsLawTests {
    private static let accounts = Set(Stream.hosts.map(\.account)).sorted()

    /// The scopes of an account in every region of the stream.
    private static func scopes(_ account: String) throws -> [AccountLists.Scope] {
        let id = AccountID(number: try #require(UInt64(account)))
        return ["eu-central-1", "us-east-1", "unknown"].map { AccountLists.Scope(account: id, region: $0) }
    }

    private static func bundle(_ threats: [(String, String)], trusted: String? = nil) throws -> IntelligenceBundle {
        var builder = IntelligenceBundle.Builder(includingBuiltIns: false)
        for (name, text) in threats {
            try Array(text.utf8).withUnsafeBufferPointer {
                _ = try builder.add(list: $0, name: name, category: .custom)
            }
        }
        if let trusted {
            try Array(trusted.utf8).withUnsafeBufferPointer { _ = try builder.addTrusted($0, name: "trusted") }
        }
        return builder.build()
    }

    private static func wire(_ findings: some Sequence<Finding>) -> [String] {
        findings.map { finding in
            var bytes: [UInt8] = []
            NDJSONFormat.write([finding]) { bytes += $0 }
            return String(decoding: bytes, as: UTF8.self)
        }.sorted()
    }

    /// The lists of the streams without the customer's, and those as lists of every account.
    private static func splitLists() throws -> IntelligenceBundle {
        let own = try bundle([("own", Lists.custom + "\n"), ("names custom", "bad-custom.net\n")])
        return Lists.withoutCustom.with(AccountLists([.init(own, for: try accounts.flatMap(scopes))]))
    }

    @Test(arguments: [1, 2, 3]) func `lists of every account find what lists for all find`(seed: UInt64) throws {
        let events = Stream.everything(seed: seed).events
        let expected = try Delivery().run(events)
        #expect(expected.types.contains("UnauthorizedAccess:EC2/MaliciousIPCaller.Custom"))
        #expect(expected.types.contains("UnauthorizedAccess:IAMUser/MaliciousIPCaller.Custom"))
        #expect(try Delivery().run(events, intelligence: Self.splitLists()).wire == expected.wire)
        #expect(try Delivery().run(events, intelligence: Lists.withoutCustom).wire != expected.wire)
    }

    @Test(arguments: [11, 12])
    func `accounts with lists find the same in any order, in any partition, with any stop`(seed: UInt64) throws {
        let events = Stream.everything(seed: seed).events
        let lists = try Self.splitLists()
        let expected = try Delivery().run(events, intelligence: lists)
        for delivery in [
            Delivery(lateness: 900, repeats: 20, advanceEvery: 15, seed: seed),
            Delivery(engines: 5, files: 3, lateness: 600, advanceEvery: 11, restartEvery: 37, seed: seed),
        ] {
            #expect(try delivery.run(events, intelligence: lists).wire == expected.wire, "\(delivery)")
        }
    }

    @Test(arguments: [1, 2, 3, 4])
    func `whatever an account trusts, the findings of others stay byte for byte`(seed: UInt64) throws {
        var numbers = Numbers(seed)
        let events = Stream.everything(seed: seed).events
        let without = try Delivery().run(events)
        for account in Self.accounts {
            // From some of what there is to trust up to all of it.
            let everything =
                ["192.0.2.", "198.51.100.", "203.0.113."].map { $0 + "0/24" }
                + Lists.names.map(\.name) + ["2001:db8::/32"]
            let trusted = seed == 1 ? everything : everything.filter { _ in numbers.once(in: 2) }
            let lists = Lists.bundle.with(
                AccountLists([
                    .init(
                        try Self.bundle([], trusted: trusted.joined(separator: "\n")), for: try Self.scopes(account))
                ]))
            let with = try Delivery(engines: 2, lateness: 300, advanceEvery: 30, seed: seed).run(
                events, intelligence: lists)
            let others = { (outcome: Delivery.Outcome) in
                Self.wire(outcome.findings.filter { $0.account.description != account })
            }
            #expect(others(with) == others(without))
            let mine = { (outcome: Delivery.Outcome) in
                Self.wire(outcome.findings.filter { $0.account.description == account })
            }
            #expect(mine(with).count < mine(without).count)
        }
    }

    @Test func `lists of another region are not asked`() throws {
        let events = Stream.everything(seed: 5).events
        let elsewhere = try Self.accounts.map {
            AccountLists.Scope(account: AccountID(number: try #require(UInt64($0))), region: "ap-south-1")
        }
        let own = try Self.bundle([("own", Lists.custom + "\n")], trusted: "198.51.100.0/24\nbad-control.net\n")
        let expected = try Delivery().run(events)
        let lists = Lists.bundle.with(AccountLists([.init(own, for: elsewhere)]))
        #expect(try Delivery().run(events, intelligence: lists).wire == expected.wire)
    }

    /// Everything is held back, or folded into contacts that are still open.
    private func engine(_ lists: IntelligenceBundle, _ events: [LogEvent]) -> Engine {
        var engine = Engine(intelligence: lists)
        var reader = LogReader(lists)
        for event in events { for delivery in reader.read(event, input: 0) { engine.take(delivery) } }
        return engine
    }

    private func end(_ engine: Engine) -> [String] {
        var engine = engine.copy()
        engine.drain()
        engine.finish(knowing: engine.owners)
        engine.close(knowing: engine.testimony(on: engine.openQuestions))
        return Self.wire(engine.book.findings())
    }

    @Test func `an engine takes up lists at once, and lays them down again`() throws {
        // Without calls: those that nobody was interested in when they were read are not there any more.
        let events = Stream.everything(seed: 21, ordinary: 10).events.filter {
            if case .call = $0.kind { false } else { true }
        }
        let lists = try Self.splitLists()
        var changing = engine(Lists.withoutCustom, events)
        let before = end(changing)
        changing.use(lists.accounts)
        #expect(end(changing) == end(engine(lists, events)))
        #expect(end(changing) != before)
        changing.use(.none)
        #expect(end(changing) == before)
    }

    @Test func `a snapshot does not depend on lists of some accounts`() throws {
        let events = Stream.everything(seed: 22, ordinary: 10).events
        let lists = try Self.splitLists()
        let written = try engine(lists, events).snapshot()
        // No relisting is asked for, and none is needed.
        let restored = try Engine(intelligence: lists, snapshot: written)
        #expect(end(restored) == end(engine(lists, events)))
        _ = try Engine(intelligence: Lists.withoutCustom, snapshot: written)
    }
}
