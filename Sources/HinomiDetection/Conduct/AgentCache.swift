// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// What is known of the user agents met lately: a log has few of them, and to find out costs more than to remember.
struct AgentCache: Sendable {
    /// What a user agent tells.
    struct Entry: Sendable {
        fileprivate var text: UInt64
        /// The hash of the family, never 0.
        var family: UInt32
        /// It names a system made for attacking.
        var isOfPenTestClient: Bool
    }

    private static let size = 1_024
    private var known: [Entry?] = Array(repeating: nil, count: size)

    mutating func entry(of userAgent: UnsafeBufferPointer<UInt8>) -> Entry {
        let text = StableHash.of(userAgent)
        let place = Int(text & UInt64(AgentCache.size - 1))
        if let entry = known[place], entry.text == text { return entry }
        let entry = Entry(
            text: text, family: UInt32(truncatingIfNeeded: StableHash.of(AgentFamily.of(userAgent))) | 1,
            isOfPenTestClient: PenTestClient.isNamed(in: userAgent))
        known[place] = entry
        return entry
    }
}
