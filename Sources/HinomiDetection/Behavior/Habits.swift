// SPDX-License-Identifier: Apache-2.0

/// What a detector learned of one interface, as far as it matters for others of the same account.
struct Habits {
    /// The key of the interface.
    var interface: UInt64
    /// When learning began, in seconds.
    var since: Int64
    /// Things it did, and the day on which it did each for the first time.
    var firstUses: [(thing: UInt32, day: UInt16)] = []
    /// The days on which it turned to something new, by kind, where it does so seldom enough for that to be told.
    var novelties: [(rule: UInt8, day: UInt16)] = []
    /// Whether the hours of its traffic are judged.
    var hasVolumes = false
}
