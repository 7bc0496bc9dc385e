// SPDX-License-Identifier: Apache-2.0

import Glibc

extension Randomness {
    /// Normal with mean 0 and deviation 1 (Box and Muller).
    mutating func normal() -> Double {
        (-2 * log(1 - unit())).squareRoot() * cos(2 * .pi * unit())
    }

    /// Lognormal, told by its median and the deviation of its logarithm: how long people think between two clicks.
    mutating func lognormal(median: Double, spread: Double) -> Double { median * exp(spread * normal()) }

    /// The wait for the next event of a Poisson process.
    mutating func wait(mean: Double) -> Double { -mean * log(1 - unit()) }

    /// How many events of a Poisson process there are.
    mutating func poisson(_ mean: Double) -> Int {
        // Beyond that the normal law is as good, and exp would vanish.
        if mean > 60 { return max(0, Int((mean + mean.squareRoot() * normal()).rounded())) }
        let limit = exp(-mean)
        var product = unit()
        var count = 0
        while product > limit {
            product *= unit()
            count += 1
        }
        return count
    }

    /// A rank from 0 to `count` - 1 by Zipf's law: few things are done all the time, many now and then.
    mutating func zipf(_ count: Int, exponent: Double = 1.1) -> Int {
        guard count > 1 else { return 0 }
        // By inversion of the continuous law, which the discrete one follows closely.
        let power = 1 - exponent
        let top = pow(Double(count) + 1, power) - 1
        let x = pow(1 + unit() * top, 1 / power)
        return min(count - 1, max(0, Int(x) - 1))
    }

    /// Times of a Poisson process whose rate changes, by thinning: `rate` tells events an hour at a second, at most `peak`.
    mutating func arrivals(
        from: Int64, to: Int64, peak: Double, rate: (Int64) -> Double
    ) -> [Int64] {
        guard peak > 0 else { return [] }
        var times: [Int64] = []
        var at = Double(from)
        while true {
            at += wait(mean: 3_600 / peak)
            guard at < Double(to) else { return times }
            let second = Int64(at)
            if unit() * peak < rate(second) { times.append(second) }
        }
    }
}
