// SPDX-License-Identifier: Apache-2.0

public import HinomiIntelligence
public import HinomiRecords

/// What the engine takes in of an API call: for exact rules the whole record, where any of them is interested in it, and for
/// profiles of behaviour its hashes.
public struct CallIntake: Codable, Sendable {
    public var record: CallRecord?
    public var conduct: ConductRecord?

    /// The account by which the call is routed.
    public var account: AccountID { record?.account ?? conduct?.account ?? .unknown }

    /// Whether the bytes of the record are needed.
    public var needsRecord: Bool { record != nil }

    // The two are of one event.
    var time: Timestamp { record?.time ?? conduct?.time ?? .distantPast }
}

/// Reads what the engine needs of API calls.
public struct CallIntakeReader: Sendable {
    private var agents = AgentCache()
    private let keepsSignals: Bool
    /// The texts of the call that was read last; empty where they are not needed.
    public private(set) var texts: [UInt8] = []

    /// A reader that also takes what weak signals are made of, where those are kept.
    public init(keepsSignals: Bool = false) { self.keepsSignals = keepsSignals }

    /// What is needed of a call; nil for nothing. Its texts are in `texts` until the next one is read.
    public mutating func read(
        _ view: APICallView, input: UInt32, intelligence: IntelligenceBundle
    ) -> CallIntake? {
        let record = CallRecord(
            view, input: input, intelligence: intelligence, keepingSignals: keepsSignals)
        let conduct = ConductRecord(view, input: input, agents: &agents)
        guard record != nil || conduct != nil else { return nil }
        texts.removeAll(keepingCapacity: true)
        if conduct != nil { ConductText.append(view, to: &texts) }
        return CallIntake(record: record, conduct: conduct)
    }
}
