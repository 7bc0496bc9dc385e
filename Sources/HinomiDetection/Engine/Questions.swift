// SPDX-License-Identifier: Apache-2.0

/// The things of which somebody must know who did them, before all signals can be judged.
public struct Questions: Sendable {
    private var things: Set<UInt64> = []
    // By their upper halves, for those who remember no more of them.
    private var halves: [UInt32: [UInt64]] = [:]

    /// No questions.
    public init() {}

    /// Whether there are none.
    public var isEmpty: Bool { things.isEmpty }

    /// Takes in the questions of another partition.
    public mutating func formUnion(_ other: Questions) { for thing in other.things { insert(thing) } }

    mutating func insert(_ thing: UInt64) {
        guard things.insert(thing).inserted else { return }
        halves[UInt32(truncatingIfNeeded: thing >> 32), default: []].append(thing)
    }

    /// Whether a thing is among them.
    func contains(_ thing: UInt64) -> Bool { things.contains(thing) }

    /// Those with an upper half.
    func things(upperHalf: UInt32) -> [UInt64] { halves[upperHalf] ?? [] }
}
