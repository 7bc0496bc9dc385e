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
    private var callers = CallerCache()
    private var marks = MarkCache()
    // Room for the texts of a call.
    private var texts: [UInt8] = Array(repeating: 0, count: ConductText.mostBytes)
    private let keepsSignals: Bool

    /// A reader that also takes what weak signals are made of, where those are kept.
    public init(keepsSignals: Bool = false) { self.keepsSignals = keepsSignals }

    /// Gives `body` what is needed of a call, and its texts, which stay there during the call-back; nothing where nothing is.
    public mutating func read(
        _ view: APICallView, input: UInt32, intelligence: IntelligenceBundle,
        _ body: (CallIntake, UnsafeBufferPointer<UInt8>) -> Void
    ) {
        let number = callers.number(of: view.userIdentity)
        let agent = agents.entry(of: view.userAgent.bytes)
        let api = apis.entry(of: view)
        let address = view.sourceAddress
        let mark = address.map { marks.mark(of: $0, in: intelligence.addresses) } ?? 0
        let entry = callers.entry(number, view.userIdentity)
        let record = CallRecord(
            view, by: entry.traits, from: address, mark: mark, input: input, agent: agent, api: api,
            accounts: intelligence.accounts, keepingSignals: keepsSignals)
        guard let caller = entry.facts else {
            if record != nil { body(CallIntake(record: record), UnsafeBufferPointer(start: nil, count: 0)) }
            return
        }
        let objects = CallObjects(view)
        let call = CallIntake(
            record: record,
            conduct: ConductRecord(
                view, objects, by: caller, from: address, input: input, agent: agent, api: api))
        guard call.conduct != nil else {
            if record != nil { body(call, UnsafeBufferPointer(start: nil, count: 0)) }
            return
        }
        texts.withUnsafeMutableBufferPointer {
            body(call, UnsafeBufferPointer(rebasing: $0[..<ConductText.write(view, entry.texts, objects, to: $0)]))
        }
    }
}
