// SPDX-License-Identifier: Apache-2.0

import HinomiRecords
import Synchronization
import Testing

@testable import HinomiPipeline

@Suite struct WatchPaceTests {
    private final class Hand: Sendable {
        let time = Mutex(100.0)
        func pass(_ seconds: Double) { time.withLock { $0 += seconds } }
        var clock: WatchClock {
            WatchClock(now: { Timestamp(seconds: 0) }, uptime: { self.time.withLock { $0 } })
        }
    }

    @Test func `what was never done is due`() {
        let pace = WatchPace(interval: 30, share: 0.1)
        #expect(pace.due() <= 0)
        #expect(pace.due(whenIdle: true) <= 0)
    }

    @Test func `what takes long rests for its share`() {
        let hand = Hand()
        var pace = WatchPace(interval: 1, share: 0.2)
        pace.run(hand.clock) { hand.pass(3) }
        #expect(pace.seconds == 3)
        // Three seconds of fifteen are a fifth.
        #expect(abs(pace.due() - 115) < 1e-9)
        #expect(abs(pace.due(whenIdle: true) - 115) < 1e-9)
    }

    @Test func `what takes no time waits for its interval, unless there is nothing else to do`() {
        let hand = Hand()
        var pace = WatchPace(interval: 30, share: 0.1)
        pace.run(hand.clock) { hand.pass(0.01) }
        #expect(abs(pace.due() - 130) < 1e-9)
        #expect(abs(pace.due(whenIdle: true) - 100.1) < 1e-9)
        pace = WatchPace(interval: 30, whenIdle: 0.5, share: 0.1)
        pace.run(hand.clock) { hand.pass(0.01) }
        #expect(abs(pace.due(whenIdle: true) - 100.51) < 1e-9)
    }
}
