// SPDX-License-Identifier: Apache-2.0

/// What is profiled of calls. Who and where must agree with what before a novelty becomes a finding.
enum ConductFeature: UInt8, Codable, Sendable, CaseIterable {
    case api, network, country, agent, region, error, hour, bucket, launched, volume

    /// How much its surprise counts in the score of a session.
    var weight: Double {
        switch self {
        case .api, .network, .agent, .bucket, .volume: 1
        case .country, .region, .hour, .error, .launched: 0.5
        }
    }

    /// Whether it tells who calls, or from where.
    var isWho: Bool { self == .network || self == .country || self == .agent }

    /// Whether it tells what is done.
    var isWhat: Bool { self == .api || self == .region || self == .bucket || self == .launched || self == .volume }

    /// How many values it may have in an organisation: nobody is quite surprised by one that nobody had.
    var vocabulary: Double {
        switch self {
        case .api, .network, .bucket: 1_000
        case .launched: 200
        case .country, .agent, .hour: 50
        case .region, .error, .volume: 30
        }
    }

    /// Most values that a principal's profile keeps, and that of a group or an account.
    var limit: (principal: Int, group: Int) {
        switch self {
        case .api: (160, 1_200)
        case .hour: (48, 48)
        default: (24, 400)
        }
    }

    /// In words, for reasons.
    var words: String {
        switch self {
        case .api: "call"
        case .network: "network"
        case .country: "country"
        case .agent: "software"
        case .region: "region"
        case .error: "kind of failure"
        case .hour: "hour of the week"
        case .bucket: "bucket"
        case .launched: "type of instance"
        case .volume: "number of objects read"
        }
    }
}
