// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Wakes the thread that watches.
final class WatchBell: @unchecked Sendable {
    // @unchecked: everything below is touched under the condition's lock only.
    private let condition = NSCondition()
    private var hasRung = false
    private var stops = false

    /// There may be something to do.
    func ring() {
        condition.lock()
        hasRung = true
        condition.broadcast()
        condition.unlock()
    }

    /// There is nothing to do any more.
    func stop() {
        condition.lock()
        stops = true
        condition.broadcast()
        condition.unlock()
    }

    /// Whether it is time to stop.
    var isStopped: Bool {
        condition.lock()
        defer { condition.unlock() }
        return stops
    }

    /// Waits until somebody rings, but no longer than so many seconds.
    func wait(atMost seconds: Double) {
        condition.lock()
        defer { condition.unlock() }
        let until = Date(timeIntervalSinceNow: seconds)
        while !hasRung, !stops { if !condition.wait(until: until) { break } }
        hasRung = false
    }

    /// Waits for so many seconds, whoever rings, unless it is time to stop.
    func rest(_ seconds: Double) {
        condition.lock()
        defer { condition.unlock() }
        let until = Date(timeIntervalSinceNow: seconds)
        while !stops { if !condition.wait(until: until) { break } }
    }
}
