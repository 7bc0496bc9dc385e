// SPDX-License-Identifier: Apache-2.0

package import HinomiStore
package import Logging
import ServiceLifecycle

/// Looks whether a large database is sound while the server already answers: that takes minutes. Where it is not, the server stops.
package struct IntegrityService: Service {
    private let store: Store
    private let logger: Logger

    /// A look at this store.
    package init(store: Store, logger: Logger) {
        self.store = store
        self.logger = logger
    }

    /// Looks once, and waits until the server is asked to stop.
    package func run() async throws {
        let faults = await cancelWhenGracefulShutdown {
            do {
                return try await store.faults()
            } catch {
                if !(error is CancellationError) {
                    logger.error("The database could not be looked through.", metadata: ["reason": "\(error)"])
                }
                return []
            }
        }
        guard faults.isEmpty else { throw StoreError("\(store.path): is damaged: \(faults.joined(separator: "; "))") }
        try? await gracefulShutdown()
    }
}
