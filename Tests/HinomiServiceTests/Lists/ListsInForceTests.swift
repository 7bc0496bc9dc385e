// SPDX-License-Identifier: Apache-2.0

import HinomiAPIModel
import HinomiIntelligence
import HinomiRecords
import HinomiService
import HinomiStore
import Testing

struct ListsInForceTests {
    private static let shared = IntelligenceBundle.builtIn()

    /// What the lists say to an account about an address, beside those of all.
    private func set(
        _ lists: ListsInForce, _ address: IPAddress, for caller: Caller, beside shared: IntelligenceBundle = shared
    ) -> [Indicator] {
        let bundle = shared.with(lists.accounts)
        let mark = bundle.addresses.lookup(address)
        guard let own = bundle.accounts.lists(of: caller.account, in: caller.region) else {
            return bundle.set(mark).indicators
        }
        return bundle.set(bundle.mark(mark, of: address, beside: own)).indicators
    }

    private func current(_ office: Office, beside shared: IntelligenceBundle = shared) throws -> ListsInForce {
        var lists = ListsInForce(beside: shared)
        _ = try office.store.readNow { try lists.update(from: $0) }
        return lists
    }

    private let address = IPAddress(198, 51, 100, 7)

    @Test func `a threat list in force says custom under its own name`() async throws {
        let office = try Office()
        await office.activation(finding: "198.51.100.7\nbad.example.com\n").activate(
            try office.makeThreatEntitySet(name: "bad-hosts"))
        let lists = try current(office)
        #expect(set(lists, address, for: office.caller).map(\.list) == ["bad-hosts"])
        #expect(set(lists, address, for: office.caller).map(\.category) == [.custom])
        let own = try #require(lists.accounts.lists(of: office.caller.account, in: office.caller.region))
        #expect(Array("bad.example.com".utf8).withUnsafeBufferPointer { own.lookup($0) } != 0)
    }

