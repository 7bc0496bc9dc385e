// SPDX-License-Identifier: Apache-2.0

import HinomiIntelligence
import HinomiRecords
import Testing

@Suite struct AccountListsTests {
    private static let tenant = AccountLists.Scope(account: AccountID(number: 111_111_111_111), region: "eu-west-1")
    private static let other = AccountLists.Scope(account: AccountID(number: 222_222_222_222), region: "eu-west-1")

    /// A list of one's own.
    private struct Own {
        var threats = ""
        var trusted = ""

        func bundle() throws -> IntelligenceBundle {
            var builder = IntelligenceBundle.Builder(includingBuiltIns: false)
            if !threats.isEmpty { try builder.add(threats, name: "own", category: .custom) }
            if !trusted.isEmpty { try builder.trust(trusted) }
            return builder.build()
        }
    }

    private static func shared(_ threats: String = "", trusted: String = "") throws -> IntelligenceBundle {
        var builder = IntelligenceBundle.Builder()
        if !threats.isEmpty { try builder.add(threats, name: "feed", columns: ["indicator", "family"]) }
        if !trusted.isEmpty { try builder.trust(trusted) }
        return builder.build()
    }

    /// The names of the lists that an account sees for an address or a name.
    private static func lists(
        _ bundle: IntelligenceBundle, _ value: String, for scope: AccountLists.Scope = tenant
    ) -> [String] { hits(bundle, value, for: scope).map(\.list).sorted() }

    private static func hits(
        _ bundle: IntelligenceBundle, _ value: String, for scope: AccountLists.Scope = tenant
    ) -> [Indicator] {
        let own = bundle.accounts.lists(of: scope.account, in: scope.region)
        if let address = IPAddress(value) {
            let shared = bundle.addresses.lookup(address)
            return bundle.set(
                own.map { bundle.mark(shared, of: address, beside: $0) } ?? ListMark(shared: shared)
            ).indicators
        }
        return Array(value.utf8).withUnsafeBufferPointer { name in
            let shared = bundle.names.lookup(name)
            return bundle.set(
                own.map { bundle.mark(shared, of: name, beside: $0) } ?? ListMark(shared: shared)
            ).indicators
        }
    }

    @Test func `lists act on their account in their region only`() throws {
        let bundle = try Self.shared().with(
            AccountLists([.init(try Own(threats: "198.51.100.7\nbad.example.com\n").bundle(), for: [Self.tenant])]))
        for value in ["198.51.100.7", "bad.example.com", "www.bad.example.com"] {
            #expect(Self.lists(bundle, value) == ["own"])
            #expect(Self.lists(bundle, value, for: Self.other) == [])
            #expect(Self.lists(bundle, value, for: .init(account: Self.tenant.account, region: "us-east-1")) == [])
        }
        #expect(Self.lists(bundle, "198.51.100.8") == [])
    }

    @Test func `what feeds say is told together with what one's own lists say`() throws {
        let bundle = try Self.shared("198.51.100.0/24\tbot\nexample.net\tbot\n").with(
            AccountLists([.init(try Own(threats: "198.51.100.7\nbad.example.net\n").bundle(), for: [Self.tenant])]))
        #expect(Self.lists(bundle, "198.51.100.7") == ["feed", "own"])
        #expect(Self.lists(bundle, "198.51.100.7", for: Self.other) == ["feed"])
        #expect(Self.lists(bundle, "bad.example.net") == ["feed", "own"])
        #expect(Self.lists(bundle, "example.net") == ["feed"])
    }

    @Test func `whoever trusts something has no threat there, and others have`() throws {
        let bundle = try Self.shared("198.51.100.7\tbot\nbad.example.net\tbot\n", trusted: "203.0.113.0/24\n").with(
            AccountLists([
                .init(try Own(trusted: "198.51.100.0/24\nexample.net\n").bundle(), for: [Self.tenant]),
                .init(try Own(threats: "203.0.113.9\n198.51.100.7\n").bundle(), for: [Self.other]),
            ]))
        #expect(Self.lists(bundle, "198.51.100.7") == [])
        #expect(Self.lists(bundle, "bad.example.net") == [])
        #expect(Self.lists(bundle, "198.51.100.7", for: Self.other) == ["feed", "own"])
        #expect(Self.lists(bundle, "bad.example.net", for: Self.other) == ["feed"])
        // What the operator trusts is trusted for all.
        #expect(Self.lists(bundle, "203.0.113.9", for: Self.other) == [])
        #expect(bundle.trusts(IPAddress(198, 51, 100, 7), account: Self.tenant.account, region: "eu-west-1"))
        #expect(!bundle.trusts(IPAddress(198, 51, 100, 7), account: Self.tenant.account, region: "us-east-1"))
        #expect(!bundle.trusts(IPAddress(198, 51, 100, 7), account: Self.other.account, region: "eu-west-1"))
        #expect(bundle.trusts(name: "a.example.net", account: Self.tenant.account, region: "eu-west-1"))
        #expect(!bundle.trusts(name: "a.example.net", account: Self.other.account, region: "eu-west-1"))
    }

