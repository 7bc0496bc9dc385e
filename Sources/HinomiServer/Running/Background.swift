// SPDX-License-Identifier: Apache-2.0

import ServiceLifecycle

/// Work that goes on beside the answering of requests, until the server is asked to stop.
struct Background: Service {
    let work: @Sendable () async -> Void

    func run() async throws { await cancelWhenGracefulShutdown(work) }
}
