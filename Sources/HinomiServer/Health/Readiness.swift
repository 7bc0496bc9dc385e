// SPDX-License-Identifier: Apache-2.0

package import HinomiPipeline
package import HinomiStore
package import Logging

/// Finds out whether the server can do its work. Whoever asks, it tries the store every few seconds at most.
package actor Readiness {
    private let store: Store
    private let watch: (@Sendable () -> WatchFigures)?
    private let logger: Logger
    private var isStopping = false
    private var found: [String] = []
    private var looked: ContinuousClock.Instant?
    private var looking: Task<[String], Never>?

    private static let interval = Duration.seconds(5)
    /// Below this much room on the disk, in bytes, the server counts as unable.
    static let leastRoom: Int64 = 64 << 20

    /// The readiness of a server with this store, and a watcher with these figures where there is one.
    package init(store: Store, watch: (@Sendable () -> WatchFigures)?, logger: Logger) {
        self.store = store
        self.watch = watch
        self.logger = logger
    }

    /// The server was asked to stop: nobody should send it requests any more.
    package func stop() { isStopping = true }

    /// Why the server cannot do its work; empty where it can. Nothing in it is anybody's secret.
    package func reasons() async -> [String] {
        if isStopping { return ["the server is stopping"] }
        return await faultsOfStore() + faultsOfWatching()
    }

    private func faultsOfStore() async -> [String] {
        if let looked, .now - looked < Readiness.interval { return found }
        if let looking { return await looking.value }
        // Ends by itself; those who ask meanwhile wait for the same.
        let task = Task { await tryStore() }
        looking = task
        found = await task.value
        (looking, looked) = (nil, .now)
        return found
    }

    private func tryStore() async -> [String] {
        var reasons: [String] = []
        do {
            try await store.probe()
        } catch {
            reasons.append("the store cannot be written to")
            // The error may name paths, which are for the operator only.
            logger.error("The store cannot be written to.", metadata: ["error": "\(error)"])
        }
        if let room = store.room, room < Readiness.leastRoom { reasons.append("the disk is almost full") }
        return reasons
    }

    private func faultsOfWatching() -> [String] {
        guard let figures = watch?() else { return [] }
        var reasons: [String] = []
        if !figures.isRunning { reasons.append("logs are not being watched yet") }
        if figures.failedCommits > 0 { reasons.append("what was found in logs cannot be kept") }
        return reasons
    }
}
