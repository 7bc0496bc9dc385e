// SPDX-License-Identifier: Apache-2.0

import Foundation
package import HinomiPipeline
package import Logging
import ServiceLifecycle

/// Runs a watcher as long as the server runs, on a thread of its own.
package struct WatchService: Service {
    private let watcher: Watcher

    /// A service that runs this watcher.
    package init(_ watcher: Watcher) { self.watcher = watcher }

    /// Watches until the server is asked to stop; everything is kept when it returns.
    package func run() async throws {
        let watcher = watcher
        try await withGracefulShutdownHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                let thread = Thread { continuation.resume(with: Result { try watcher.run() }) }
                thread.name = "watch"
                thread.stackSize = 8 << 20
                thread.start()
            }
        } onGracefulShutdown: {
            watcher.stop()
        }
    }
}

extension WatchEvent {
    /// Writes the event to a log, what tells it from others as fields.
    package func write(to logger: Logger) {
        let fields = Logger.Metadata(fields.map { ($0.name, .string($0.value)) }) { first, _ in first }
        switch level {
        case .info: logger.info("\(message)", metadata: fields)
        case .warning: logger.warning("\(message)", metadata: fields)
        case .error: logger.error("\(message)", metadata: fields)
        }
    }
}
