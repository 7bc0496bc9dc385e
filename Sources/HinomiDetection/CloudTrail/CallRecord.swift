// SPDX-License-Identifier: Apache-2.0

public import HinomiFindings
import HinomiIntelligence
public import HinomiRecords

/// One API call that some detector may want to see; its raw record lies beside it.
public struct CallRecord: Codable, Sendable {
    public var account: AccountID
    public var time: Timestamp
    /// Stable hash of the event id: copies of an event are one.
    public var recordID: UInt64
    public var origin: Origin
    /// What the lists that act on all accounts say of the source address; 0 is nothing.
    public var mark: UInt32
    /// The user agent names a system made for attacking.
    public var isOfPenTestClient: Bool

    /// The call of a view; nil when no detector is interested in it, which is true of nearly all calls.
    ///
    /// Calls that only mean something by themselves are of interest where weak signals are kept.
    init?(
        _ view: APICallView, input: UInt32, agent: AgentCache.Entry, intelligence: IntelligenceBundle,
        keepingSignals: Bool
    ) {
        let mark = view.sourceAddress.map { intelligence.addresses.lookup($0) } ?? 0
        isOfPenTestClient = agent.isOfPenTestClient
        guard
            isOfPenTestClient || mark != 0 || CallRecord.isListed(view, intelligence.accounts)
                || CallInterest.isInteresting(view)
                || (keepingSignals && MeaningfulCall.meaning(of: view) != nil)
        else { return nil }
        account = view.account
        time = view.time
        recordID = view.recordID
        origin = Origin(input: input, offset: view.offset)
        self.mark = mark
    }

    // Whether a list has the source address that acts on the account of the call, but not on all.
    private static func isListed(_ view: APICallView, _ accounts: AccountLists) -> Bool {
        guard let lists = accounts.lists(of: view.account, in: view.region.string ?? ""),
            let address = view.sourceAddress
        else { return false }
        return lists.lookup(address) != 0
    }
}

/// Which calls are worth keeping until their minute is folded.
enum CallInterest {
    private static let names = CallNames(
        CloudTrailLoggingDisabled.calls + PasswordPolicyChange.calls + ServerAccessLoggingDisabled.calls
            + PublicBucket.calls + ConsoleLoginSuccess.calls + CustomRuleMatch.calls)

    static func isInteresting(_ view: APICallView) -> Bool {
        if view.identity.type.isExactly("Root") { return true }
        return names.contains(view.eventName) || CredentialEvent.isOne(view) || FunctionEvent.isOne(view)
            || Kinship.isOne(view)
    }
}
