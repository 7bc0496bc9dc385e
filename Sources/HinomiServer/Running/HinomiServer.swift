// SPDX-License-Identifier: Apache-2.0

import Glibc
package import HinomiPipeline
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
    package var listener: ListenerSettings
    /// Where figures are told to whoever asks; nil where they are not.
    package var monitoring: ListenerSettings?
    /// The version that figures tell.
    package var version: String
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
    /// How the watcher is doing; nil where there is none.
    package var watch: (@Sendable () -> WatchFigures)?
    /// Whom to tell that it runs.
    package var notifier: SystemdNotifier?
    /// What to do when the operator asks for the settings to be read again.
    package var onReload: @Sendable () async -> Void = {}
    /// How large the database may become, in bytes; nil where that is not bounded.
    package var storeLimit: Int64?
    /// How long it may take to stop.
    package var stopTime = Duration.seconds(60)
    /// The time; a test has its own.
    package var clock: @Sendable () -> Timestamp

    /// A server that listens as told.
    package init(
        _ listener: ListenerSettings, version: String, store: Store, seal: SecretSeal, service: GuardDutyService,
        activation: ListActivation, export: FindingExport, logger: Logger, clock: @escaping @Sendable () -> Timestamp
    ) {
        self.listener = listener
        self.version = version
        self.store = store
        self.seal = seal
        self.service = service
        self.activation = activation
        self.export = export
        self.logger = logger
        self.clock = clock
    }

    /// Runs until it is asked to stop. `onRunning` is told the port once requests are answered, and the monitoring's.
    package func run(onRunning: @escaping @Sendable (Int) async -> Void) async throws {
        // Whoever goes away before being answered ends a connection, not the server.
        signal(SIGPIPE, SIG_IGN)
        HinomiServer.allowOpenFiles()
        let readiness = Readiness(store: store, watch: watch, logger: logger)
        let health = Health(readiness: readiness)
        let (requests, connections) = (RequestFigures(), ConnectionFigures())
        let open = PeerCounts(limit: listener.connections, limitOfOne: listener.connectionsOfOne)
        let gateway = APIGateway(
            authenticator: Authenticator(store: store, seal: seal), service: service, activation: activation,
            export: export, push: push.map { PushEndpoint(intake: $0, store: store, seal: seal, clock: clock) },
            health: health, figures: requests,
            failures: FailureLimit(perMinute: listener.failuresPerMinute, uptime: WatchClock.system.uptime),
            clock: clock, logger: logger)
        var services = services
        if let monitoring {
            let page = MetricsPage(
                version: version, store: store, requests: requests, connections: connections, openConnections: open,
                certificate: listener.certificate, watch: watch, clock: clock)
            services.append(
                application(
                    MetricsResponder(page: page, health: health), monitoring, ConnectionFigures(),
                    PeerCounts(limit: monitoring.connections, limitOfOne: monitoring.connectionsOfOne)
                ) { [logger] port in logger.info("Figures are told.", metadata: ["port": "\(port)"]) })
        }
        services += [
            RetentionService(store: store, sizeLimit: storeLimit, clock: clock, logger: logger),
            Background { await activation.run() },
            Background { await export.run() },
        ]
        if let certificate = listener.certificate { services.append(Background { await certificate.watch() }) }
        let notifier = notifier
        var application = application(gateway, listener, connections, open) { port in
            await onRunning(port)
            notifier?.ready()
        }
        application.addServices(services)
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(services: [application], logger: framework))
        let signals = StopSignals(within: stopTime, logger: logger) {
            // Ends when the group has been told, which is at once.
            Task {
                notifier?.stopping()
                await readiness.stop()
                await group.triggerGracefulShutdown()
            }
        }
        // Who is told that the server runs may ask it to stop at once.
        await signals.listen()
        try await withThrowingTaskGroup { tasks in
            tasks.addTask { await attend() }
            defer { tasks.cancelAll() }
            try await group.run()
        }
        withExtendedLifetime(signals) {}
    }

    // Each connection is an open file: shells let processes have few of them, and more if they ask.
    private static func allowOpenFiles() {
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        var limit = rlimit()
        guard getrlimit(resource, &limit) == 0, limit.rlim_cur < limit.rlim_max else { return }
        limit.rlim_cur = limit.rlim_max
        setrlimit(resource, &limit)
    }

    private func application<Responder: HTTPResponder>(
        _ responder: Responder, _ settings: ListenerSettings, _ figures: ConnectionFigures, _ open: PeerCounts,
        onRunning: @escaping @Sendable (Int) async -> Void
    ) -> Application<Responder> where Responder.Context == GatewayContext {
        let configuration = HTTP1Channel.Configuration(
            httpDecoderConfiguration: HTTP1Channel.Configuration.DecoderConfiguration(
                maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 32 << 10, maxHeaderFieldCount: 100))
        return Application(
            responder: responder,
            server: HTTPServerBuilder { responder in
                GuardedChannel(
                    base: HTTP1Channel(responder: responder, configuration: configuration),
                    certificate: settings.certificate, connections: open, times: settings.times, figures: figures)
            },
            configuration: ApplicationConfiguration(
                address: .hostname(settings.host, port: settings.port), serverName: "hinomi"),
            onServerRunning: { channel in await onRunning(channel.localAddress?.port ?? 0) },
            logger: framework)
    }

    // What frameworks say while they work shows the insides of ours, and is for nobody here.
    private var framework: Logger {
        var logger = logger
        logger.logLevel = .info
        return logger
    }

    // Does what the operator and systemd ask for while it runs, and while it comes to its end.
    private func attend() async {
        await withTaskGroup { tasks in
            tasks.addTask {
                let hangup = HangupSignal()
                for await _ in hangup.requests {
                    notifier?.reloading()
                    await onReload()
                    notifier?.ready()
                }
            }
            if let notifier, let seconds = notifier.watchdogSeconds {
                tasks.addTask {
                    while !Task.isCancelled {
                        // A process whose tasks hang, or whose database does not answer, is not alive.
                        if (try? await store.read({ _ in })) != nil { notifier.alive() }
                        try? await Task.sleep(for: .seconds(seconds / 2))
                    }
                }
            }
        }
    }
}
