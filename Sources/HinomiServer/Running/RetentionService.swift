// SPDX-License-Identifier: Apache-2.0

import HinomiRecords
import HinomiStore
import Logging
import ServiceLifecycle

/// Removes findings to which nothing was added for long, and more of them where the database has become too large; a few at a
/// time, so that nobody waits.
struct RetentionService: Service {
    let store: Store
    /// How large the database may become, in bytes; nil where that is not bounded.
    let sizeLimit: Int64?
    let clock: @Sendable () -> Timestamp
    let logger: Logger

    /// For how long findings are kept, in days.
    static let days: Int64 = 90
    private static let batch = 500

    /// Looks every ten seconds, until the server is asked to stop.
    func run() async {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await removeOld()
                    if let sizeLimit { try await makeRoom(below: sizeLimit) }
                } catch {
                    logger.error("Old findings could not be removed.", metadata: ["reason": "\(error)"])
                }
                try? await Task.sleep(for: .seconds(10))
            }
        }
    }

    private func removeOld() async throws {
        let limit = clock().advanced(seconds: -RetentionService.days * 86_400)
        while !Task.isCancelled,
            try await store.write({ try $0.deleteFindings(savedBefore: limit, limit: RetentionService.batch) })
                == RetentionService.batch
        {}
    }

    // What is removed leaves room that is used again: the file does not grow until all of it is used.
    private func makeRoom(below limit: Int64) async throws {
        guard try await store.size().used > limit / 5 * 4 else { return }
        var removed = 0
        while !Task.isCancelled, try await store.size().used > limit / 10 * 7 {
            let count = try await store.write { try $0.deleteOldestFindings(limit: RetentionService.batch) }
            if count == 0 { break }
            removed += count
        }
        logger.warning(
            "The database comes near its limit: the findings that were saved longest ago were removed.",
            metadata: ["removed": "\(removed)", "limit": "\(limit)"])
    }
}
