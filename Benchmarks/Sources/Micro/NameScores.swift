// SPDX-License-Identifier: Apache-2.0

import HinomiStatistics

/// The scorer of names, on names as long as real ones.
enum NameScores {
    static func measure() -> [Figure] {
        guard let scorer = NameScorer.builtIn else { return [] }
        var numbers = Numbers(state: 3)
        let names = (0..<50_000).map { _ in
            (0..<(6 + numbers.next() % 18)).map { _ in UInt8(0x61 + numbers.next() % 26) } + Array(".com".utf8)
        }
        let time = nanoseconds(per: names.count) {
            names.reduce(into: UInt64(0)) { sum, name in
                sum &+= UInt64(name.withUnsafeBufferPointer { scorer.score(registeredName: $0) }.bitPattern)
            }
        }
        return [Figure(what: "scoring a name of 6 to 23 random letters", value: time, unit: "ns")]
    }
}
