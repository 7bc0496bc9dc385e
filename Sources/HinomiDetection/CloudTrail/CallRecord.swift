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
        _ view: APICallView, by caller: CallerTraits, from address: IPAddress?, mark: UInt32, input: UInt32,
        agent: AgentCache.Entry, api: APICache.Entry, accounts: AccountLists, keepingSignals: Bool
    ) {
        isOfPenTestClient = agent.isOfPenTestClient
        guard
            isOfPenTestClient || mark != 0 || CallRecord.isListed(view, address, accounts)
                || CallInterest.isInteresting(view, by: caller, api.interest)
                || (keepingSignals && MeaningfulCall.meaning(of: view, by: caller) != nil)
        else { return nil }
        account = view.account
        time = view.time
        recordID = view.recordID
        origin = Origin(input: input, offset: view.offset)
        self.mark = mark
    }

    // Whether a list has the source address that acts on the account of the call, but not on all.
    private static func isListed(_ view: APICallView, _ address: IPAddress?, _ accounts: AccountLists) -> Bool {
        guard !accounts.isEmpty, let address, let lists = accounts.lists(of: view.account, in: view.region.string ?? "")
        else { return false }
        return lists.lookup(address) != 0
    }
}

/// Which calls are worth keeping until their minute is folded: what the name of an operation alone says of it.
enum CallInterest {
    /// All calls of the operation are.
    case all
    /// Who calls, and how, decides.
    case some
    /// The operation says nothing for it.
    case none

    private static let names = CallNames(
        CloudTrailLoggingDisabled.calls + PasswordPolicyChange.calls + ServerAccessLoggingDisabled.calls
            + PublicBucket.calls + ConsoleLoginSuccess.calls + CustomRuleMatch.calls)

    init(_ name: JSONSlice) {
        if CallInterest.names.contains(name) || CredentialEvent.isNamed(name) || FunctionEvent.isNamed(name) {
            self = .all
        } else {
            self = FunctionEvent.mayBeNamed(name) || Kinship.mayBeNamed(name) ? .some : .none
        }
    }

    /// Whether a call is worth keeping, by its operation and what its record says besides.
    static func isInteresting(_ view: APICallView, by caller: CallerTraits, _ named: CallInterest) -> Bool {
        switch named {
        case .all: return true
        case .some where FunctionEvent.isOne(view, by: caller) || Kinship.isOne(view, by: caller): return true
        case .some, .none: return caller.contains(.isRoot) || CredentialEvent.isPerson(view, caller)
        }
    }
}
