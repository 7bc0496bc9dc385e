// SPDX-License-Identifier: Apache-2.0

import Foundation
import HinomiFindings

extension FindingFormat {
    /// All that the format writes.
    func data(_ findings: [Finding], _ options: OutputOptions = OutputOptions()) -> Data {
        var data = Data()
        write(findings, options: options) { data.append(contentsOf: $0) }
        return data
    }
}

/// A small generator of numbers, the same on every run.
struct Numbers: RandomNumberGenerator {
    var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
