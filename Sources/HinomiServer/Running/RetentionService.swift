// SPDX-License-Identifier: Apache-2.0

import HinomiRecords
import HinomiStore
import Logging
import ServiceLifecycle

/// Removes findings to which nothing was added for long, a few at a time so that nobody waits.
struct RetentionService: Service {
    let store: Store
    let clock: @Sendable () -> Timestamp
    let logger: Logger

    /// For how long findings are kept, in days.
    static let days: Int64 = 90
    private static let batch = 500

    /// Looks every hour, until the server is asked to stop.
    func run() async {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await removeOld()
                try? await Task.sleep(for: .seconds(3_600))
            }
        }
    }

    private func removeOld() async {
        let limit = clock().advanced(seconds: -RetentionService.days * 86_400)
        do {
            while !Task.isCancelled,
                try await store.write({ try $0.deleteFindings(savedBefore: limit, limit: RetentionService.batch) })
                    == RetentionService.batch
            {}
        } catch {
            logger.error("Old findings could not be removed.", metadata: ["reason": "\(error)"])
        }
    }
}
