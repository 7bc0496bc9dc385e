// SPDX-License-Identifier: Apache-2.0

extension ListedNameRule {
    /// Every rule.
    static let all: [ListedNameRule] = [
        .commandAndControlName,
        .miningName,
        .dropPointName,
        .blackholeName,
        .phishingName,
        .driveByName,
        .generatedListedName,
        .customListName,
        .abusedName,
        .bitcoinName,
        .maliciousName,
        .suspiciousName,
    ]
}
