// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import HinomiServer
import Logging

/// What the log tells, and how.
struct LogOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("Lines for people, or a JSON object a line.", valueName: "format"))
    var logFormat = LogFormat.text

    @Option(
        name: .long,
        help: ArgumentHelp("What is told: debug also tells of every request.", valueName: "level"))
    var logLevel = LogLevel.info

    /// Lets all loggers write to standard error this way. Their level follows the threshold.
    func start() -> LogThreshold {
        let threshold = LogThreshold(logLevel.level)
        let format = logFormat
        let console = Console(isQuiet: false)
        LoggingSystem.bootstrap { label in
            EventLog(label: label, format: format, threshold: threshold) { console.write($0) }
        }
        return threshold
    }
}

extension LogFormat: ExpressibleByArgument {}

/// From which level on events are written.
enum LogLevel: String, CaseIterable, ExpressibleByArgument {
    case debug, info, notice, warning, error

    /// The level as loggers know it.
    var level: Logger.Level { Logger.Level(rawValue: rawValue) ?? .info }
}
