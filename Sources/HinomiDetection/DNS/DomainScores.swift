// SPDX-License-Identifier: Apache-2.0

import HinomiStatistics

/// How much registered domains look made by a program, by their stable hashes.
///
/// A small table, since many clients fail with the same domains; what it forgets is scored again.
public struct DomainScores: Sendable {
    private struct Entry {
        var hash: UInt64 = 0
        var score: Float = 0
    }

    private static let size = 65_536
    private var entries = [Entry](repeating: Entry(), count: DomainScores.size)

    /// A table that knows nothing.
    public init() {}

    /// The score of a domain.
    static func score(_ domain: UnsafeBufferPointer<UInt8>) -> Float {
        NameScorer.builtIn?.score(registeredName: domain) ?? 0
    }

    /// The score of a domain with this hash.
    mutating func score(_ domain: UnsafeBufferPointer<UInt8>, hash: UInt64) -> Float {
        let place = Int(truncatingIfNeeded: hash >> 20) & (DomainScores.size - 1)
        if entries[place].hash != hash { entries[place] = Entry(hash: hash, score: DomainScores.score(domain)) }
        return entries[place].score
    }
}
