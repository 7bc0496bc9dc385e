// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import HinomiRecords

@Suite struct IPAddressTests {
    /// What the C library reads, as 16 bytes.
    static func reference(_ text: String) -> IPAddress? {
        var v4 = in_addr()
        if inet_pton(AF_INET, text, &v4) == 1 { return IPAddress(v4: UInt32(bigEndian: v4.s_addr)) }
        var v6 = [UInt8](repeating: 0, count: 16)
        guard inet_pton(AF_INET6, text, &v6) == 1 else { return nil }
        let halves = [v6[..<8], v6[8...]].map { $0.reduce(UInt64(0)) { $0 << 8 | UInt64($1) } }
        return IPAddress(high: halves[0], low: halves[1])
    }

    @Test(arguments: [
        "0.0.0.0", "255.255.255.255", "1.2.3.4", "01.2.3.4", "1.2.3.04", "1.2.3", "1.2.3.4.5", "256.1.1.1", "1..2.3",
        "1.2.3.", ".1.2.3",
        "1.2.3.4 ", "::", "::1", "1::", "1::8", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8",
        "1:2:3:4::5:6:7:8",
        "::1:2:3:4:5:6:7:8", ":", ":::", "1:", ":1", "1::2::3", "12345::", "g::", "::ffff:1.2.3.4",
        "64:ff9b::192.0.2.1", "::1.2.3.4:5",
        "1:2:3:4:5:6:7:1.2.3.4", "1:2:3:4:5:6:1.2.3.4", "::1.2.3", "fe80::1%eth0", "2001:DB8::aB", "0:0:0:0:0:0:0:0",
        "", "1.2.3.4::", "::01.2.3.4",
        "0000:0000:0000:0000:0000:ffff:192.168.100.228", "1:2:3:4:5:6:7:8:9", "00001::",
    ])
    func `texts are read as the C library reads them`(_ text: String) {
        #expect(IPAddress(text) == IPAddressTests.reference(text), "\(text)")
    }

    @Test func `random texts are read as the C library reads them`() {
        var numbers = Numbers(state: 21)
        let pieces = ["0", "1", "25", "255", "256", "ffff", "a", ":", ":", "::", ".", ".", "db8", "2001", "00"]
        for _ in 0..<60_000 {
            let text = (0..<numbers.below(16)).map { _ in pieces[numbers.below(pieces.count)] }.joined()
            #expect(IPAddress(text) == IPAddressTests.reference(text), "\(text)")
        }
    }

    @Test func `addresses are written as the C library writes them, and read back`() {
        var numbers = Numbers(state: 22)
        for round in 0..<20_000 {
            var bytes = (0..<16).map { _ in numbers.below(3) == 0 ? UInt8(truncatingIfNeeded: numbers.next()) : 0 }
            if round % 3 == 0 { bytes.replaceSubrange(0..<12, with: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]) }
            let halves = [bytes[..<8], bytes[8...]].map { $0.reduce(UInt64(0)) { $0 << 8 | UInt64($1) } }
            let address = IPAddress(high: halves[0], low: halves[1])
            #expect(IPAddress(address.description) == address)
            // The C library still writes ::/96 with dots, which RFC 5952 leaves to known prefixes.
            if address.high == 0, address.low >> 32 == 0 { continue }
            var text = [CChar](repeating: 0, count: 64)
            inet_ntop(AF_INET6, bytes, &text, 64)
            let theirs = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            let expected = address.isV4 ? theirs.replacingOccurrences(of: "::ffff:", with: "") : theirs
            #expect(address.description == expected)
        }
    }

    @Test func `published forms of RFC 5952 are canonical`() {
        let forms = [
            "2001:0db8:0:0:0:0:2:1": "2001:db8::2:1", "2001:db8:0:1:1:1:1:1": "2001:db8:0:1:1:1:1:1",
            "2001:0:0:1:0:0:0:1": "2001:0:0:1::1", "2001:db8:0:0:1:0:0:1": "2001:db8::1:0:0:1",
            "0:0:0:0:0:0:0:1": "::1",
        ]
        for (text, canonical) in forms { #expect(IPAddress(text)?.description == canonical) }
    }

    @Test func `scopes are those of the registries`() throws {
        func address(_ text: String) throws -> IPAddress { try #require(IPAddress(text)) }
        for text in [
            "8.8.8.8", "192.0.2.1", "198.51.100.9", "203.0.113.200", "172.15.0.1", "172.32.0.1", "100.63.0.1",
            "100.128.0.1",
            "198.17.0.1", "198.20.0.1", "169.253.1.1", "2600::1", "2001:db8::1", "192.0.1.1", "223.255.255.255",
        ] {
            #expect(try address(text).isPublic, "\(text)")
        }
        for text in [
            "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "127.0.0.1", "169.254.169.254", "100.64.0.1",
            "100.127.255.255", "0.1.2.3", "224.0.0.1", "255.255.255.255", "240.0.0.1", "198.18.0.1", "198.19.255.255",
            "192.0.0.8",
            "::1", "::", "fe80::1", "fd00::1", "ff02::1",
        ] {
            #expect(!(try address(text).isPublic), "\(text)")
        }
        #expect(try address("239.1.1.1").isMulticastOrBroadcast && address("255.255.255.255").isMulticastOrBroadcast)
        #expect(try address("ff02::1").isMulticastOrBroadcast && !address("fe80::1").isMulticastOrBroadcast)
        #expect(try address("fe80::1").isLocalOnly && address("febf::1").isLocalOnly && !address("fec0::1").isLocalOnly)
        #expect(try address("::1").isLocalOnly && address("::").isLocalOnly && !address("::2").isLocalOnly)
    }
}
