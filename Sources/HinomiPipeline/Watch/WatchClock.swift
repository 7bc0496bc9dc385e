// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Foundation
public import HinomiRecords

/// The clocks that a watcher goes by.
public struct WatchClock: Sendable {
    /// The time on the wall.
    public var now: @Sendable () -> Timestamp
    /// Seconds that only ever pass.
    public var uptime: @Sendable () -> Double

    /// Clocks of one's own making.
    public init(now: @escaping @Sendable () -> Timestamp, uptime: @escaping @Sendable () -> Double) {
        self.now = now
        self.uptime = uptime
    }

    /// The clocks of the machine.
    public static let system = WatchClock(
        now: { Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) },
        uptime: { Double(DispatchTime.now().uptimeNanoseconds) / 1e9 })
}
