// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import HinomiRecords
import HinomiStore

/// An account on the command line: twelve digits.
struct AccountArgument: ExpressibleByArgument {
    let account: AccountID

    init(account: AccountID) { self.account = account }

    init?(argument: String) {
        guard let account = AccountID(digits: argument), account.number > 0 else { return nil }
        self.init(account: account)
    }

    var defaultValueDescription: String { account.description }
}

extension AccessLevel: ExpressibleByArgument {}
