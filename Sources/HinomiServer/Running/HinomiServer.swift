// SPDX-License-Identifier: Apache-2.0

package import HinomiRecords
package import HinomiService
package import HinomiStore
import Hummingbird
import HummingbirdCore
package import Logging
import NIOCore
package import ServiceLifecycle

/// The server: the API over HTTP.
package struct HinomiServer: Sendable {
    package var host: String
    package var port: Int
    package var store: Store
    package var seal: SecretSeal
    package var service: GuardDutyService
    package var activation: ListActivation
    package var export: FindingExport
    package var logger: Logger
    /// Takes in logs that are pushed; nil where nobody reads them.
    package var push: PushIntake?
    /// What runs beside it and ends with it.
    package var services: [any ServiceLifecycle.Service] = []
    /// The time; a test has its own.
    package var clock: @Sendable () -> Timestamp

    /// A server that listens there; port 0 takes one that is free.
    package init(
        host: String, port: Int, store: Store, seal: SecretSeal, service: GuardDutyService,
        activation: ListActivation, export: FindingExport, logger: Logger, clock: @escaping @Sendable () -> Timestamp
    ) {
        self.host = host
        self.port = port
        self.store = store
        self.seal = seal
        self.service = service
        self.activation = activation
        self.export = export
        self.logger = logger
        self.clock = clock
    }

    /// Runs until it is asked to stop. `onRunning` is told the port once requests are answered.
    package func run(onRunning: @escaping @Sendable (Int) async -> Void) async throws {
        let gateway = APIGateway(
            authenticator: Authenticator(store: store, seal: seal), service: service, activation: activation,
            export: export, push: push.map { PushEndpoint(intake: $0, store: store, seal: seal, clock: clock) },
            clock: clock)
        let application = Application(
            responder: gateway,
            server: .http1(
                configuration: HTTP1Channel.Configuration(
                    idleTimeout: .seconds(60),
                    httpDecoderConfiguration: HTTP1Channel.Configuration.DecoderConfiguration(
                        maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 32 << 10, maxHeaderFieldCount: 100))),
            configuration: ApplicationConfiguration(address: .hostname(host, port: port), serverName: "hinomi"),
            services: services + [
                RetentionService(store: store, clock: clock, logger: logger), Background { await activation.run() },
                Background { await export.run() },
            ],
            onServerRunning: { channel in await onRunning(channel.localAddress?.port ?? 0) },
            logger: logger)
        try await application.runService()
    }
}
