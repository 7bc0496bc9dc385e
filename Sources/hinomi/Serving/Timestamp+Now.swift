// SPDX-License-Identifier: Apache-2.0

import Foundation
import HinomiRecords

extension Timestamp {
    /// The time by the clock on the wall.
    static var now: Timestamp { Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) }
}
