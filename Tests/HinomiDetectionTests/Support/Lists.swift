// SPDX-License-Identifier: Apache-2.0

import HinomiIntelligence

/// The lists that made-up streams are written against.
enum Lists {
    static let commandAndControl = "198.51.100.10"
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

    static let bundle: IntelligenceBundle = {
        var builder = IntelligenceBundle.Builder()
        var lists: [(String, ThreatCategory, String)] = [
            ("control", .commandAndControl, commandAndControl), ("mines", .mining, mining),
            ("drops", .dropPoint, dropPoint),
            ("holes", .blackhole, blackhole), ("exits", .torExit, torExit), ("own", .custom, custom),
            ("scanners", .scanner, scanner), ("relays", .torRelay, relays.joined(separator: "\n")),
        ]
        lists += names.map { ("names \($0.category.spelling)", $0.category, $0.name) }
        for (name, category, text) in lists {
            do {
                _ = try Array((text + "\n").utf8).withUnsafeBufferPointer {
                    try builder.add(list: $0, name: name, category: category)
                }
            } catch {
                preconditionFailure("\(error)")
            }
        }
        return builder.build()
    }()
}
