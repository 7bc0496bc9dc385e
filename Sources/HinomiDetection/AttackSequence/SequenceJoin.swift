// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

/// Hands calls and what was raised about them on to the joining of attacks, minute by minute.
struct SequenceJoin {
    let lane: Lane<SequenceInput>
    // Accounts of which something was handed on in this minute.
    private var accounts: Set<AccountID> = []
    // The one that came last: calls come account by account.
    private var latest: AccountID?

    init(_ lane: Lane<SequenceInput>) { self.lane = lane }

    /// Takes in a call that exact rules saw, and what they raised: all signals from `place` on.
    mutating func take(_ call: ObservedCall, raisedFrom place: Int, _ signals: inout [Signal]) {
        let time = call.record.time.seconds
        take(raisedFrom: place, of: call.record.account, at: time, &signals)
        guard let kinship = Kinship(call) else { return }
        hand(.kinship(kinship, account: call.record.account), at: time, &signals)
    }

    /// Takes in a call that profiles saw, and what they raised.
    mutating func take(_ call: ConductCall, raisedFrom place: Int, _ signals: inout [Signal]) {
        let time = call.record.time.seconds
        take(raisedFrom: place, of: call.record.account, at: time, &signals)
        if let kinship = Kinship(call) { hand(.kinship(kinship, account: call.record.account), at: time, &signals) }
        guard call.record.stakes > .none, let meaning = APIMeanings.meaning(of: call.record.api) else { return }
        hand(.call(call, meaning), at: time, &signals)
    }

    /// The minute is over.
    mutating func pause(at seconds: Int64, _ signals: inout [Signal]) {
        for account in accounts.sorted(by: { $0.number < $1.number }) {
            lane.fold(.pause(account: account), seconds, &signals)
        }
        accounts.removeAll(keepingCapacity: true)
        latest = nil
    }

    /// No more calls will come: takes in what detectors raised at the end, all signals from `place` on, and tells what is left.
    mutating func close(raisedFrom place: Int, _ signals: inout [Signal]) {
        let raised = signals[place...].sorted {
            ($0.account.number, $0.first, $0.type, $0.identity.joined(separator: "\n"))
                < ($1.account.number, $1.first, $1.type, $1.identity.joined(separator: "\n"))
        }
        var latest = Int64.min
        for signal in raised {
            latest = max(latest, signal.last.seconds)
            hand(.signals([signal], account: signal.account), at: signal.last.seconds, &signals)
        }
        pause(at: latest, &signals)
        lane.expire(.max / 2, &signals)
    }

    private mutating func take(
        raisedFrom place: Int, of account: AccountID, at time: Int64, _ signals: inout [Signal]
    ) {
        guard signals.count > place else { return }
        hand(.signals(signals[place...], account: account), at: time, &signals)
    }

    private mutating func hand(_ input: SequenceInput, at time: Int64, _ signals: inout [Signal]) {
        let account = input.account
        if account != latest {
            latest = account
            accounts.insert(account)
        }
        lane.fold(input, time, &signals)
    }
}
