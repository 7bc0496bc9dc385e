// SPDX-License-Identifier: Apache-2.0

import HinomiAPIModel
import HinomiRecords
import HinomiStore

/// The ARN of a resource of the API.
struct ResourceARN {
    var region: String
    var account: AccountID
    /// `detector/ID`, `detector/ID/filter/NAME`, `malware-protection-plan/ID` …
    var path: [Substring]

    /// Reads an ARN; nil where it is none of ours.
    init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0] == "arn", parts[2] == "guardduty",
            let account = AccountID(digits: String(parts[4]))
        else { return nil }
        region = String(parts[3])
        self.account = account
        path = parts[5].split(separator: "/", omittingEmptySubsequences: false)
    }
}
