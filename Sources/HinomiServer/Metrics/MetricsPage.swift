// SPDX-License-Identifier: Apache-2.0

import HinomiPipeline
import HinomiRecords
import HinomiStore

/// All figures of a server, as Prometheus fetches them.
actor MetricsPage {
    private let version: String
    private let store: Store
    private let requests: RequestFigures
    private let connections: ConnectionFigures
    private let openConnections: PeerCounts
    private let certificate: CurrentCertificate?
    private let watch: (@Sendable () -> WatchFigures)?
    private let clock: @Sendable () -> Timestamp
    // Counting findings takes a while where there are many, and who fetches may not wait for each other.
    private var counted: (figures: StoreFigures, used: Int64, whole: Int64, at: ContinuousClock.Instant)?

    private static let countingInterval = Duration.seconds(10)

    init(
        version: String, store: Store, requests: RequestFigures, connections: ConnectionFigures,
        openConnections: PeerCounts, certificate: CurrentCertificate?, watch: (@Sendable () -> WatchFigures)?,
        clock: @escaping @Sendable () -> Timestamp
    ) {
        self.version = version
        self.store = store
        self.requests = requests
        self.connections = connections
        self.openConnections = openConnections
        self.certificate = certificate
        self.watch = watch
        self.clock = clock
    }

    /// The page of this moment.
    func text() async throws -> String {
        var text = MetricsText()
        text.begin("hinomi_build_info", .gauge, "The version that runs.")
        text.sample("hinomi_build_info", ["version": version], 1)
        text.write(requests.counts)
        text.write(connections, open: openConnections.total)
        let (figures, used, whole) = try await count()
        text.write(figures, used: used, whole: whole, room: store.room)
        if let watch { text.write(watch(), now: clock()) }
        if let certificate {
            text.figure(
                "hinomi_certificate_expiry_timestamp_seconds", .gauge, "Until when the certificate holds.",
                Double(certificate.validUntil))
        }
        text.write(ProcessFigures())
        return text.text
    }

    private func count() async throws -> (StoreFigures, Int64, Int64) {
        if let counted, .now - counted.at < MetricsPage.countingInterval {
            return (counted.figures, counted.used, counted.whole)
        }
        let figures = try await store.read { try $0.figures() }
        let (used, whole) = try await store.size()
        counted = (figures, used, whole, .now)
        return (figures, used, whole)
    }
}
