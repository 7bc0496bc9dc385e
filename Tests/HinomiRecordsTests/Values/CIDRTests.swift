// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import HinomiRecords

@Suite struct CIDRTests {
    @Test(arguments: [
        ("192.0.2.77/24", "192.0.2.0/24", "192.0.2.255"), ("10.0.0.0/8", "10.0.0.0/8", "10.255.255.255"),
        ("1.2.3.4", "1.2.3.4", "1.2.3.4"), ("1.2.3.4/32", "1.2.3.4", "1.2.3.4"),
        ("0.0.0.0/0", "0.0.0.0/0", "255.255.255.255"),
        ("2001:db8::1/32", "2001:db8::/32", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff"),
        ("::/0", "::/0", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
        ("2001:db8::/64", "2001:db8::/64", "2001:db8::ffff:ffff:ffff:ffff"),
        ("2001:db8::/65", "2001:db8::/65", "2001:db8::7fff:ffff:ffff:ffff"),
        ("::1/128", "::1", "::1"), ("::ffff:10.0.0.1/104", "10.0.0.0/8", "10.255.255.255"),
    ])
    func `blocks are read, written and bounded`(_ text: String, _ canonical: String, _ last: String) throws {
        let block = try #require(CIDR(text))
        #expect(block.description == canonical)
        #expect(block.last.description == last)
        #expect(CIDR(canonical) == block)
        #expect(block.contains(block.first) && block.contains(block.last))
    }

    @Test(arguments: [
        "", "/", "/24", "1.2.3.4/", "1.2.3.4/33", "1.2.3.4/-1", "1.2.3.4/a", "1.2.3.4/1000", "::/129", "1.2.3/24",
        "1.2.3.4/24/8", "1.2.3.4 /24",
        "1.2.3.4/+8", "1.2.3.4/08",
    ])
    func `what is no block is refused`(_ text: String) {
        #expect(CIDR(text) == nil)
    }

    @Test func `neighbours lie outside`() throws {
        let block = try #require(CIDR("10.1.2.0/23"))
        #expect(
            !block.contains(IPAddress(10, 1, 1, 255)) && block.contains(IPAddress(10, 1, 3, 255))
                && !block.contains(IPAddress(10, 1, 4, 0)))
        #expect(!block.contains(IPAddress(high: 0, low: 0x0A01_0200)))
    }

    @Test func `lengths out of range are brought into it`() {
        #expect(CIDR(IPAddress(1, 2, 3, 4), prefixLength: 500).prefixLength == 128)
        #expect(CIDR(IPAddress(1, 2, 3, 4), prefixLength: -5).first == .unspecified)
    }
}
