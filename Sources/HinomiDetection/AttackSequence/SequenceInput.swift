// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

/// What the joining of attacks takes in. All of it is valid during the fold only.
enum SequenceInput {
    /// A call that means something by itself.
    case call(ConductCall, APIMeaning)
    /// What other detectors raised, all of one account.
    case signals(ArraySlice<Signal>, account: AccountID)
    /// A call that hands out credentials or makes somebody who has them.
    case kinship(Kinship, account: AccountID)
    /// A minute of an account is over: what came together in it can be judged.
    case pause(account: AccountID)

    var account: AccountID {
        switch self {
        case .call(let call, _): call.record.account
        case .signals(_, let account), .kinship(_, let account), .pause(let account): account
        }
    }
}
