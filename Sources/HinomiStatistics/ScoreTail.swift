// SPDX-License-Identifier: Apache-2.0

import CBytes

/// How often scores of calm times reach a height: a histogram that fades, and beyond its end an exponential tail.
public struct ScoreTail: Hashable, Codable, Sendable {
    // Scores above the last bin count to it.
    private static let bins = 48
    private static let width = 0.25
    // Halves what is old in 336 scores: two weeks of hours.
    private static let fading = 0.997_939
    // The share of the highest scores to which the tail is fitted, and how steep it may be at most: few scores, all alike,
    // say little of what lies beyond them.
    private static let tailShare = 0.1
    private static let leastMean = 0.3
    // A few hundred scores speak for no chance smaller than this.
    private static let leastChance = 1e-6

    private var counts: [Float] = []

    public init() {}

    private enum CodingKeys: CodingKey { case counts }

    /// Reads a histogram; throws where it has another number of bins.
    public init(from decoder: any Decoder) throws {
        counts = try decoder.container(keyedBy: CodingKeys.self).decode([Float].self, forKey: .counts)
        guard counts.isEmpty || counts.count == ScoreTail.bins else {
            throw DecodingError.impossible("a histogram", in: decoder)
        }
    }

    /// Takes in the score of a time that was calm.
    public mutating func add(_ score: Double) {
        if counts.isEmpty { counts = Array(repeating: 0, count: ScoreTail.bins) }
        for i in counts.indices { counts[i] *= Float(ScoreTail.fading) }
        counts[ScoreTail.bin(of: score)] += 1
    }

    /// How probable a score of this height or above is in a calm time: the conformal p-value, (1 + scores as high) / (1 +
    /// scores), and where no score came as high the exponential tail of the highest tenth.
    public func chance(of score: Double) -> Double {
        let all = counts.reduce(0) { $0 + Double($1) }
        guard all > 0 else { return 1 }
        let place = ScoreTail.bin(of: score)
        let asHigh = counts[place...].reduce(0) { $0 + Double($1) }
        // A score that faded to less than half of one no longer stands for anything.
        if asHigh >= 0.5 || score <= 0 { return min(1, (1 + asHigh) / (1 + all)) }
        var count = 0.0
        var sum = 0.0
        var bin = counts.count
        while bin > 0, count < max(1, all * ScoreTail.tailShare) {
            bin -= 1
            count += Double(counts[bin])
            sum += Double(counts[bin]) * (Double(bin) + 0.5) * ScoreTail.width
        }
        let threshold = Double(bin) * ScoreTail.width
        let mean = max(ScoreTail.leastMean, sum / count - threshold)
        let beyond = (1 + count) / (1 + all) * hinomi_exp(-max(0, score - threshold) / mean)
        return max(ScoreTail.leastChance, beyond)
    }

    private static func bin(of score: Double) -> Int {
        score > 0 ? min(bins - 1, Int(min(score / width, Double(bins)))) : 0
    }
}
