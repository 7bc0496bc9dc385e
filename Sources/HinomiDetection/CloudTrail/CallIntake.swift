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
    private var apis = APICache()
    private var functions = FunctionCache()
    private var marks = MarkCache()
    // The texts of the call that was read last.
    private var texts: [UInt8] = Array(repeating: 0, count: ConductText.mostBytes)
    private var textCount = 0
    private let keepsSignals: Bool

    /// A reader that also takes what weak signals are made of, where those are kept.
    public init(keepsSignals: Bool = false) { self.keepsSignals = keepsSignals }

    /// What is needed of a call; nil for nothing.
    public mutating func read(
        _ view: APICallView, input: UInt32, intelligence: IntelligenceBundle
    ) -> CallIntake? {
        let agent = agents.entry(of: view.userAgent.bytes)
        let api = apis.entry(of: view)
        let address = view.sourceAddress
        let mark = address.map { marks.mark(of: $0, in: intelligence.addresses) } ?? 0
        let record = CallRecord(
            view, from: address, mark: mark, input: input, agent: agent, api: api, accounts: intelligence.accounts,
            keepingSignals: keepsSignals)
        let objects = CallObjects(view)
        let conduct = ConductRecord(
            view, objects, from: address, input: input, agent: agent, api: api, functions: &functions)
        guard record != nil || conduct != nil else { return nil }
        textCount =
            conduct == nil ? 0 : texts.withUnsafeMutableBufferPointer { ConductText.write(view, objects, to: $0) }
        return CallIntake(record: record, conduct: conduct)
    }

    /// Gives `body` the texts of the call that was read last; none where they are not needed.
    public func withTexts(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
        texts.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[..<textCount])) }
    }
}
