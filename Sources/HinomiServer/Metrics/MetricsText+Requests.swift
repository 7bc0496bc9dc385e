// SPDX-License-Identifier: Apache-2.0

extension MetricsText {
    /// Writes what requests and connections amount to.
    mutating func write(_ counts: RequestFigures.Counts) {
        begin("hinomi_requests_total", .counter, "Requests that were answered, by operation and status.")
        for (key, count) in counts.requests.sorted(by: {
            ($0.key.operation, $0.key.status) < ($1.key.operation, $1.key.status)
        }) {
            sample(
                "hinomi_requests_total", ["operation": key.operation, "status": String(key.status)], Double(count))
        }
        let name = "hinomi_request_duration_seconds"
        begin(name, .histogram, "How long requests took to be read and answered.")
        for (operation, latency) in counts.latencies.sorted(by: { $0.key < $1.key }) {
            var total = 0
            for (bound, count) in zip(RequestFigures.bounds, latency.counts) {
                total += count
                sample(name + "_bucket", ["operation": operation, "le": bound.description], Double(total))
            }
            total += latency.counts[RequestFigures.bounds.count]
            sample(name + "_bucket", ["operation": operation, "le": "+Inf"], Double(total))
            sample(name + "_sum", ["operation": operation], latency.seconds)
            sample(name + "_count", ["operation": operation], Double(total))
        }
        begin(
            "hinomi_refused_signatures_total", .counter, "Requests whose sender was not believed, by the error's class."
        )
        for (type, count) in counts.refusals.sorted(by: { $0.key < $1.key }) {
            sample("hinomi_refused_signatures_total", ["error": type], Double(count))
        }
    }

    /// Writes what became of connections.
    mutating func write(_ figures: ConnectionFigures, open: Int) {
        let counts = figures.counts
        figure("hinomi_connections", .gauge, "Connections that are open.", Double(open))
        figure("hinomi_connections_total", .counter, "Connections that were accepted.", Double(counts.accepted))
        figure(
            "hinomi_connections_refused_total", .counter,
            "Connections that were closed at once, since there were too many.",
            Double(counts.refused))
        figure(
            "hinomi_connections_timed_out_total", .counter,
            "Connections that were closed, since the client took too long.",
            Double(counts.timedOut))
    }
}
