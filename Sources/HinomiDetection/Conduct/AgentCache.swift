// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// The families of user agents met lately: a log has few of them, and to find out costs more than to know.
public struct AgentCache: Sendable {
    private static let size = 256
    private var known: [(text: UInt64, hash: UInt32)?] = Array(repeating: nil, count: size)

    public init() {}

    mutating func family(of userAgent: UnsafeBufferPointer<UInt8>) -> (text: UInt64, hash: UInt32) {
        let text = StableHash.of(userAgent)
        let place = Int(text & UInt64(AgentCache.size - 1))
        if let entry = known[place], entry.text == text { return entry }
        let entry = (text, UInt32(truncatingIfNeeded: StableHash.of(AgentFamily.of(userAgent))) | 1)
        known[place] = entry
        return entry
    }
}
