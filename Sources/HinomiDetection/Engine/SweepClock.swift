// SPDX-License-Identifier: Apache-2.0

/// The time by which states are forgotten: that of the eighth latest minute which had inputs.
///
/// Time goes by what logs say, and one record of a broken clock, a year ahead, must not make everything look forgotten:
/// what was learned in months would be gone. Eight minutes of logs do not come by accident, and hold states up by eight
/// minutes in the ordinary course. What is looked up too late expires by itself all the same.
struct SweepClock: Codable, Equatable, Sendable {
    private static let trust = 8
    private var minutes: [Int64] = []

    init() {}

    /// The time by which to forget.
    var time: Int64 { minutes.first ?? .min }

    /// Takes in the minutes of another part of the run: the latest of all count.
    mutating func merge(_ other: SweepClock) {
        minutes = Array(Set(minutes).union(other.minutes).sorted().suffix(SweepClock.trust))
    }

    /// Takes notice of a minute with inputs, in seconds. Returns the time by which to forget.
    mutating func tick(_ seconds: Int64) -> Int64 {
        guard minutes.last.map({ $0 < seconds }) ?? true else { return minutes[0] }
        if minutes.count >= SweepClock.trust { minutes.removeFirst() }
        minutes.append(seconds)
        return minutes[0]
    }
}
