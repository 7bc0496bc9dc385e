// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

extension FirstUseRule {
    /// An instance asks a public resolver for names over HTTPS that it never asked before. Nothing but the address tells
    /// such queries from browsing.
    static let dnsOverHTTPS = FirstUseRule(
        type: "DefenseEvasion:EC2/UnusualDoHActivity",
        name: { $0.remote.description },
        contacts: \.dohContacts, bytes: \.dohBytes)

    /// Whether an address is known for DNS over HTTPS.
    static func isPublicResolver(_ address: IPAddress) -> Bool { mayBeResolver(address) && resolvers.contains(address) }

    // Addresses at which the operators of public resolvers answer DNS over HTTPS, from their own pages: Google,
    // Cloudflare, Quad9, OpenDNS, AdGuard, CleanBrowsing, NextDNS, Control D, Mullvad, DNS0, AliDNS, DNSPod, Quad101.
    private static let resolvers = Set(
        """
        8.8.8.8 8.8.4.4 2001:4860:4860::8888 2001:4860:4860::8844 2001:4860:4860::64 2001:4860:4860::6464
        1.1.1.1 1.0.0.1 1.1.1.2 1.0.0.2 1.1.1.3 1.0.0.3 2606:4700:4700::1111 2606:4700:4700::1001
        9.9.9.9 9.9.9.10 9.9.9.11 149.112.112.112 149.112.112.10 149.112.112.11 2620:fe::fe 2620:fe::9
        208.67.222.222 208.67.220.220 146.112.41.2 146.112.41.3 2620:119:35::35 2620:119:53::53
        94.140.14.14 94.140.15.15 94.140.14.15 94.140.15.16 94.140.14.140 94.140.14.141 2a10:50c0::ad1:ff
        185.228.168.9 185.228.169.9 185.228.168.10 185.228.169.11 185.228.168.168 185.228.169.168
        45.90.28.0 45.90.30.0 76.76.2.0 76.76.2.11 76.76.10.0 76.76.10.11 194.242.2.2 194.242.2.3 193.110.81.0
        185.253.5.0 223.5.5.5 223.6.6.6 1.12.12.12 120.53.53.53 101.101.101.101
        """
        .split(whereSeparator: \.isWhitespace).compactMap { IPAddress(String($0)) })

    // Whether the first octet is one of theirs: nearly all contacts of port 443 end here.
    private static func mayBeResolver(_ address: IPAddress) -> Bool {
        let octet = UInt8(truncatingIfNeeded: address.v4 >> 24)
        return !address.isV4 || octets[Int(octet >> 6)] >> UInt64(octet & 63) & 1 == 1
    }

    private static let octets: [UInt64] = {
        var bits = [UInt64](repeating: 0, count: 4)
        for resolver in resolvers where resolver.isV4 {
            let octet = UInt8(truncatingIfNeeded: resolver.v4 >> 24)
            bits[Int(octet >> 6)] |= 1 << UInt64(octet & 63)
        }
        return bits
    }()
}
