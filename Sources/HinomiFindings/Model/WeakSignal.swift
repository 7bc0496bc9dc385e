// SPDX-License-Identifier: Apache-2.0

public import HinomiRecords

/// Calls of one API by one caller in one region within one hour, all with the same outcome, where the API is one that
/// attackers call: a hint for whoever looks into an incident, and no finding.
public struct WeakSignal: Hashable, Codable, Sendable {
    /// Most sources that are kept of one.
    public static let maxSources = 8

    /// The account in whose log the calls are.
    public var account: AccountID
    /// Who called: users, people and root by the ARN of their identity, programs by that of their role.
    public var principal: String
    /// What kind of identity called, as records say it.
    public var principalType: String
    /// The service as records name it: `iam.amazonaws.com`.
    public var service: String
    /// The API as records name it.
    public var api: String
    public var region: String
    /// Empty where the calls succeeded.
    public var errorCode: String
    /// What the calls mean.
    public var meaning: APIMeaning
    /// Calls, each once.
    public var count: Int
    /// The first call, and the id of its event.
    public var first: RecordReference
    public var eventID: String
    /// When the last call was made.
    public var last: Timestamp
    /// Where the calls came from, addresses or names of services, the earliest first.
    public var sources: [String]
    /// Whether there were more sources than are kept.
    public var hasMoreSources: Bool
    /// Where the first call was read: file and line, once they are told; empty and 0 before.
    public var file = ""
    public var line = 0

    public init(
        account: AccountID, principal: String, principalType: String, service: String, api: String, region: String,
        errorCode: String, meaning: APIMeaning, count: Int, first: RecordReference, eventID: String, last: Timestamp,
        sources: [String], hasMoreSources: Bool = false
    ) {
        self.account = account
        self.principal = principal
        self.principalType = principalType
        self.service = service
        self.api = api
        self.region = region
        self.errorCode = errorCode
        self.meaning = meaning
        self.count = count
        self.first = first
        self.eventID = eventID
        self.last = last
        self.sources = sources
        self.hasMoreSources = hasMoreSources
    }

    /// The service without the domain that all share.
    public var shortService: String {
        service.hasSuffix(".amazonaws.com") ? String(service.dropLast(14)) : service
    }

    /// The order of a timeline: by caller, then by time.
    public static func isListedBefore(_ a: WeakSignal, _ b: WeakSignal) -> Bool {
        if a.account != b.account { return a.account < b.account }
        if a.principal != b.principal { return a.principal < b.principal }
        if a.first.time != b.first.time { return a.first.time < b.first.time }
        return (a.service, a.api, a.region, a.errorCode, a.principalType, a.first.recordID)
            < (b.service, b.api, b.region, b.errorCode, b.principalType, b.first.recordID)
    }
}

/// The weak signals of a run, and what there was no room for.
public struct WeakSignals: Codable, Sendable {
    public var all: [WeakSignal] = []
    /// Calls that would have made further ones, and the time of the first of them.
    public var callsCut = 0
    public var cutFrom: Timestamp?

    public init() {}

    /// Whether some are missing for want of room.
    public var isCut: Bool { callsCut > 0 }

    /// Takes in those of other accounts.
    public mutating func merge(_ other: WeakSignals) {
        all += other.all
        callsCut += other.callsCut
        if let time = other.cutFrom { cutFrom = min(cutFrom ?? time, time) }
    }

    /// Puts them into the order of a timeline.
    public mutating func sort() { all.sort(by: WeakSignal.isListedBefore) }
}
