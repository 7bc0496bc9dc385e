// SPDX-License-Identifier: Apache-2.0

extension ListedCallerRule {
    /// Every rule.
    static let all: [ListedCallerRule] = [.tor, .malicious, .custom]
}
