// SPDX-License-Identifier: Apache-2.0

/// The networks of the simulated world. Numbers and countries of the systems are real, and so are blocks where they are known;
/// who sits behind an address is made up.
enum NetworkPool {
    static let cities: [City] = [
        City(
            name: "Berlin", ahead: 3_600, office: Network("Colt Technology Services", 8_220, "DE", 217, 110, bits: 15),
            homes: [
                Network("Deutsche Telekom", 3_320, "DE", 84, 128, bits: 10),
                Network("Vodafone GmbH", 3_209, "DE", 88, 64, bits: 12),
            ], mobile: Network("Telefonica Germany", 6_805, "DE", 77, 176, bits: 12)),
        City(
            name: "London", ahead: 0, office: Network("Vorboss", 25_160, "GB", 185, 78, 20, bits: 22),
            homes: [
                Network("British Telecommunications", 2_856, "GB", 86, 128, bits: 10),
                Network("Virgin Media", 5_089, "GB", 82, 0, bits: 11),
            ], mobile: Network("EE Limited", 12_576, "GB", 31, 64, bits: 13)),
        City(
            name: "New York", ahead: -5 * 3_600, office: Network("Lumen", 3_356, "US", 4, 16, bits: 14),
            homes: [
                Network("Comcast Cable", 7_922, "US", 73, 0, bits: 9),
                Network("Verizon Business", 701, "US", 72, 64, bits: 11),
            ], mobile: Network("T-Mobile USA", 21_928, "US", 172, 32, bits: 11)),
        City(
            name: "San Francisco", ahead: -8 * 3_600, office: Network("Cogent", 174, "US", 38, 96, bits: 13),
            homes: [
                Network("Comcast Cable", 7_922, "US", 73, 128, bits: 9),
                Network("AT&T Services", 7_018, "US", 99, 32, bits: 11),
            ], mobile: Network("Verizon Wireless", 6_167, "US", 174, 192, bits: 10)),
        City(
            name: "Bengaluru", ahead: 19_800, office: Network("Tata Communications", 4_755, "IN", 14, 140, bits: 14),
            homes: [
                Network("Reliance Jio", 55_836, "IN", 49, 36, bits: 14),
                Network("Bharti Airtel", 24_560, "IN", 122, 160, bits: 12),
            ], mobile: Network("Airtel Mobile", 45_609, "IN", 106, 192, bits: 11)),
    ]

    /// Where people travel to.
    static let abroad: [Network] = [
        Network("Telefonica de Espana", 3_352, "ES", 80, 24, bits: 13),
        Network("MEO", 3_243, "PT", 85, 240, bits: 13),
        Network("Telecom Italia", 3_269, "IT", 79, 0, bits: 10),
        Network("Orange", 3_215, "FR", 90, 0, bits: 9),
        Network("Singtel Fibre", 9_506, "SG", 116, 88, bits: 14),
        Network("NTT OCN", 4_713, "JP", 153, 128, bits: 9),
    ]

    /// Hosted runners of builds.
    static let runners = Network("Microsoft Azure", 8_075, "US", 20, 64, bits: 10)

    /// Where attackers come from: hosts of servers, and access lines of countries without an office.
    static let hostile: [Network] = [
        Network("DigitalOcean", 14_061, "NL", 159, 65, bits: 16),
        Network("OVH", 16_276, "FR", 51, 75, bits: 16),
        Network("Vultr", 20_473, "SE", 45, 76, bits: 15),
        Network("M247", 9_009, "RO", 185, 156, 44, bits: 22),
        Network("Selectel", 49_505, "RU", 92, 53, 96, bits: 19),
        Network("Vimpelcom", 8_402, "RU", 95, 24, bits: 13),
        Network("Chinanet", 4_134, "CN", 113, 64, bits: 11),
        Network("VNPT", 45_899, "VN", 14, 160, bits: 11),
        Network("MTN Nigeria", 29_465, "NG", 102, 88, bits: 13),
        Network("Claro", 28_573, "BR", 177, 32, bits: 13),
    ]

    /// Access lines among them, where somebody would sign in to the console from.
    static var hostileHomes: [Network] { Array(hostile.suffix(5)) }

    /// The public addresses of AWS in a region.
    static func amazon(_ region: String) -> Network {
        amazonByRegion.first { $0.region == region }?.network ?? amazonByRegion[0].network
    }

    static let amazonByRegion: [(region: String, network: Network)] = [
        ("us-east-1", Network("Amazon", 14_618, "US", 54, 80, bits: 12)),
        ("us-west-2", Network("Amazon", 16_509, "US", 35, 160, bits: 13)),
        ("eu-central-1", Network("Amazon", 16_509, "DE", 3, 64, bits: 12)),
        ("eu-west-1", Network("Amazon", 16_509, "IE", 34, 240, bits: 12)),
        ("ap-south-1", Network("Amazon", 16_509, "IN", 13, 232, bits: 14)),
        ("ap-northeast-1", Network("Amazon", 16_509, "JP", 54, 168, bits: 16)),
        ("sa-east-1", Network("Amazon", 16_509, "BR", 54, 232, bits: 16)),
        ("ap-southeast-2", Network("Amazon", 16_509, "AU", 13, 236, bits: 14)),
    ]

    /// Sites that instances talk to.
    static let sites = Network("Cloudflare", 13_335, "US", 104, 16, bits: 13)

    static var all: [Network] {
        var all = cities.flatMap { [$0.office, $0.mobile] + $0.homes }
        all += abroad + hostile + amazonByRegion.map(\.network)
        all += [runners, sites]
        return all
    }
}
