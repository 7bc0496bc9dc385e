// SPDX-License-Identifier: Apache-2.0

import CBytes

/// What one host usually does, as a bounded set of things with the day each was last met, and how often something new
/// turned up: enough to say how surprising the next new thing is.
///
/// Takes well-mixed hashes. The profile learns first: until it is old enough and has seen two hundred observations, new
/// things are learned and nothing is surprising. Things not met for ninety days are forgotten.
public struct FirstUseProfile: Hashable, Codable, Sendable {
    /// Most things remembered; a host that does more is at home everywhere.
    public static let capacity = 256
    /// Observations it needs.
    public static let observationsNeeded: UInt32 = 200
    private static let memory: UInt16 = 90
    /// How far back new things count, in days.
    public static let rateDays: Int64 = 30
    // How many of them are remembered.
    private static let noveltyCapacity = 16
    /// In the first days everything is new; those tell nothing of how often something new turns up later.
    public static let settling: Int64 = 2 * 86_400

    private struct Item: Hashable, Codable, Sendable {
        var thing: UInt32
        // The last day it was met, and the first.
        var day: UInt16
        var firstDay: UInt16
    }

    private struct Novelty: Hashable, Codable, Sendable {
        var kind: UInt8
        var seconds: Int64
    }

    private var items: [Item] = []
    /// The first observation, in seconds.
    public private(set) var since = Int64.max
    private var observations: UInt32 = 0
    private var novelties: [Novelty] = []
    /// Whether there were more things than could be remembered: nothing is surprising then.
    public private(set) var isOverfull = false

    public init() {}

    /// How old the profile is at a time in seconds.
    public func age(at seconds: Int64) -> Int64 { since == .max ? 0 : max(0, seconds &- since) }

    /// Whether it has learned enough to be surprised: for `learning` seconds.
    public func isLearned(at seconds: Int64, after learning: Int64) -> Bool {
        !isOverfull && age(at: seconds) >= learning
            && observations >= FirstUseProfile.observationsNeeded
    }

    /// New things of a kind that are to be expected in a day: those of the last month, and half a one for what was not
    /// seen yet.
    public func noveltiesPerDay(_ kind: UInt8, at seconds: Int64) -> Double {
        let recent = novelties.filter {
            $0.kind == kind && seconds - $0.seconds <= FirstUseProfile.rateDays * 86_400
        }.count
        return (Double(recent) + 0.5) / learnedDays(at: seconds)
    }

    // The days behind the first, of the last month.
    private func learnedDays(at seconds: Int64) -> Double {
        let behind = min(FirstUseProfile.rateDays * 86_400, age(at: seconds) - FirstUseProfile.settling)
        return max(1, Double(behind) / 86_400)
    }

    /// Takes notice of a thing that the host did. Returns whether it is known.
    public mutating func observe(_ thing: UInt64, at seconds: Int64) -> Bool {
        // A record that comes from long ago, late, makes nobody old.
        if since == .max || seconds > since &- FirstUseProfile.settling { since = min(since, seconds) }
        if observations < .max { observations += 1 }
        let day = FirstUseProfile.day(of: seconds)
        guard let at = place(of: FirstUseProfile.short(thing)) else { return false }
        if Int(items[at].day) + Int(FirstUseProfile.memory) < Int(day) {
            items.remove(at: at)
            return false
        }
        if items[at].day < day { items[at].day = day }
        return true
    }

    /// The upper halves of the hashes of all that is known: more is not kept.
    public var halves: [UInt32] { items.map(\.thing) }

    /// Remembers a thing of a kind from now on.
    public mutating func learn(_ thing: UInt64, kind: UInt8, at seconds: Int64) {
        let short = FirstUseProfile.short(thing)
        guard place(of: short) == nil else { return }
        let day = FirstUseProfile.day(of: seconds)
        if items.count >= FirstUseProfile.capacity {
            items.removeAll { Int($0.day) + Int(FirstUseProfile.memory) < Int(day) }
            if items.count >= FirstUseProfile.capacity {
                isOverfull = true
                return
            }
        }
        items.insert(Item(thing: short, day: day, firstDay: day), at: lowerBound(of: short))
        if age(at: seconds) >= FirstUseProfile.settling {
            if novelties.count >= FirstUseProfile.noveltyCapacity { novelties.removeFirst() }
            novelties.append(Novelty(kind: kind, seconds: seconds))
        }
    }

    /// The things remembered and the day each was first met.
    public var firstUses: [(thing: UInt32, day: UInt16)] { items.map { ($0.thing, $0.firstDay) } }

    /// The days of the latest new things, of those kinds to which the host turns seldom: without any one of them at most
    /// `limit` times a day.
    public func seldomNovelties(limit: Double, at seconds: Int64) -> [(kind: UInt8, day: UInt16)] {
        novelties.filter { noveltiesPerDay($0.kind, at: seconds) - 1 / learnedDays(at: seconds) <= limit }
            .map { ($0.kind, FirstUseProfile.day(of: $0.seconds)) }
    }

    /// What is kept of a thing's hash: half of it is enough to tell a few hundred things apart.
    public static func short(_ thing: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: thing >> 32) }

    /// The day of a time in seconds, as profiles count.
    public static func day(of seconds: Int64) -> UInt16 { UInt16(clamping: seconds / 86_400) }

    private func place(of thing: UInt32) -> Int? {
        let at = lowerBound(of: thing)
        return at < items.count && items[at].thing == thing ? at : nil
    }

    // How many things lie before one. The thing is the first that lies in an item.
    private func lowerBound(of thing: UInt32) -> Int {
        items.withUnsafeBufferPointer { items in
            guard let first = items.baseAddress else { return 0 }
            return hinomi_count_below(first, MemoryLayout<Item>.stride, items.count, UInt64(thing))
        }
    }
}
