// SPDX-License-Identifier: Apache-2.0

package import HinomiRecords

/// The networks that requests for users never go to: what is there is not the internet.
package enum ForbiddenNetworks {
    /// Why an address is not to be connected to, as "a private address"; nil where it is an address of the internet.
    ///
    /// Forms of IPv6 that carry an IPv4 address are judged by that address as well.
    package static func reason(against address: IPAddress) -> String? {
        if address.isV4 { return reason(in: ipv4, address) }
        if let carried = carriedIPv4(address) {
            return reason(in: ipv4, carried).map { "\($0) in the form of IPv6" }
        }
        return reason(in: ipv6, address) ?? (address.high >> 61 == 1 ? nil : "no address of the internet")
    }

    private static func reason(in networks: [(CIDR, String)], _ address: IPAddress) -> String? {
        networks.first { $0.0.contains(address) }?.1
    }

    /// The IPv4 address that NAT64 (64:ff9b::/96) and 6to4 (2002::/16) would lead to.
    private static func carriedIPv4(_ address: IPAddress) -> IPAddress? {
        if address.high == 0x0064_FF9B_0000_0000, address.low >> 32 == 0 {
            return IPAddress(v4: UInt32(truncatingIfNeeded: address.low))
        }
        if address.high >> 48 == 0x2002 { return IPAddress(v4: UInt32(truncatingIfNeeded: address.high >> 16)) }
        return nil
    }

    // IANA's registries of special-purpose addresses, whatever is not globally reachable, and what clouds hide behind
    // public addresses.
    private static let ipv4 = networks([
        ("0.0.0.0/8", "an unspecified address"),
        ("10.0.0.0/8", "a private address"),
        ("100.64.0.0/10", "an address of a carrier's network"),
        ("127.0.0.0/8", "a loopback address"),
        ("168.63.129.16/32", "the address of a cloud's own service"),
        ("169.254.0.0/16", "a link-local address"),
        ("172.16.0.0/12", "a private address"),
        ("192.0.0.0/24", "a reserved address"),
        ("192.0.2.0/24", "an address for documentation"),
        ("192.88.99.0/24", "a reserved address"),
        ("192.168.0.0/16", "a private address"),
        ("198.18.0.0/15", "an address for measurements"),
        ("198.51.100.0/24", "an address for documentation"),
        ("203.0.113.0/24", "an address for documentation"),
        ("224.0.0.0/4", "a multicast address"),
        ("240.0.0.0/4", "a reserved address"),
    ])
    private static let ipv6 = networks([
        ("::/128", "an unspecified address"),
        ("::1/128", "a loopback address"),
        ("64:ff9b:1::/48", "an address of a local translation"),
        ("100::/64", "an address that discards"),
        ("2001::/23", "an address of a tunnel or protocol"),
        ("2001:db8::/32", "an address for documentation"),
        ("3fff::/20", "an address for documentation"),
        ("5f00::/16", "an address of segment routing"),
        ("fc00::/7", "a private address"),
        ("fe80::/10", "a link-local address"),
        ("fec0::/10", "a private address"),
        ("ff00::/8", "a multicast address"),
    ])

    private static func networks(_ rows: [(String, String)]) -> [(CIDR, String)] {
        rows.compactMap { text, reason in CIDR(text).map { ($0, reason) } }
    }
}
