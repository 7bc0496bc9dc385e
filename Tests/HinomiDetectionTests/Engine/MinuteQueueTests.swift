// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import HinomiDetection

@Suite struct MinuteQueueTests {
    @Test func `the earliest comes first, each once`() {
        var numbers = Numbers(1)
        let minutes = (0..<3_000).map { _ in Int64(numbers.below(1_000)) - 500 }
        var queue = MinuteQueue()
        for minute in minutes { queue.insert(minute) }
        var taken: [Int64] = []
        while let first = queue.first {
            taken.append(first)
            queue.removeFirst()
        }
        #expect(taken == Set(minutes).sorted())
        queue.insert(7)
        #expect(queue.first == 7)
    }
}
