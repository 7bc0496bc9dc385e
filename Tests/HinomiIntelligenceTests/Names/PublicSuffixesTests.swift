// SPDX-License-Identifier: Apache-2.0

import HinomiIntelligence
import Testing

private func registered(_ name: String) -> String? { PublicSuffixes.builtIn.registeredDomain(of: name) }

private func bytes<Result>(_ name: String, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    Array(name.utf8).withUnsafeBufferPointer(body)
}

@Suite struct PublicSuffixesTests {
    /// The vectors that publicsuffix.org publishes for implementers.
    @Test(arguments: [
        ("com", nil), ("example.com", "example.com"), ("b.example.com", "example.com"), ("a.b.example.com", "example.com"),
        ("example", nil), ("example.example", "example.example"), ("b.example.example", "example.example"),
        ("a.b.example.example", "example.example"),
        ("biz", nil), ("domain.biz", "domain.biz"), ("b.domain.biz", "domain.biz"), ("a.b.domain.biz", "domain.biz"),
        ("uk.com", nil), ("example.uk.com", "example.uk.com"), ("b.example.uk.com", "example.uk.com"),
        ("test.ac", "test.ac"), ("mm", nil), ("c.mm", nil), ("b.c.mm", "b.c.mm"), ("a.b.c.mm", "b.c.mm"),
        ("jp", nil), ("test.jp", "test.jp"), ("www.test.jp", "test.jp"), ("ac.jp", nil), ("test.ac.jp", "test.ac.jp"),
        ("kyoto.jp", nil), ("test.kyoto.jp", "test.kyoto.jp"), ("ide.kyoto.jp", nil), ("b.ide.kyoto.jp", "b.ide.kyoto.jp"),
        ("c.kobe.jp", nil), ("b.c.kobe.jp", "b.c.kobe.jp"), ("city.kobe.jp", "city.kobe.jp"),
        ("www.city.kobe.jp", "city.kobe.jp"), ("city.kawasaki.jp", "city.kawasaki.jp"),
        ("a.city.kawasaki.jp", "city.kawasaki.jp"), ("x.kawasaki.jp", nil), ("a.x.kawasaki.jp", "a.x.kawasaki.jp"),
        ("ck", nil), ("test.ck", nil), ("b.test.ck", "b.test.ck"), ("a.b.test.ck", "b.test.ck"), ("www.ck", "www.ck"),
        ("www.www.ck", "www.ck"), ("us", nil), ("test.us", "test.us"), ("ak.us", nil), ("test.ak.us", "test.ak.us"),
        ("k12.ak.us", nil), ("test.k12.ak.us", "test.k12.ak.us"), ("www.test.k12.ak.us", "test.k12.ak.us"),
        ("xn--85x722f.com.cn", "xn--85x722f.com.cn"), ("www.xn--85x722f.xn--55qx5d.cn", "xn--85x722f.xn--55qx5d.cn"),
        ("shishi.xn--55qx5d.cn", "shishi.xn--55qx5d.cn"), ("xn--55qx5d.cn", nil), ("xn--fiqs8s", nil),
        ("shishi.xn--fiqs8s", "shishi.xn--fiqs8s"), ("co.uk", nil), ("example.co.uk", "example.co.uk"),
        ("www.example.co.uk", "example.co.uk"),
    ] as [(String, String?)])
    func `registered names follow the published vectors`(name: String, expected: String?) {
        #expect(registered(name) == expected)
    }

    @Test(arguments: [
        ("github.io", nil, "github.io"), ("x.github.io", "x.github.io", "github.io"),
        ("a.x.github.io", "x.github.io", "github.io"),
        ("bucket.s3.amazonaws.com", "bucket.s3.amazonaws.com", "amazonaws.com"),
        ("s3.amazonaws.com", nil, "amazonaws.com"), ("amazonaws.com", "amazonaws.com", "amazonaws.com"),
        ("evil.blogspot.com", "evil.blogspot.com", "blogspot.com"),
    ] as [(String, String?, String?)])
    func `shared hosts are suffixes only with the private section`(name: String, full: String?, registry: String?) {
        #expect(registered(name) == full)
        let start = bytes(name) { PublicSuffixes.builtIn.registeredDomainStart(of: $0, includingPrivate: false) }
        #expect(start.map { String(name.dropFirst($0)) } == registry)
    }

    @Test func `who gives the names under a suffix is told`() {
        #expect(bytes("github.io") { PublicSuffixes.builtIn.isPrivateSuffix($0) })
        #expect(!bytes("x.github.io") { PublicSuffixes.builtIn.isPrivateSuffix($0) })
        #expect(!bytes("co.uk") { PublicSuffixes.builtIn.isPrivateSuffix($0) })
        #expect(bytes("co.uk") { PublicSuffixes.builtIn.isPublicSuffix($0) })
        #expect(bytes("host.internal") { !PublicSuffixes.builtIn.suffix(of: $0).isListed })
        #expect(bytes("www.ck") { PublicSuffixes.builtIn.suffix(of: $0) }.start == 4)
    }

    @Test(arguments: ["", ".", "..", ".com", "a..com", "com.", ".ck", "..github.io", "\u{0}.\u{ff}"])
    func `odd names do no harm`(name: String) {
        bytes(name) { bytes in
            if let start = PublicSuffixes.builtIn.registeredDomainStart(of: bytes) { #expect((0...bytes.count).contains(start)) }
        }
    }

    @Test func `rules of one's own work like the built-in ones`() {
        let suffixes = PublicSuffixes(registry: "com *.uk !bl.uk", private: "host.com *.pages.com !own.pages.com")
        #expect(suffixes.registeredDomain(of: "a.b.co.uk") == "b.co.uk")
        #expect(suffixes.registeredDomain(of: "a.bl.uk") == "bl.uk")
        #expect(suffixes.registeredDomain(of: "a.b.host.com") == "b.host.com")
        #expect(suffixes.registeredDomain(of: "a.b.x.pages.com") == "b.x.pages.com")
        #expect(suffixes.registeredDomain(of: "a.own.pages.com") == "own.pages.com")
        #expect(suffixes.registeredDomain(of: "pages.com") == "pages.com")
    }
}
