// SPDX-License-Identifier: Apache-2.0

import HinomiIntelligence
import HinomiRecords
import Testing

@Suite struct NameTableTests {
    @Test func `names match on label borders only`() throws {
        let (bundle, _) = try bundle("evil.com\nsub.worse.net\n")
        for hit in ["evil.com", "EVIL.com.", "a.evil.com", "a.b.c.d.e.f.evil.com", "sub.worse.net", "x.sub.worse.net"] {
            #expect(bundle.has(hit), "\(hit)")
        }
        for miss in [
            "notevil.com", "evil.com.org", "evil.co", "vil.com", "com", "worse.net", "other.worse.net", "evil-com",
        ] {
            #expect(!bundle.has(miss), "\(miss)")
        }
        #expect(bundle.matchedName(DomainName("a.b.evil.com")!) == "evil.com")
        #expect(bundle.matchedName(DomainName("good.com")!) == nil)
    }

    @Test func `nothing is matched through a public suffix or a shared host`() throws {
        // `duckdns.org`, `co.uk` and `ngrok.io` are suffixes; `amazonaws.com` has suffixes below it.
        let (bundle, _) = try bundle(
            "duckdns.org\nco.uk\nngrok.io\namazonaws.com.cn\nbad.duckdns.org\n", category: .custom)
        #expect(bundle.has("duckdns.org") && bundle.has("co.uk") && bundle.has("ngrok.io"))
        #expect(!bundle.has("honest.duckdns.org") && !bundle.has("example.co.uk") && !bundle.has("a.b.ngrok.io"))
        #expect(bundle.has("bad.duckdns.org") && bundle.has("www.bad.duckdns.org"))
        #expect(bundle.has("console.amazonaws.com.cn"))
        #expect(!bundle.has("bucket.s3.cn-north-1.amazonaws.com.cn"))
        #expect(bundle.hits("duckdns.org").first?.matchesSubdomains == false)
        #expect(bundle.hits("www.bad.duckdns.org").first?.matchesSubdomains == true)
    }

    @Test func `all lists are told, each by its most specific name`() throws {
        var builder = IntelligenceBundle.Builder()
        try builder.add("bad.org\tparent\nx.bad.org\tchild\n", name: "a", columns: ["domain", "family"])
        try builder.add("bad.org\tother\n", name: "b", confidence: .low, columns: ["domain", "family"])
        try builder.add("http://x.bad.org/path", name: "c", confidence: .medium)
        let bundle = builder.build()
        #expect(bundle.hits("x.bad.org").map(\.list) == ["a", "c", "b"])
        #expect(bundle.hits("x.bad.org").map(\.threatName) == ["child", "", "other"])
        // The host of a URL is meant exactly.
        #expect(bundle.hits("y.x.bad.org").map(\.list) == ["a", "b"])
        #expect(bundle.hits("y.x.bad.org").map(\.threatName) == ["child", "other"])
        #expect(bundle.hits("bad.org").map(\.threatName) == ["parent", "other"])
        #expect(bundle.matchedName(DomainName("z.y.x.bad.org")!) == "x.bad.org")
    }

    @Test func `odd names do no harm`() throws {
        let (bundle, _) = try bundle("a.b.c.evil.com\n")
        let long = String(repeating: "abcdefgh.", count: 100)
        for name in [
            "", ".", "..", ".evil.com", "a.b.c.evil.com.", long + "a.b.c.evil.com", "\u{0}.c.evil.com", "日本.jp",
        ] {
            _ = Array(name.utf8).withUnsafeBufferPointer { bundle.names.lookup($0) }
        }
        #expect(bundle.has(long + "a.b.c.evil.com"))
        #expect(bundle.names.lookup(UnsafeBufferPointer(start: nil, count: 0)) == 0)
    }

    @Test(arguments: [5, 6, 7] as [UInt64])
    func `random names are found as by comparing suffixes`(seed: UInt64) throws {
        var random = Random(seed)
        let labels = ["a", "b", "cd", "x-y", "_z", "evil"]
        let endings = ["com", "co.uk", "github.io", "org", "unlisted", "test.ck"]
        func name(_ random: inout Random, depth: Int) -> String {
            var name = endings[random.below(endings.count)]
            for _ in 0..<random.below(depth) { name = labels[random.below(labels.count)] + "." + name }
            return name
        }
        var listed = [Set<String>](repeating: [], count: 3)
        for _ in 0..<120 {
            let entry = name(&random, depth: 4)
            // Public suffixes are left out of feeds.
            if PublicSuffixes.builtIn.registeredDomain(of: entry) != nil { listed[random.below(3)].insert(entry) }
        }
        var builder = IntelligenceBundle.Builder(includingBuiltIns: false)
        for list in 0..<3 { try builder.add(listed[list].sorted().joined(separator: "\n"), name: "\(list)") }
        let bundle = builder.build()
        for _ in 0..<4_000 {
            let probe = name(&random, depth: 6)
            let registered = PublicSuffixes.builtIn.registeredDomain(of: probe)
            let lists = listed.indices.filter { list in
                if listed[list].contains(probe) { return true }
                guard let registered else { return false }
                return listed[list].contains {
                    probe.hasSuffix("." + $0) && ($0 == registered || $0.hasSuffix("." + registered))
                }
            }
            #expect(bundle.lists(probe) == lists.map(String.init), "\(probe)")
        }
    }

    @Test func `a hundred thousand names are all found and others are not`() throws {
        var random = Random(3)
        func make() -> String { String(random.next(), radix: 36) + ".example-\(random.below(1000)).net" }
        let listed = (0..<100_000).map { _ in make() }
        let (bundle, statistics) = try bundle(listed.joined(separator: "\n"))
        #expect(statistics.entries == 100_000)
        #expect(listed.allSatisfy { bundle.has($0) })
        #expect((0..<100_000).allSatisfy { _ in !bundle.has(make()) })
        #expect(bundle.names.byteCount / bundle.names.count <= 25)
    }
}
