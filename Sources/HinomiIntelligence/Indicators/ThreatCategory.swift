// SPDX-License-Identifier: Apache-2.0

/// What an indicator is listed for; it decides the finding types.
public enum ThreatCategory: UInt8, CaseIterable, Hashable, Codable, Sendable, CustomStringConvertible {
    case malware = 0
    case commandAndControl = 1
    case dropPoint = 2
    case blackhole = 3
    case phishing = 4
    case driveBy = 5
    case mining = 6
    case torExit = 7
    case torRelay = 8
    case anonymizer = 9
    case scanner = 10
    case reputation = 11
    case dga = 12
    /// A customer's own list.
    case custom = 13
    case reputationAbused = 14
    case reputationBitcoin = 15
    case reputationMalicious = 16
    case reputationSuspicious = 17

    /// The spelling of feed manifests.
    public var spelling: String {
        switch self {
        case .malware: "malware"
        case .commandAndControl: "command-and-control"
        case .dropPoint: "drop-point"
        case .blackhole: "blackhole"
        case .phishing: "phishing"
        case .driveBy: "drive-by"
        case .mining: "mining"
        case .torExit: "tor-exit"
        case .torRelay: "tor-relay"
        case .anonymizer: "anonymizer"
        case .scanner: "scanner"
        case .reputation: "reputation"
        case .dga: "dga"
        case .custom: "custom"
        case .reputationAbused: "reputation-abused"
        case .reputationBitcoin: "reputation-bitcoin"
        case .reputationMalicious: "reputation-malicious"
        case .reputationSuspicious: "reputation-suspicious"
        }
    }

    /// Reads the spelling of feed manifests.
    public init?(spelling: String) {
        guard let category = ThreatCategory.allCases.first(where: { $0.spelling == spelling }) else { return nil }
        self = category
    }

    public var description: String { spelling }
}
