// SPDX-License-Identifier: Apache-2.0

package import Logging
import Synchronization

/// What the lines of the log look like.
package enum LogFormat: String, CaseIterable, Sendable {
    /// For people: time, level, logger, message, fields.
    case text
    /// For programs: one JSON object a line.
    case json
}

/// From which level on events are written; may change while the server runs.
package final class LogThreshold: Sendable {
    private let value: Mutex<Logger.Level>

    /// A threshold that begins with a level.
    package init(_ level: Logger.Level) { value = Mutex(level) }

    /// The lowest level that is written.
    package var level: Logger.Level {
        get { value.withLock { $0 } }
        set { value.withLock { $0 = newValue } }
    }
}
