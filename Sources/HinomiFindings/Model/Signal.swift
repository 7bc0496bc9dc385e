// SPDX-License-Identifier: Apache-2.0

public import HinomiRecords

/// One reason in numbers: what was seen, against what is usual or allowed.
public struct Reason: Hashable, Codable, Sendable {
    /// What was measured, in words: "distinct ports tried on 10.0.0.7".
    public var what: String
    /// What was seen.
    public var observed: Double
    /// The threshold or usual value it is held against; nil where there is none.
    public var limit: Double?
    /// Unit of both numbers; empty for plain counts.
    public var unit: String

    public init(_ what: String, observed: Double, limit: Double? = nil, unit: String = "") {
        self.what = what
        self.observed = observed
        self.limit = limit
        self.unit = unit
    }
}

/// A list that an address or name stands on.
public struct ThreatIntelligenceDetail: Hashable, Comparable, Codable, Sendable {
    public var listName: String
    /// Malware families and the like; may be empty.
    public var threatNames: [String]

    public init(listName: String, threatNames: [String]) {
        self.listName = listName
        self.threatNames = threatNames
    }

    public static func < (a: Self, b: Self) -> Bool {
        a.listName != b.listName ? a.listName < b.listName : a.threatNames.lexicographicallyPrecedes(b.threatNames)
    }
}

/// A value in `service.additionalInfo`.
public enum InfoValue: Hashable, Codable, Sendable {
    case text(String)
    case number(Double)
    case truth(Bool)
    case numbers([Double])
    case texts([String])
}

/// What a detector says: something of this type happened to this resource in this time, for these reasons.
///
/// Signals are no findings: those of the same type, account, region, resource key and `identity` become one finding,
/// whose count, times and evidence grow with each of them.
public struct Signal: Hashable, Codable, Sendable {
    public var type: FindingType
    public var account: AccountID
    /// "us-east-1"; "unknown" when neither record nor object key says.
    public var region: String
    public var resource: Resource
    public var role: ResourceRole
    /// What makes it this finding and no other beside type, account and region: the dedup key's parts in fixed order,
    /// the resource's own key first.
    public var identity: [String]
    public var severity: Severity
    public var first: Timestamp
    public var last: Timestamp
    /// Occurrences this signal stands for (connections, queries, calls), 1 or more.
    public var occurrences: Int
    public var action: Action
    public var reasons: [Reason]
    public var evidence: Evidence
    public var intelligence: [ThreatIntelligenceDetail]
    /// Own keys of `service.additionalInfo`.
    public var info: [String: InfoValue]
    /// Values for the placeholders of the catalogue's texts, for example `port_count`. Those that follow from resource
    /// and action (`instance_id`, `remote_ip`, `remote_port`, `local_port`, `protocol`, `domain`, `api`, `service`,
    /// `user_name`, `account_id`) need not be given.
    public var terms: [String: String]
    /// Why the finding may be less sure than usual ("no answer was seen"); empty when nothing is missing.
    public var caveats: [String]
    /// What makes it unusual for its interface, where nothing else speaks for it.
    public var oddity: Oddity?
    /// What is usual and what was unusual, where behaviour was learned.
    public var behavior: BehaviorProfile?
    /// What must be true of others for it to count; nil when it counts anyway.
    public var proviso: Proviso?

    public init(
        type: FindingType, account: AccountID, region: String, resource: Resource, role: ResourceRole,
        identity: [String], severity: Severity, first: Timestamp, last: Timestamp, occurrences: Int = 1, action: Action,
        reasons: [Reason] = [], evidence: Evidence = Evidence(), intelligence: [ThreatIntelligenceDetail] = [],
        info: [String: InfoValue] = [:], terms: [String: String] = [:], caveats: [String] = [],
        oddity: Oddity? = nil
    ) {
        self.type = type
        self.account = account
        self.region = region
        self.resource = resource
        self.role = role
        self.identity = identity
        self.severity = severity
        self.first = first
        self.last = last
        self.occurrences = occurrences
        self.action = action
        self.reasons = reasons
        self.evidence = evidence
        self.intelligence = intelligence
        self.info = info
        self.terms = terms
        self.caveats = caveats
        self.oddity = oddity
    }
}
