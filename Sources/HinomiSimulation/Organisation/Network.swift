// SPDX-License-Identifier: Apache-2.0

/// A network whose addresses callers have.
struct Network: Sendable, Hashable {
    var owner: String
    var asn: Int
    var country: String
    /// The first address, and how many bits all addresses share.
    var first: UInt32
    var bits: Int

    init(_ owner: String, _ asn: Int, _ country: String, _ a: UInt32, _ b: UInt32, _ c: UInt32 = 0, bits: Int) {
        self.owner = owner
        self.asn = asn
        self.country = country
        first = a << 24 | b << 16 | c << 8
        self.bits = bits
    }

    /// One of its addresses, neither the first nor the last of its /24.
    func address(_ random: inout Randomness) -> String {
        let host = UInt32(truncatingIfNeeded: random.below(1 << (32 - bits)))
        return Network.text((first | host) & 0xFFFF_FF00 | UInt32(random.within(2...250)))
    }

    static func text(_ address: UInt32) -> String {
        "\(address >> 24).\(address >> 16 & 255).\(address >> 8 & 255).\(address & 255)"
    }

    /// Addresses as a block: `84.128.0.0/10`.
    var block: String { "\(Network.text(first))/\(bits)" }
}

/// A city where the organisation has an office.
struct City: Sendable {
    var name: String
    /// Seconds that its clocks are ahead of UTC.
    var ahead: Int64
    var office: Network
    var homes: [Network]
    var mobile: Network
}
