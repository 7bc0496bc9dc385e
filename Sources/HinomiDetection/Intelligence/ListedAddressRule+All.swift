// SPDX-License-Identifier: Apache-2.0

extension ListedAddressRule {
    /// Every rule; states refer to them by place, so new ones go to the end.
    static let all: [ListedAddressRule] = [
        .commandAndControlAddress,
        .miningAddress,
        .dropPointAddress,
        .blackholeAddress,
        .torClient,
        .customListAddress,
        .torCaller,
        .xorDDoSAddress,
    ]
}
