// SPDX-License-Identifier: Apache-2.0

extension IPAddress {
    /// Whether the address can be reached over the internet.
    ///
    /// Documentation ranges (192.0.2.0/24, 198.51.100.0/24, 203.0.113.0/24, 2001:db8::/32) count as public, so that
    /// laboratory recordings behave like the real thing.
    @inlinable
    public var isPublic: Bool {
        if isV4 {
            let a = v4
            switch a >> 24 {
            case 0, 10, 127: return false
            case 100: return a >> 22 != 0x191  // 100.64/10, shared address space
            case 169: return a >> 16 != 0xA9FE  // 169.254/16, link local
            case 172: return a >> 20 != 0xAC1  // 172.16/12
            case 192: return a >> 16 != 0xC0A8 && a >> 8 != 0xC00000  // 192.168/16, 192.0.0/24
            case 198: return a >> 17 != 0x6309  // 198.18/15, benchmarks
            case 224...255: return false
            default: return true
            }
        }
        // 2000::/3 is the whole of the assigned unicast space; NAT64 (64:ff9b::/96) carries public IPv4.
        return high >> 61 == 1 || high == 0x0064_FF9B_0000_0000
    }

    /// Whether the address is multicast or the IPv4 broadcast address.
    @inlinable
    public var isMulticastOrBroadcast: Bool {
        isV4 ? v4 >> 28 == 0xE || v4 == 0xFFFF_FFFF : high >> 56 == 0xFF
    }

    /// Whether the address belongs to one machine or link only (loopback, link local, unspecified).
    @inlinable
    public var isLocalOnly: Bool {
        if isV4 { return v4 >> 24 == 127 || v4 >> 16 == 0xA9FE || v4 == 0 }
        return (high == 0 && low <= 1) || high >> 54 == 0x3FA
    }
}
