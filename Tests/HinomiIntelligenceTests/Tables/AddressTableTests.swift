// SPDX-License-Identifier: Apache-2.0

import HinomiIntelligence
import HinomiRecords
import Testing

@Suite struct AddressTableTests {
    @Test func `all lists that contain an address are told, each with its most specific network`() throws {
        var builder = IntelligenceBundle.Builder()
        try builder.add("198.51.100.0/24\twide\n198.51.100.7\tnarrow\n", name: "a", columns: ["cidr", "family"])
        try builder.add("198.51.0.0/16\tb\n", name: "b", category: .scanner, confidence: .low, columns: ["cidr", "family"])
        let bundle = builder.build()
        #expect(bundle.hits("198.51.100.7").map(\.threatName) == ["narrow", "b"])
        #expect(bundle.hits("198.51.100.8").map(\.threatName) == ["wide", "b"])
        #expect(bundle.hits("198.51.1.1").map(\.threatName) == ["b"])
        #expect(!bundle.has("198.52.0.0"))
        let set = bundle.set(bundle.addresses.lookup(IPAddress(198, 51, 100, 7)))
        #expect(set.categories.categories == [.malware, .scanner])
        #expect(set.confidence(in: .scanner) == .low)
        #expect(set.confidence(in: .mining) == nil)
    }

    @Test func `the ends of the address space are found`() throws {
        let (bundle, _) = try bundle("223.255.255.255\n1.0.1.0\n2000::/16\n3fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff\n")
        #expect(bundle.has("223.255.255.255") && bundle.has("1.0.1.0") && bundle.has("2000::"))
        #expect(bundle.has("2000:ffff:ffff:ffff:ffff:ffff:ffff:ffff"))
        #expect(bundle.has("3fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"))
        for miss in ["0.0.0.0", "255.255.255.255", "::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "223.255.255.254"] {
            #expect(!bundle.has(miss))
        }
        #expect(bundle.set(.max).isEmpty)
    }

    /// 1,100 networks and 60,000 make the table choose its other bitmaps.
    @Test(arguments: [(1, 60), (2, 1_100), (3, 60_000)])
    func `random networks are found as by trying all of them`(seed: UInt64, count: Int) throws {
        var random = Random(seed)
        var texts = [[String]](repeating: [], count: 3)
        var networks = [[CIDR]](repeating: [], count: 3)
        // Few distinct leading bits, so that networks nest.
        let leads = (0..<max(4, count / 40)).map { _ in UInt32(truncatingIfNeeded: random.next()) }
        func address(_ random: inout Random) -> IPAddress {
            if random.below(4) == 0 {
                return IPAddress(
                    high: 0x2001_0DB8_0000_0000 | UInt64(random.below(4)) << UInt64(random.below(30)),
                    low: UInt64(random.below(3)) << UInt64(random.below(60)))
            }
            let lead = leads[random.below(leads.count)]
            return IPAddress(v4: lead & 0xFFFF_F000 | UInt32(random.below(4096)))
        }
        for _ in 0..<count {
            let base = address(&random)
            let length = base.isV4 ? 96 + 14 + random.below(19) : 32 + random.below(97)
            let network = CIDR(base, prefixLength: length)
            guard network.first.isPublic, NeverAlert.reason(forAddress: network.first) == nil || count < 2_000 else { continue }
            let list = random.below(3)
            texts[list].append(network.description)
            networks[list].append(network)
        }
        var builder = IntelligenceBundle.Builder(includingBuiltIns: false)
        for list in 0..<3 { try builder.add(texts[list].joined(separator: "\n"), name: "\(list)") }
        let bundle = builder.build()
        let probes = count > 10_000 ? 150 : 2_000
        for _ in 0..<probes {
            var probe = address(&random)
            let lists = networks.indices.filter { list in networks[list].contains { $0.contains(probe) } }
            #expect(bundle.lists(probe.description) == lists.map(String.init), "\(probe)")
            probe.low &+= 1
        }
    }

    @Test func `trusted networks are cut out of random networks`() throws {
        var random = Random(11)
        var threats = [CIDR]()
        var trusted = [CIDR]()
        for i in 0..<400 {
            let network = CIDR(
                IPAddress(v4: 0xCB00_0000 | UInt32(random.below(1 << 16))), prefixLength: 96 + 16 + random.below(17))
            if i % 5 == 0 && network.prefixLength > 120 { trusted.append(network) } else { threats.append(network) }
        }
        var builder = IntelligenceBundle.Builder(includingBuiltIns: false)
        try builder.trust(trusted.map(\.description).joined(separator: "\n"))
        try builder.add(threats.map(\.description).joined(separator: "\n"))
        let bundle = builder.build()
        for low in 0..<(1 << 16) {
            let address = IPAddress(v4: 0xCB00_0000 | UInt32(low))
            guard low % 7 == 0 else { continue }
            let expected = threats.contains { $0.contains(address) } && !trusted.contains { $0.contains(address) }
            #expect((bundle.addresses.lookup(address) != 0) == expected, "\(address)")
        }
    }
}
