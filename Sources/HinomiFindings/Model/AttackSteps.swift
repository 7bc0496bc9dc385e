// SPDX-License-Identifier: Apache-2.0

public import HinomiRecords

/// Steps of one attack: what the same hands did, in the order in which it began.
public struct AttackSequence: Hashable, Codable, Sendable {
    /// Who took part, with one set of credentials.
    public struct Actor: Hashable, Codable, Sendable {
        /// The access key, else the principal: what steps name the actor by.
        public var id: String
        public var caller: AccessKeyDetails

        public init(id: String, caller: AccessKeyDetails) {
            self.id = id
            self.caller = caller
        }
    }

    /// Something that steps were about.
    public struct Thing: Hashable, Codable, Sendable {
        /// What it is.
        public enum Kind: String, Codable, Sendable {
            case accessKey = "ACCESS_KEY"
            case bucket = "S3_BUCKET"
            case instance = "EC2_INSTANCE"
            case kubernetesCluster = "EKS_CLUSTER"
            case containerCluster = "ECS_CLUSTER"

            /// The service it belongs to.
            public var service: String {
                switch self {
                case .accessKey: "iam"
                case .bucket: "s3"
                case .instance: "ec2"
                case .kubernetesCluster: "eks"
                case .containerCluster: "ecs"
                }
            }
        }

        /// Its name, as logs have it.
        public var name: String
        public var kind: Kind

        public init(name: String, kind: Kind) {
            self.name = name
            self.kind = kind
        }

        /// What steps name it by.
        public var uid: String { kind == .bucket ? "arn:aws:s3:::" + name : name }
    }

    /// What is telling about a step.
    public struct Indicator: Hashable, Codable, Sendable {
        /// In which way; the order is that in which reports name them.
        public enum Key: String, Codable, Sendable, CaseIterable {
            case tor = "TOR_IP"
            case maliciousAddress = "MALICIOUS_IP"
            case suspiciousNetwork = "SUSPICIOUS_NETWORK"
            case userAgent = "SUSPICIOUS_USER_AGENT"
            case unusualCall = "UNUSUAL_API_FOR_ACCOUNT"
            case tactic = "ATTACK_TACTIC"
            case technique = "ATTACK_TECHNIQUE"
            case sensitiveCall = "HIGH_RISK_API"
        }

        public var key: Key
        public var values: [String]

        public init(_ key: Key, _ values: [String]) {
            self.key = key
            self.values = values
        }
    }

    /// A finding that is part of the attack, or calls that are none by themselves.
    public struct Step: Hashable, Codable, Sendable {
        /// Where it is known from.
        public enum Source: String, Codable, Sendable {
            case finding = "FINDING"
            case managementEvents = "CLOUD_TRAIL"
            case dataEvents = "S3_DATA_EVENTS"
        }

        /// The id of the finding, or a stable one of the first record.
        public var uid: String
        public var source: Source
        /// The type of the finding; empty for calls.
        public var type: String
        public var tactic: Tactic
        /// The id of the technique in MITRE ATT&CK; empty where it is not clear.
        public var technique: String
        /// The service without the domain of all, and the operation; empty where it is not one call that tells.
        public var service: String
        public var api: String
        public var first: Timestamp
        public var last: Timestamp
        public var count: Int
        /// Whether every call of it failed.
        public var isRefused: Bool
        /// The severity of the finding; nil for calls.
        public var severity: Severity?
        /// The id of the actor.
        public var actor: String
        /// Where it came from; nil where the log does not say.
        public var address: IPAddress?
        /// What it was about; nil where that is not known.
        public var thing: Thing?
        public var indicators: [Indicator]

        public init(
            uid: String, source: Source, type: String, tactic: Tactic, technique: String, service: String, api: String,
            first: Timestamp, last: Timestamp, count: Int, isRefused: Bool, severity: Severity?, actor: String,
            address: IPAddress?, thing: Thing?, indicators: [Indicator]
        ) {
            self.uid = uid
            self.source = source
            self.type = type
            self.tactic = tactic
            self.technique = technique
            self.service = service
            self.api = api
            self.first = first
            self.last = last
            self.count = count
            self.isRefused = isRefused
            self.severity = severity
            self.actor = actor
            self.address = address
            self.thing = thing
            self.indicators = indicators
        }

        /// `iam:CreateUser`.
        public var call: String { api.isEmpty ? "use of the credentials" : service + ":" + api }
    }

    /// Most steps, actors, and places they came from that are told of.
    public static let maxSteps = 100
    public static let maxActors = 10
    public static let maxEndpoints = 10

    /// In the order in which they began.
    public var steps: [Step]
    /// The one that tells most of the attack first.
    public var actors: [Actor]
    /// Where they came from, the most telling first.
    public var endpoints: [IPAddress]

    public init(steps: [Step], actors: [Actor], endpoints: [IPAddress]) {
        self.steps = steps
        self.actors = actors
        self.endpoints = endpoints
    }

    /// The tactics in the order in which they began.
    public var tactics: [Tactic] {
        var seen: [Tactic] = []
        for step in steps where !seen.contains(step.tactic) { seen.append(step.tactic) }
        return seen
    }

    /// What steps were about, in the order in which it is met: keys of actors, buckets, instances.
    public var things: [Thing] {
        var things: [Thing] = []
        for actor in actors where !actor.caller.accessKeyID.isEmpty {
            things.append(Thing(name: actor.caller.accessKeyID, kind: .accessKey))
        }
        for step in steps {
            if let thing = step.thing, !things.contains(thing) { things.append(thing) }
        }
        return things
    }

    /// What is telling about all steps together, each value once.
    public var indicators: [Indicator] {
        Indicator.Key.allCases.compactMap { key in
            var values: [String] = []
            for step in steps {
                for indicator in step.indicators where indicator.key == key {
                    for value in indicator.values where !values.contains(value) { values.append(value) }
                }
            }
            return values.isEmpty ? nil : Indicator(key, values)
        }
    }
}

extension AttackSequence.Indicator.Key {
    /// What it is called in words: `Tor exit nodes`.
    public var words: String {
        switch self {
        case .tor: "Tor exit nodes"
        case .maliciousAddress: "addresses on threat lists"
        case .suspiciousNetwork: "suspicious places"
        case .userAgent: "clients made for attacking"
        case .unusualCall: "unusual calls"
        case .tactic: "tactics"
        case .technique: "techniques"
        case .sensitiveCall: "sensitive calls"
        }
    }
}