    @Test func `the longer of two listed names is the one that is matched`() throws {
        let bundle = try Self.shared("example.net\tbot\n").with(
            AccountLists([.init(try Own(threats: "bad.example.net\n").bundle(), for: [Self.tenant])]))
        let own = try #require(bundle.accounts.lists(of: Self.tenant.account, in: "eu-west-1"))
        func matched(_ text: String, _ own: OwnLists?) -> String? {
            Array(text.utf8).withUnsafeBufferPointer { name in
                let shared = bundle.names.lookup(name)
                let mark = own.map { bundle.mark(shared, of: name, beside: $0) } ?? ListMark(shared: shared)
                return bundle.matchedName(name, mark, beside: own)
            }
        }
        #expect(matched("www.bad.example.net", own) == "bad.example.net")
        #expect(matched("www.example.net", own) == "example.net")
        #expect(matched("www.bad.example.net", nil) == "example.net")
        #expect(matched("www.example.org", own) == nil)
    }

    @Test func `logs that do not say their region have lists of the region unknown`() throws {
        let lists = AccountLists([
            .init(
                try Own(threats: "198.51.100.7\n").bundle(),
                for: [.init(account: Self.tenant.account, region: "unknown")])
        ])
        #expect(lists.lists(of: Self.tenant.account, in: "") != nil)
        #expect(lists.lists(of: Self.tenant.account, in: "eu-west-1") == nil)
    }

    /// One's own lists beside those of all say what one bundle of all of them would say.
    @Test(arguments: [1, 2, 3, 4]) func `lists say the same together and apart`(seed: UInt64) throws {
        var random = Random(seed)
        func address() -> String { "198.51.\(random.below(4)).\(random.below(32))" }
        func network() -> String { "198.51.\(random.below(4)).0/\(24 + random.below(9))" }
        func name() -> String {
            let labels = ["a", "b", "c.b", "www"]
            return (0..<random.below(3)).map { _ in labels[random.below(4)] + "." }.joined()
                + ["example.net", "example.org", "googleapis.com"][random.below(3)]
        }
        func text(_ count: Int) -> String {
            (0..<count).map { _ in [address(), network(), name()][random.below(3)] + "\n" }.joined()
        }
        let feed = text(30)
        let (threats, more, trusted) = (text(20), text(20), text(4))
        var whole = IntelligenceBundle.Builder()
        var own = IntelligenceBundle.Builder(includingBuiltIns: false)
        try whole.add(feed, name: "feed", format: .txt)
        try whole.add(threats, name: "own", format: .txt, category: .custom)
        try whole.add(more, name: "more", format: .txt, category: .custom)
        try whole.trust(trusted)
        try own.add(threats, name: "own", format: .txt, category: .custom)
        try own.add(more, name: "more", format: .txt, category: .custom)
        try own.trust(trusted)
        var base = IntelligenceBundle.Builder()
        try base.add(feed, name: "feed", format: .txt)
        let (one, shared) = (whole.build(), base.build())
        // Others have lists as well, whose sets have other numbers.
        let apart = shared.with(
            AccountLists([
                .init(try Own(threats: text(10)).bundle(), for: [Self.other]), .init(own.build(), for: [Self.tenant]),
            ]))
        var found = 0
        for _ in 0..<400 {
            for value in [address(), name(), "x." + name()] {
                let expected = one.hits(value)
                #expect(Self.hits(apart, value) == expected, "\(value)")
                found += expected.count
            }
        }
        #expect(found > 200)
        #expect(apart.contentHash == shared.contentHash)
    }

    @Test func `a table of few addresses is small`() throws {
        #expect(try Own(threats: "198.51.100.7\n2001:db8::/32\n").bundle().addresses.byteCount < 10_000)
    }
}
