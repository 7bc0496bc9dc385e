// SPDX-License-Identifier: Apache-2.0

public import HinomiRecords

/// A threat that was found: signals of one identity, merged, named and explained.
public struct Finding: Hashable, Sendable {
    /// 32 hexadecimal digits: the hash of what makes it this finding, the same on every machine.
    public var id: String
    public var detectorID: String
    public var type: FindingType
    public var account: AccountID
    public var region: String
    public var resource: Resource
    public var role: ResourceRole
    /// The highest severity among the signals.
    public var severity: Severity
    public var title: String
    public var description: String
    /// When the first signal was raised, in the time of the logs.
    public var createdAt: Timestamp
    /// When the last signal was raised, in the time of the logs.
    public var updatedAt: Timestamp
    public var eventFirstSeen: Timestamp
    public var eventLastSeen: Timestamp
    public var count: Int
    /// The action of the latest signal.
    public var action: Action
    public var reasons: [Reason]
    public var intelligence: [ThreatIntelligenceDetail]
    public var info: [String: InfoValue]
    public var caveats: [String]
    /// What makes it unusual for its interface, where nothing else speaks for it.
    public var oddity: Oddity?
    /// What is usual and what was unusual, where behaviour was learned.
    public var behavior: BehaviorProfile?
    /// References to the records behind it.
    public var evidence: Evidence
    /// The raw records, once they were fetched; see `EvidenceRecord`.
    public var records: [EvidenceRecord] = []
    /// What to do next, from the catalogue.
    public var remediation: [String]
    /// The ARN of the attack that it is a step of; empty where it is none.
    public var attackSequenceARN = ""
    /// Where the remote addresses are, for those that the geo tables know.
    public var places: [IPAddress: Place] = [:]

    /// The ARN under which APIs and other tools know the finding.
    public var arn: String {
        "arn:aws:guardduty:\(region):\(account):detector/\(detectorID)/finding/\(id)"
    }
}

/// A raw record behind a finding.
public struct EvidenceRecord: Hashable, Sendable {
    public var time: Timestamp
    /// The record as the log has it: a flow line, a JSON object.
    public var raw: String
    /// The file it was read from.
    public var file: String
    /// Line in the decompressed file, from 1; for records inside a JSON document the line the record begins on.
    public var line: Int

    public init(time: Timestamp, raw: String, file: String, line: Int) {
        self.time = time
        self.raw = raw
        self.file = file
        self.line = line
    }
}
