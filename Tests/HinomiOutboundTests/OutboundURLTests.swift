// SPDX-License-Identifier: Apache-2.0

import HinomiOutbound
import HinomiRecords
import Testing

struct OutboundURLTests {
    @Test(arguments: [
        // 127.0.0.1 and 169.254.169.254, as resolvers of the old kind read them.
        "http://2130706433/", "http://0x7f000001/", "http://0x7f.0.0.1/", "http://0177.0.0.1/", "http://127.1/",
        "http://127.0.1/", "http://017700000001/", "http://2852039166/", "http://0xa9fea9fe/", "http://169.254.43518/",
        "http://127.0.0.01/", "http://127.0.0.1../", "http://127.0.0.256/", "http://lists.example.1/",
        "http://１２７.0.0.1/", "http://127。0。0。1/", "http://ⓛocalhost/",
        // Who it is meant for is not clear.
        "http://user@lists.example/", "http://user:password@lists.example/", "http://lists.example@127.0.0.1/",
        "http://@127.0.0.1/", "http://lists.example\\@127.0.0.1/", "http:\\\\127.0.0.1/",
        "http://127.0.0.1%2f@lists.example/", "http://lists.example%00.evil.example/", "http://li sts.example/",
        "http://lists.example\t/", "http://lists.example/a\r\nHost: other", "http://lists..example/",
        "http:///path", "http://", "http:lists.example", "//lists.example/", "lists.example/list.txt", "",
        "http://:80/", "http://lists.example:0/", "http://lists.example:65536/", "http://lists.example:+80/",
        "http://lists.example:80:80/", "http://lists.example:8a/", "http://lists.example:/",
        "http://[::1/", "http://[127.0.0.1]/", "http://[fe80::1%25eth0]/", "http://[::1]x/", "http://[]/",
        "http://::1/",
        // Other ways to reach things.
        "ftp://lists.example/", "gopher://lists.example/", "file:///etc/passwd", "http+unix://%2Fsocket/",
        "javascript:1",
    ])
    func `an address that could be read in two ways is refused`(text: String) {
        #expect(throws: OutboundError.self) { try OutboundURL(text) }
    }

    @Test func `an address is taken apart`() throws {
        let url = try OutboundURL("HTTPS://Lists.Example.:8443/a b/ü?x=1&y=%20#part")
        #expect(url.scheme == .https)
        #expect(url.host == .name("lists.example"))
        #expect(url.port == 8443)
        #expect(url.target == "/a%20b/%C3%BC?x=1&y=%20")
        #expect(url.hostHeader == "lists.example:8443")
        #expect(url.description == "https://lists.example:8443/a%20b/%C3%BC?x=1&y=%20")
    }

    @Test func `the port is that of the scheme where none is written`() throws {
        #expect(try OutboundURL("http://lists.example").port == 80)
        #expect(try OutboundURL("https://lists.example?x").description == "https://lists.example/?x")
    }

    @Test(arguments: [
        ("http://127.0.0.1/", "127.0.0.1"), ("http://127.0.0.1./", "127.0.0.1"), ("http://[::1]:8080/x", "::1"),
        ("http://[::ffff:7f00:1]/", "127.0.0.1"), ("http://[::ffff:169.254.169.254]/", "169.254.169.254"),
    ])
    func `an address that is written as one is seen as one`(text: String, address: String) throws {
        #expect(try OutboundURL(text).host == .address(try #require(IPAddress(address))))
    }

    @Test(arguments: [
        ("/other", "https://lists.example/other"), ("//127.0.0.1/x", "https://127.0.0.1/x"),
        ("http://other.example/", "http://other.example/"),
    ])
    func `a redirect leads to a path of the same host or to another address`(location: String, next: String) throws {
        #expect(try OutboundURL("https://lists.example/list").following(location).description == next)
    }
}
