// SPDX-License-Identifier: Apache-2.0

import HinomiDetection
import HinomiFindings
import HinomiRecords

/// What the threads of a scan bring together.
struct ScanOutcome: Sendable {
    var book = FindingBook()
    var interfaces: [InterfaceFacts] = []
    var clients: [ClientFacts] = []
    var statistics = ScanStatistics()
    var problems: [ScanProblem] = []
    var kept = KeptRecords()
    var weakSignals = WeakSignals()
    var habits = AccountHabits()
    /// What was learned, by partition.
    var profiles: [Int: [UInt8]] = [:]
}
