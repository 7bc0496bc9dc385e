// SPDX-License-Identifier: Apache-2.0

import CSink

/// One measured figure.
struct Figure {
    var what: String
    var value: Double
    var unit: String

    /// A row of the table.
    var row: String {
        let tenths = Int((value * 10).rounded())
        return "| \(what) | \(tenths / 10).\(tenths % 10) \(unit) |"
    }
}

/// The least CPU time of several runs of a body, for each of its `count` items, in nanoseconds. The first run, which finds
/// the memory cold, does not count.
func nanoseconds(per count: Int, rounds: Int = 9, _ body: () -> UInt64) -> Double {
    benchmark_sink(body())
    var least = Double.infinity
    for _ in 0..<rounds {
        let begin = benchmark_cpu_seconds()
        benchmark_sink(body())
        least = min(least, benchmark_cpu_seconds() - begin)
    }
    return least * 1e9 / Double(max(1, count))
}

/// A small repeatable source of numbers (splitmix64).
struct Numbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
