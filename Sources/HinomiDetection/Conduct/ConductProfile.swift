// SPDX-License-Identifier: Apache-2.0

import CBytes

/// How often a principal, a group or an account had each value of each feature; old counts fade.
struct ConductProfile: Codable, Sendable {
    /// One value and its fading count.
    struct Count: Codable, Sendable {
        var value: UInt32
        var feature: ConductFeature
        var count: Float
    }

    /// How usual a value is.
    enum Usage: Int, Codable, Sendable, Comparable {
        case unseen, rare, infrequent, frequent

        static func < (a: Usage, b: Usage) -> Bool { a.rawValue < b.rawValue }

        /// GuardDuty's word for it.
        var name: String {
            switch self {
            case .unseen: "UNSEEN"
            case .rare: "RARE"
            case .infrequent: "INFREQUENT"
            case .frequent: "FREQUENT"
            }
        }
    }

    // Days after which a count is worth half.
    private static let halfLife = 14.0
    // What is worth less is forgotten: a single time, after two months.
    private static let least: Float = 0.05

    // Sorted by feature and value.
    private(set) var counts: [Count] = []
    private var totals: [Float] = Array(repeating: 0, count: ConductFeature.allCases.count)
    private var day = Int64.min

    /// How much is known of a feature.
    func total(_ feature: ConductFeature) -> Double { Double(totals[Int(feature.rawValue)]) }

    /// How often a value was there.
    func count(_ feature: ConductFeature, _ value: UInt32) -> Double {
        let place = place(feature, value)
        guard place < counts.count, counts[place].feature == feature, counts[place].value == value else { return 0 }
        return Double(counts[place].count)
    }

    /// How usual a value is: rare below one in a thousand, infrequent below one in fifty.
    func usage(_ feature: ConductFeature, _ value: UInt32) -> Usage {
        let count = count(feature, value)
        guard count > 0 else { return .unseen }
        let share = count / max(1, total(feature))
        return share < 0.001 ? .rare : share < 0.02 ? .infrequent : .frequent
    }

    /// Takes in values of a session.
    mutating func learn(_ values: [ConductValue], on day: Int64, weight: Float, isGroup: Bool) {
        fade(to: day)
        for value in values {
            let place = place(value.feature, value.value)
            if place < counts.count, counts[place].feature == value.feature, counts[place].value == value.value {
                counts[place].count += weight
            } else {
                counts.insert(Count(value: value.value, feature: value.feature, count: weight), at: place)
                makeRoom(value.feature, isGroup ? value.feature.limit.group : value.feature.limit.principal)
            }
            totals[Int(value.feature.rawValue)] += weight
        }
    }

    /// The values of a feature, the most frequent first.
    func values(_ feature: ConductFeature) -> [Count] {
        counts.filter { $0.feature == feature }.sorted {
            $0.count != $1.count ? $0.count > $1.count : $0.value < $1.value
        }
    }

    private mutating func fade(to day: Int64) {
        guard self.day != .min else {
            self.day = day
            return
        }
        guard day > self.day else { return }
        let share = Float(hinomi_exp(-Double(min(day - self.day, 1_000)) / ConductProfile.halfLife * 0.693_147_18))
        self.day = day
        for i in counts.indices { counts[i].count *= share }
        for i in totals.indices { totals[i] *= share }
        counts.removeAll { $0.count < ConductProfile.least }
    }

    // Of too many values the one that counts least goes; what it counted stays in the total.
    private mutating func makeRoom(_ feature: ConductFeature, _ limit: Int) {
        let start = place(feature, 0)
        let last = place(feature, .max)
        let end = last < counts.count && counts[last].feature == feature ? last + 1 : last
        guard end - start > limit else { return }
        var lightest = start
        var least = counts[start].count
        for i in start..<end where counts[i].count < least { (lightest, least) = (i, counts[i].count) }
        counts.remove(at: lightest)
    }

    // Where a value lies or belongs.
    private func place(_ feature: ConductFeature, _ value: UInt32) -> Int {
        var low = 0
        var high = counts.count
        while low < high {
            let middle = (low + high) / 2
            let entry = counts[middle]
            if (entry.feature.rawValue, entry.value) < (feature.rawValue, value) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low
    }
}
