// SPDX-License-Identifier: Apache-2.0

/// What is usual for a principal and its account, and what was unusual: GuardDuty's profile block, which findings carry in
/// two spellings, as texts in `additionalInfo` and as a structure in `detection.anomaly`.
public struct BehaviorProfile: Hashable, Codable, Sendable {
    /// Whose habits.
    public enum Scope: String, Codable, Sendable, CaseIterable {
        case account = "AccountProfiling"
        case userIdentity = "UserIdentityProfiling"
    }

    /// What is profiled.
    public enum Feature: String, Codable, Sendable, CaseIterable {
        case apis = "APIs"
        case userTypes = "UserTypes"
        case userNames = "UserNames"
        case asns = "ASNs"
        case userAgents = "UserAgents"
        case buckets = "Buckets"
    }

    /// How often it occurs.
    public enum Usage: String, Codable, Sendable, CaseIterable {
        case rare = "RARE"
        case infrequent = "INFREQUENT"
        case frequent = "FREQUENT"
        case unseen = "UNSEEN"
    }

    /// Values of one feature.
    public struct Entry: Hashable, Codable, Sendable {
        public var scope: Scope
        public var feature: Feature
        public var usage: Usage
        public var texts: [String]

        public init(_ scope: Scope, _ feature: Feature, _ usage: Usage, _ texts: [String]) {
            self.scope = scope
            self.feature = feature
            self.usage = usage
            self.texts = texts
        }
    }

    /// Calls that were unusual, with their outcomes, of one service.
    public struct ServiceCalls: Hashable, Codable, Sendable {
        public var service: String
        /// `CreateUser:success`, `ListBuckets:AccessDenied`
        public var calls: [String]

        public init(service: String, calls: [String]) {
            self.service = service
            self.calls = calls
        }
    }

    /// Most usual values of each kind that are shown.
    public static let shown = 20

    public var userAgent: String
    public var userAgentCategory: String
    public var anomalousCalls: [ServiceCalls]
    /// What is usual: rare, infrequent and frequent values.
    public var usual: [Entry]
    /// What was unusual.
    public var unusual: [Entry]
    /// Whether the identity itself is new to the account.
    public var isUnusualIdentity: Bool

    public init(
        userAgent: String, userAgentCategory: String, anomalousCalls: [ServiceCalls], usual: [Entry], unusual: [Entry],
        isUnusualIdentity: Bool
    ) {
        self.userAgent = userAgent
        self.userAgentCategory = userAgentCategory
        self.anomalousCalls = anomalousCalls
        self.usual = usual
        self.unusual = unusual
        self.isUnusualIdentity = isUnusualIdentity
    }
}
