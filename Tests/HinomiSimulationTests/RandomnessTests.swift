// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import HinomiSimulation

@Suite struct RandomnessTests {
    @Test func `The same seed gives the same numbers and another name gives others`() {
        var (a, b, c) = (Randomness(seed: 7, "x", 1), Randomness(seed: 7, "x", 1), Randomness(seed: 7, "x", 2))
        let first = (0..<50).map { _ in a.next() }
        #expect(first == (0..<50).map { _ in b.next() })
        #expect(Set(first).isDisjoint(with: (0..<50).map { _ in c.next() }))
    }

    @Test func `Ids have the shape of version 4 and do not repeat`() {
        var random = Randomness(seed: 3, "ids")
        var seen: Set<String> = []
        for _ in 0..<20_000 {
            let id = random.uuid()
            seen.insert(id)
        }
        let odd = seen.filter { id in
            let text = Array(id)
            return id.split(separator: "-").map(\.count) != [8, 4, 4, 4, 12] || text[14] != "4"
                || !"89ab".contains(text[19])
        }
        #expect(odd == [])
        #expect(seen.count == 20_000)
    }

    @Test func `Laws have the means and medians that they are told by`() {
        var random = Randomness(seed: 5, "laws")
        let count = 40_000
        let waits = (0..<count).map { _ in random.wait(mean: 8) }.reduce(0, +) / Double(count)
        #expect(abs(waits - 8) < 0.2)
        for mean in [0.7, 12, 200] {
            let average = Double((0..<count).map { _ in random.poisson(mean) }.reduce(0, +)) / Double(count)
            #expect(abs(average - mean) < mean * 0.03)
        }
        let thoughts = (0..<count).map { _ in random.lognormal(median: 20, spread: 1.3) }.sorted()
        #expect(abs(thoughts[count / 2] - 20) < 1)
        let ranks = (0..<count).map { _ in random.zipf(30) }
        #expect(ranks.allSatisfy { (0..<30).contains($0) })
        let uses = (0..<30).map { rank in ranks.count { $0 == rank } }
        #expect(uses[0] > 3 * uses[4] && uses[4] > 2 * uses[25] && uses[29] > 0)
    }

    @Test func `Arrivals follow the rate`() {
        var random = Randomness(seed: 9, "arrivals")
        var (early, late) = (0, 0)
        for _ in 0..<400 {
            let times = random.arrivals(from: 0, to: 7_200, peak: 10) { $0 < 3_600 ? 2 : 8 }
            #expect(times == times.sorted())
            early += times.count { $0 < 3_600 }
            late += times.count { $0 >= 3_600 }
        }
        #expect(abs(Double(early) / 400 - 2) < 0.3)
        #expect(abs(Double(late) / 400 - 8) < 0.6)
    }
}
