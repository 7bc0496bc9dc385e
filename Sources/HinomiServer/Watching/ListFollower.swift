// SPDX-License-Identifier: Apache-2.0

package import HinomiIntelligence
package import HinomiPipeline
import HinomiService
package import HinomiStore
package import Logging
import ServiceLifecycle

/// Has the watcher go by the lists of users as they are in the store, whoever changes them there.
package actor ListFollower: Service {
    /// How often the store is asked whether anything has changed: one number is read.
    private static let interval = Duration.milliseconds(500)
    /// The share of the time that making tables may take: who changes long lists again and again waits.
    private static let share = 0.2

    private let store: Store
    private let watcher: Watcher
    private let logger: Logger
    private var lists: ListsInForce

    /// A follower of a store's lists, which act beside those of all accounts.
    package init(store: Store, watcher: Watcher, beside shared: IntelligenceBundle, logger: Logger) {
        self.store = store
        self.watcher = watcher
        self.logger = logger
        lists = ListsInForce(beside: shared)
    }

    /// Takes up what has changed since the last time. Before the watcher runs, so that nothing is read without the lists.
    package func takeUp() async throws {
        let known = lists
        // On a thread of the store: long lists keep no request waiting.
        let (updated, isOther) = try await store.read { transaction in
            var lists = known
            let isOther = try lists.isOutdated(in: transaction) && lists.update(from: transaction)
            return (lists, isOther)
        }
        lists = updated
        guard isOther else { return }
        watcher.use(updated.accounts)
        for problem in updated.problems {
            logger.error("A list does not act.", metadata: ["list": "\(problem.list)", "reason": "\(problem.reason)"])
        }
        logger.info("Lists of users act as they are now.", metadata: ["lists": "\(updated.count)"])
    }

    /// Follows until the server is asked to stop.
    package func run() async {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                let took = await ContinuousClock().measure { await self.tryToTakeUp() }
                let rest = took * (1 / ListFollower.share - 1)
                try? await Task.sleep(for: max(ListFollower.interval, rest))
            }
        }
    }

    private func tryToTakeUp() async {
        do {
            try await takeUp()
        } catch {
            logger.error("Changed lists could not be taken up.", metadata: ["reason": "\(error)"])
        }
    }
}
