// SPDX-License-Identifier: Apache-2.0

/// What is known of networks by their number: whose addresses say nothing of where a person is.
public enum NetworkKinds {
    /// Whether addresses of the network belong to Amazon, and so most likely to AWS.
    public static func isAmazon(_ asn: UInt32) -> Bool { amazon.contains(asn) }

    /// Whether the network is a cloud, a host of servers, a VPN, or a relay that people browse through.
    public static func isRelayOrHosting(_ asn: UInt32) -> Bool { isAmazon(asn) || hosting.contains(asn) }

    // Sinnet and NWCD run the regions in China.
    private static let amazon: Set<UInt32> = [
        7_224, 8_987, 9_059, 10_124, 14_618, 16_509, 17_493, 38_895, 39_111, 55_960, 58_588, 62_785, 135_629, 135_630,
    ]

    private static let hosting: Set<UInt32> = [
        // Clouds: Google, Microsoft, Oracle, IBM, Alibaba, Tencent, Huawei.
        15_169, 396_982, 8_075, 8_068, 31_898, 36_351, 37_963, 45_102, 45_090, 132_203, 136_907, 55_990,
        // Hosts: DigitalOcean, Linode, OVH, Hetzner, Vultr, Scaleway, Contabo, Leaseweb, IONOS, Rackspace, Equinix, Fly.
        14_061, 62_567, 63_949, 16_276, 24_940, 213_230, 20_473, 12_876, 51_167, 60_781, 28_753, 30_633, 8_560, 19_994,
        33_070, 54_825, 40_509,
        // Where VPNs mostly live: M247, Datacamp, 31173 (Mullvad), Tzulo, Packethub, Tefincom, Clouvider, PrivateLayer.
        9_009, 60_068, 212_238, 39_351, 11_878, 147_049, 136_787, 62_240, 51_852, 209_103, 62_371, 206_092,
        // Relays and gateways: Cloudflare, Akamai and Fastly (iCloud Private Relay), Zscaler, Netskope, Palo Alto, Cisco.
        13_335, 209_242, 36_183, 20_940, 16_625, 54_113, 62_044, 53_813, 22_616, 55_256, 54_538, 396_421, 36_692,
    ]
}
