// SPDX-License-Identifier: Apache-2.0

extension ListedBucketRule {
    /// Every rule.
    static let all: [ListedBucketRule] = [.tor, .malicious, .custom]
}