    @Test func `lists of addresses say nothing of names`() async throws {
        let office = try Office()
        await office.activation(finding: "198.51.100.7\nbad.example.com\n").activate(
            try office.makeThreatIntelSet(name: "addresses"))
        let own = try #require(
            try current(office).accounts.lists(of: office.caller.account, in: office.caller.region))
        #expect(own.lookup(address) != 0)
        #expect(Array("bad.example.com".utf8).withUnsafeBufferPointer { own.lookup($0) } == 0)
    }

    @Test func `what is trusted beats what is a threat`() async throws {
        let office = try Office()
        await office.activation(finding: "198.51.100.0/24\n").activate(try office.makeThreatIntelSet(name: "same"))
        await office.activation(finding: "198.51.100.7\n").activate(try office.makeIPSet(name: "same"))
        let lists = try current(office)
        #expect(set(lists, address, for: office.caller).isEmpty)
        #expect(!set(lists, IPAddress(198, 51, 100, 8), for: office.caller).isEmpty)
        let bundle = Self.shared.with(lists.accounts)
        #expect(bundle.trusts(address, account: office.caller.account, region: office.caller.region))
    }

    @Test func `lists of one name are told apart, also from feeds`() async throws {
        let office = try Office()
        for name in ["same", "feed"] {
            await office.activation(finding: "198.51.100.7\n").activate(try office.makeThreatIntelSet(name: name))
        }
        await office.activation(finding: "198.51.100.7\n").activate(try office.makeThreatEntitySet(name: "same"))
        var feeds = IntelligenceBundle.Builder()
        try Array("203.0.113.1\n".utf8).withUnsafeBufferPointer {
            _ = try feeds.add(list: $0, name: "feed", category: .mining)
        }
        let shared = feeds.build()
        let names = set(try current(office, beside: shared), address, for: office.caller, beside: shared).map(\.list)
        #expect(Set(names) == ["same", "same (threatintelset)", "feed (threatintelset)"])
    }

    @Test func `only lists in force count, as they were read last`() async throws {
        let office = try Office()
        let id = try office.makeThreatEntitySet()
        let other = IPAddress(198, 51, 100, 8)
        #expect(set(try current(office), address, for: office.caller).isEmpty)
        await office.activation(finding: "198.51.100.7\n").activate(id)
        #expect(!set(try current(office), address, for: office.caller).isEmpty)
        try office.updateThreatEntitySet(id, activate: true)
        #expect(!set(try current(office), address, for: office.caller).isEmpty)
        await office.activation(finding: "198.51.100.8\n").activate(id)
        #expect(set(try current(office), address, for: office.caller).isEmpty)
        #expect(!set(try current(office), other, for: office.caller).isEmpty)
        try office.updateThreatEntitySet(id, activate: false)
        #expect(set(try current(office), other, for: office.caller).isEmpty)
    }

    @Test func `lists act on nobody else`() async throws {
        let office = try Office()
        await office.activation(finding: "198.51.100.7\n").activate(try office.makeThreatEntitySet())
        let lists = try current(office)
        var other = office.caller
        other.account = AccountID(number: 222_222_222_222)
        #expect(set(lists, address, for: other).isEmpty)
        other = office.caller
        other.region = "us-east-1"
        #expect(set(lists, address, for: other).isEmpty)
    }

    /// Everything that changes which lists act makes the next update one that takes them up; nothing else does.
    @Test func `an update is due when something changed, and reads what changed only`() async throws {
        let office = try Office()
        var lists = ListsInForce(beside: Self.shared)
        func update() throws -> Bool {
            try office.store.readNow { try lists.isOutdated(in: $0) && lists.update(from: $0) }
        }
        #expect(try !update())
        let id = try office.makeThreatEntitySet()
        #expect(try !update())
        await office.activation(finding: "198.51.100.7\n").activate(id)
        #expect(try update())
        #expect(lists.count == 1)
        #expect(try !update())
        // On its way again, it acts as it did.
        try office.updateThreatEntitySet(id, activate: true)
        #expect(try !update())
        await office.activation(finding: "198.51.100.7\n").activate(id)
        #expect(try update())
        try office.updateThreatEntitySet(id, name: "renamed")
        #expect(try update())
        #expect(set(lists, address, for: office.caller).map(\.list) == ["renamed"])
        try office.updateThreatEntitySet(id, activate: false)
        #expect(try update())
        #expect(lists.accounts.isEmpty)
        await office.activation(finding: "198.51.100.7\n").activate(id)
        try office.updateThreatEntitySet(id, activate: true)
        await office.activation(finding: "198.51.100.7\n").activate(id)
        #expect(try update())
        try office.deleteThreatEntitySet(id)
        #expect(try update())
        #expect(lists.count == 0)
    }

    @Test func `lists of a deleted detector are gone`() async throws {
        let office = try Office()
        await office.activation(finding: "198.51.100.7\n").activate(try office.makeThreatEntitySet())
        var lists = try current(office)
        try office.ask { service, call in
            _ = try service.deleteDetector(API.DeleteDetectorRequest(detectorID: office.detectorID), call)
        }
        #expect(try office.store.readNow { try lists.isOutdated(in: $0) && lists.update(from: $0) })
        #expect(lists.accounts.isEmpty)
    }

    @Test func `lists of an administrator act on members, whose own do not until they leave`() async throws {
        let office = try Office()
        await office.activation(finding: "198.51.100.7\n").activate(try office.makeThreatEntitySet(name: "boss"))
        // Another account on the same server, with a list of its own.
        let account = AccountID(number: 222_222_222_222)
        let worker = Caller(account: account, region: office.caller.region, level: .administer, keyID: "AKIAOTHER")
        let list = try office.store.writeNow { transaction in
            let call = ServiceCall(worker, store: transaction, now: Office.opening)
            let detector = try office.service.createDetector(API.CreateDetectorRequest(enable: true), call).detectorID
            return try office.service.createThreatEntitySet(
                API.CreateThreatEntitySetRequest(
                    detectorID: detector ?? "", name: "worker", format: .txt,
                    location: "https://lists.example/worker", activate: true), call
            ).threatEntitySetID
        }
        await office.activation(finding: "198.51.100.8\n").activate(list)
        var lists = try current(office)
        let other = IPAddress(198, 51, 100, 8)
        func seen() -> [[String]] { [address, other].map { set(lists, $0, for: worker).map(\.list) } }
        #expect(seen() == [[], ["worker"]])

        func become(_ status: MemberStatus) throws {
            let boss = try #require(try office.detector())
            try office.store.writeNow {
                try $0.save(
                    MemberRecord(
                        of: boss, account: account, email: "a@example.org", status: status, updatedAt: Office.opening))
            }
            _ = try office.store.readNow { try lists.isOutdated(in: $0) && lists.update(from: $0) }
        }
        try become(.invited)
        #expect(seen() == [[], ["worker"]])
        for status in [MemberStatus.enabled, .disabled] {
            try become(status)
            #expect(seen() == [["boss"], []])
            #expect(set(lists, address, for: office.caller).map(\.list) == ["boss"])
        }
        try become(.resigned)
        #expect(seen() == [[], ["worker"]])
    }
}
