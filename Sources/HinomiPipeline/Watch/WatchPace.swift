// SPDX-License-Identifier: Apache-2.0

/// When something that costs may be done again: not before its interval is over, and never taking more than its share of the time.
struct WatchPace {
    let interval: Double
    /// The interval when there is nothing else to do.
    let idleInterval: Double
    let share: Double
    /// How long it took the last time.
    private(set) var seconds = 0.0
    /// How often it was done.
    private(set) var count = 0
    private var began = -Double.infinity
    private var ended = -Double.infinity

    init(interval: Double, whenIdle idleInterval: Double = 0, share: Double) {
        self.interval = interval
        self.idleInterval = idleInterval
        self.share = min(max(share, 0.001), 1)
    }

    /// The earliest time to do it again; with nothing else to do only the shorter interval need be over.
    func due(whenIdle isIdle: Bool = false) -> Double {
        let rested = ended + seconds * (1 / share - 1)
        return max(rested, began + (isIdle ? idleInterval : interval))
    }

    /// Does it, and takes the time.
    mutating func run<Failure: Error>(_ clock: WatchClock, _ body: () throws(Failure) -> Void) throws(Failure) {
        began = clock.uptime()
        defer {
            ended = clock.uptime()
            seconds = ended - began
            count += 1
        }
        try body()
    }
}
