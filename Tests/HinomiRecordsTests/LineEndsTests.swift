// SPDX-License-Identifier: Apache-2.0

import HinomiRecords
import Testing

@Suite struct LineEndsTests {
    @Test(arguments: [0, 1, 63, 64, 65, 4_031, 4_032, 4_033, 100_000])
    func `line ends are counted as one by one`(count: Int) {
        var random = Numbers(state: UInt64(count))
        for share in [1, 2, 30] {
            let bytes = (0..<count).map { _ in UInt8.random(in: 0..<UInt8(share), using: &random) &+ 10 }
            let expected = bytes.count { $0 == 10 }
            #expect(bytes.withUnsafeBytes { LineEnds.count(in: $0) } == UInt64(expected))
        }
    }
}
