// SPDX-License-Identifier: Apache-2.0

import Foundation
import HinomiRecords
package import Logging

/// Writes each event as one line, which nothing in it can part or hide: control characters are escaped.
package struct EventLog: LogHandler {
    package var metadata: Logger.Metadata = [:]
    package var metadataProvider: Logger.MetadataProvider?
    private let label: String
    private let format: LogFormat
    private let threshold: LogThreshold
    private var floor = Logger.Level.trace
    private let write: @Sendable (String) -> Void

    /// A handler for a logger of this name, whose lines `write` is given with their ends.
    package init(
        label: String, format: LogFormat, threshold: LogThreshold, write: @escaping @Sendable (String) -> Void
    ) {
        self.label = label
        self.format = format
        self.threshold = threshold
        self.write = write
    }

    /// From which level on events of this logger are written: as for all loggers, or higher where that was set for this one.
    package var logLevel: Logger.Level {
        get { max(threshold.level, floor) }
        set { floor = newValue }
    }

    package subscript(metadataKey key: String) -> Logger.MetadataValue? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    /// Writes one event.
    package func log(event: LogEvent) {
        var fields = metadata.merging(metadataProvider?.get() ?? [:]) { $1 }.merging(event.metadata ?? [:]) { $1 }
        if let error = event.error { fields["error"] = "\(error)" }
        let line = LogLine(
            time: Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)).iso8601,
            level: event.level.rawValue, logger: label, message: event.message.description,
            fields: fields.map { ($0.key, $0.value.description) }.sorted { $0.0 < $1.0 })
        write(format == .json ? line.json : line.text)
    }
}
