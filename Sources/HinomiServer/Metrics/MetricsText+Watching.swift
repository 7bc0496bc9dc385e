// SPDX-License-Identifier: Apache-2.0

import HinomiPipeline
import HinomiRecords

extension MetricsText {
    /// Writes how a watcher is doing.
    mutating func write(_ figures: WatchFigures, now: Timestamp) {
        begin("hinomi_records_total", .counter, "Records read, by kind of log.")
        for (kind, count) in [("flow", figures.flows), ("dns", figures.queries), ("api", figures.calls)] {
            sample("hinomi_records_total", ["kind": kind], Double(count))
        }
        figure(
            "hinomi_records_refused_total", .counter, "Lines and objects that are no records.", Double(figures.refused))
        figure("hinomi_records_late", .gauge, "Records that came too late to be put in order.", Double(figures.late))
        figure("hinomi_records_ahead_total", .counter, "Records far ahead of the clock.", Double(figures.ahead))
        figure("hinomi_detector_states", .gauge, "States that detectors keep.", Double(figures.states))
        figure(
            "hinomi_findings_remembered", .gauge, "Findings that the watcher goes on with.", Double(figures.findings))
        figure(
            "hinomi_settlements_total", .counter, "Times that it was found out what is to be told.",
            Double(figures.settlements))
        figure(
            "hinomi_settlement_seconds", .gauge, "Seconds that the last settlement took.", figures.settlementSeconds)
        figure("hinomi_snapshots_total", .counter, "Snapshots of the detectors' states.", Double(figures.snapshots))
        figure("hinomi_snapshot_seconds", .gauge, "Seconds that the last snapshot took.", figures.snapshotSeconds)
        figure("hinomi_snapshot_bytes", .gauge, "Bytes that the last snapshot wrote.", Double(figures.snapshotBytes))
        figure("hinomi_watching", .gauge, "1 while logs are being watched.", figures.isRunning ? 1 : 0)
        figure(
            "hinomi_failed_commits", .gauge,
            "Attempts to keep what was found that have failed since the last that did not.",
            Double(figures.failedCommits))
        write(figures.sources, now)
    }

    private mutating func write(_ sources: [WatchFigures.Source], _ now: Timestamp) {
        begin("hinomi_source_inputs_total", .counter, "Files, objects or messages read, by source.")
        for source in sources { sample("hinomi_source_inputs_total", ["source": source.name], Double(source.inputs)) }
        begin("hinomi_source_queue", .gauge, "Inputs that wait to be whole or to be read, by source.")
        for source in sources { sample("hinomi_source_queue", ["source": source.name], Double(source.queued)) }
        begin("hinomi_source_lag_seconds", .gauge, "The clock less the latest record's time, by source.")
        for source in sources {
            guard let lag = source.lag(at: now) else { continue }
            sample("hinomi_source_lag_seconds", ["source": source.name], Double(lag) / 1000)
        }
        begin("hinomi_source_latest_arrival_timestamp_seconds", .gauge, "When an input came last, by source.")
        for source in sources {
            guard let time = source.latestArrival else { continue }
            sample(
                "hinomi_source_latest_arrival_timestamp_seconds", ["source": source.name],
                Double(time.milliseconds) / 1000)
        }
    }
}
