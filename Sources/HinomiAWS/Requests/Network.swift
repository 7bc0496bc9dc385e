// SPDX-License-Identifier: Apache-2.0

import Foundation
package import HinomiOutbound
package import HinomiRecords

/// The network, the time and chance, as clients see them.
package struct Network: Sendable {
    package var transport: any ServiceTransport
    package var clock: @Sendable () -> Timestamp
    /// Waits; throws where nobody waits for it any more.
    package var sleep: @Sendable (Duration) async throws -> Void
    /// A number from 0 to 1, another one each time.
    package var chance: @Sendable () -> Double

    /// The real ones, unless others are given.
    package init(
        transport: any ServiceTransport = ServiceConnections(),
        clock: @escaping @Sendable () -> Timestamp = {
            Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000))
        },
        sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) },
        chance: @escaping @Sendable () -> Double = { .random(in: 0...1) }
    ) {
        self.transport = transport
        self.clock = clock
        self.sleep = sleep
        self.chance = chance
    }

    /// Makes a request that is not signed, and gives its answer, whatever its status.
    func answer(to request: OutboundRequest) async throws -> OutboundAnswer {
        try await withTimeLimit(request.timeLimit) {
            try await transport.exchange(request).collected(atMost: request.maximumAnswer)
        }
    }
}

/// Does something that may take no longer than `limit`; who takes longer is cancelled, and `OutboundError.tooSlow` is thrown.
func withTimeLimit<Value: Sendable>(
    _ limit: Duration, _ body: @escaping @Sendable () async throws -> Value
) async throws -> Value {
    try await withThrowingTaskGroup(of: Value.self) { group in
        group.addTask { try await body() }
        group.addTask {
            try await Task.sleep(for: limit)
            throw OutboundError.tooSlow
        }
        defer { group.cancelAll() }
        guard let first = try await group.next() else { throw OutboundError.tooSlow }
        return first
    }
}
