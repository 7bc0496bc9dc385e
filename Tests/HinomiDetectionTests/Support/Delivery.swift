// SPDX-License-Identifier: Apache-2.0

import HinomiDetection
import HinomiFindings
import HinomiIntelligence
import HinomiRecords
import Testing

/// One way in which the records of a stream reach the engines.
struct Delivery: CustomTestStringConvertible {
    /// Engines over which the partitions are spread.
    var engines = 1
    /// Parsers that share the reading, as if the log lay in so many files.
    var files = 1
    /// Seconds by which records may come late.
    var lateness: Int64 = 0
    /// In a hundred records, how many come twice.
    var repeats = 0
    /// Every how many records the engines are asked to fold what they safely can; 0 for at the end only.
    var advanceEvery = 0
    /// Every how many records the engines are stopped and started again from a snapshot; 0 for never.
    var restartEvery = 0
    var seed: UInt64 = 1
    /// Whether weak signals are gathered.
    var keepsSignals = false
    /// What detectors go by.
    var limits = DetectionLimits()

    var testDescription: String {
        "\(engines) engines, \(files) files, late by \(lateness) s, \(repeats) % twice, advance every \(advanceEvery), restart every \(restartEvery), seed \(seed)"
    }

    /// What came out.
    struct Outcome {
        var book = FindingBook()
        var weakSignals = WeakSignals()
        var habits = AccountHabits()
        var snapshots: [[UInt8]] = []
        var duplicates = 0
        var late = 0
        var states = 0
        var evicted = 0
        var limits = DetectionLimits()

        /// The findings that are worth telling, where nothing is known of the hosts.
        var findings: [Finding] { findings(group: { _ in nil }) }

        func findings(group: (UInt64) -> String?) -> [Finding] {
            book.findings { resource, _ in Stream.known(resource) }.compactMap { finding in
                var judged = finding
                return habits.judge(&judged, by: limits, group: group) ? judged : nil
            }
        }

        /// The findings as they go over the wire.
        var wire: [UInt8] {
            var bytes: [UInt8] = []
            NDJSONFormat.write(findings) { bytes += $0 }
            return bytes
        }

        var types: Set<FindingType> { Set(findings.map(\.type)) }
    }

    /// Hands a stream to engines in this way.
    func run(
        _ events: [LogEvent], intelligence: IntelligenceBundle = Lists.bundle,
        places: [any PlaceSource] = [MadeUpPlaces()]
    ) throws -> Outcome {
        var numbers = Numbers(seed)
        var order: [(key: Int64, event: LogEvent, input: UInt32)] = []
        for event in events {
            func key() -> Int64 { event.seconds + (lateness > 0 ? Int64(numbers.below(Int(lateness))) : 0) }
            order.append((key(), event, 0))
            if numbers.below(100) < repeats { order.append((key(), event, 1)) }
        }
        if lateness > 0 || repeats > 0 {
            order.sort { ($0.key, $0.event.place, $0.input) < ($1.key, $1.event.place, $1.input) }
        }
        // The earliest time still to come behind each place: all before it was delivered.
        var horizon = [Int64](repeating: .max, count: order.count + 1)
        for i in order.indices.reversed() { horizon[i] = min(horizon[i + 1], order[i].event.seconds) }

        var running = (0..<engines).map { _ in
            Engine(
                intelligence: intelligence, places: places, rules: .all, limits: limits, keepsSignals: keepsSignals)
        }
        var readers = (0..<files).map { _ in LogReader(intelligence, keepsSignals: keepsSignals) }
        for (i, item) in order.enumerated() {
            for delivery in readers[numbers.below(files)].read(item.event, input: item.input) {
                running[delivery.bucket % engines].take(delivery)
            }
            if advanceEvery > 0, i % advanceEvery == 0 {
                let safe = horizon[i + 1] == .max ? item.event.seconds : horizon[i + 1]
                let time = safe - Int64(numbers.below(300))
                for e in running.indices { running[e].advance(flows: time, queries: time, calls: time) }
            }
            if restartEvery > 0, i % restartEvery == 0 {
                for e in running.indices {
                    running[e] = try Engine(
                        intelligence: intelligence, places: places, rules: .all, limits: limits,
                        keepsSignals: keepsSignals, snapshot: try running[e].snapshot())
                }
            }
        }
        var outcome = Outcome()
        outcome.limits = limits
        var owners = AddressOwners()
        for e in running.indices {
            running[e].drain()
            owners.merge(running[e].owners)
        }
        for e in running.indices { running[e].finish(knowing: owners) }
        let questions = running.reduce(into: Questions()) { $0.formUnion($1.openQuestions) }
        let testimony = running.reduce(into: Testimony()) { $0.merge($1.testimony(on: questions)) }
        for e in running.indices {
            outcome.snapshots.append(try running[e].snapshot())
            outcome.states += running[e].stateCount
            outcome.habits.merge(running[e].habits)
            running[e].close(knowing: testimony)
            outcome.book.merge(running[e].book)
            outcome.weakSignals.merge(running[e].weakSignals)
            outcome.duplicates += running[e].duplicateCount
            outcome.late += running[e].lateCount
            outcome.evicted += running[e].evictedCount
        }
        outcome.weakSignals.sort()
        return outcome
    }
}
