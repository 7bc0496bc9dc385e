// SPDX-License-Identifier: Apache-2.0

import HinomiIntelligence
import HinomiRecords

/// The lists that made-up streams are written against.
enum Lists {
    static let commandAndControl = "198.51.100.10"
    static let xorDDoS = "198.51.100.11"
    static let mining = "198.51.100.20"
    static let dropPoint = "198.51.100.30"
    static let blackhole = "198.51.100.40"
    static let torExit = "198.51.100.50"
    static let custom = "198.51.100.60"
    static let scanner = "198.51.100.70"
    static let relays = (1...12).map { "203.0.113.\($0)" }

    static let names: [(name: String, category: ThreatCategory)] = [
        ("bad-control.net", .commandAndControl), ("bad-mining.net", .mining), ("bad-drop.net", .dropPoint),
        ("bad-hole.net", .blackhole), ("bad-phish.net", .phishing), ("bad-drive.net", .driveBy), ("bad-dga.net", .dga),
        ("bad-custom.net", .custom), ("bad-abused.net", .reputationAbused), ("bad-coin.net", .reputationBitcoin),
        ("bad-malice.net", .reputationMalicious), ("bad-suspect.net", .reputationSuspicious),
    ]

    static let bundle = bundle { _ in true }
    /// The same without the customer's own.
    static let withoutCustom = bundle { $0 != .custom }

    private static func bundle(of isWanted: (ThreatCategory) -> Bool) -> IntelligenceBundle {
        var builder = IntelligenceBundle.Builder()
        var lists: [(String, ThreatCategory, String)] = [
            ("control", .commandAndControl, commandAndControl),
            ("families", .malware, xorDDoS + "\tXor.DDoS"), ("mines", .mining, mining),
            ("drops", .dropPoint, dropPoint),
            ("holes", .blackhole, blackhole), ("exits", .torExit, torExit), ("own", .custom, custom),
            ("scanners", .scanner, scanner), ("relays", .torRelay, relays.joined(separator: "\n")),
        ]
        lists += names.map { ("names \($0.category.spelling)", $0.category, $0.name) }
        for (name, category, text) in lists where isWanted(category) {
            do {
                _ = try Array((text + "\n").utf8).withUnsafeBufferPointer {
                    try builder.add(list: $0, name: name, category: category)
                }
            } catch {
                preconditionFailure("\(error)")
            }
        }
        return builder.build()
    }
}

/// Where the made-up addresses are: three documentation ranges, one of which is Amazon's.
struct MadeUpPlaces: PlaceSource {
    func place(of address: IPAddress) -> Place? {
        var place = Place()
        switch address.v4 >> 8 {
        case 0xC0_00_02: (place.countryCode, place.asn) = ("DE", 64_496)
        case 0xC6_33_64: (place.countryCode, place.asn) = ("US", 64_497)
        case 0xCB_00_71: (place.countryCode, place.asn) = ("JP", 16_509)
        default: return nil
        }
        return address.isV4 ? place : nil
    }
}
