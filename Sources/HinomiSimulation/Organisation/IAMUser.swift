// SPDX-License-Identifier: Apache-2.0

/// A user of IAM with a long-term access key.
struct IAMUser: Sendable, Hashable {
    var name: String
    var account: String
    var id: String
    var accessKey: String

    init(name: String, account: String, _ random: inout Randomness) {
        self.name = name
        self.account = account
        id = "AIDA" + random.capitals(17)
        accessKey = "AKIA" + random.capitals(16)
    }

    var arn: String { "arn:aws:iam::\(account):user/\(name)" }
}
