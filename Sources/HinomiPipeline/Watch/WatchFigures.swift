// SPDX-License-Identifier: Apache-2.0

public import HinomiRecords

/// How a watcher is doing, in numbers since its process began.
public struct WatchFigures: Sendable {
    /// One source.
    public struct Source: Sendable {
        public var name: String
        /// Inputs read, and inputs that wait to be whole or to be read.
        public var inputs = 0
        public var queued = 0
        /// The time up to which its logs were read, and when an input of it was read last.
        public var latestRecord: Timestamp?
        public var latestArrival: Timestamp?

        init(name: String) { self.name = name }

        /// Milliseconds by which its logs are behind the clock; nil while none were read.
        public func lag(at now: Timestamp) -> Int64? { latestRecord.map { now.milliseconds - $0.milliseconds } }
    }

    /// Records of each kind of log, lines or objects that are no records, records too far out of order, and records too far
    /// ahead of the clock.
    public var flows = 0
    public var queries = 0
    public var calls = 0
    public var refused = 0
    public var late = 0
    public var ahead = 0
    /// States of detectors, and findings that are remembered.
    public var states = 0
    public var findings = 0
    /// Seconds that the last settlement and the last snapshot took, the bytes that the snapshot wrote, and how many there were.
    public var settlementSeconds = 0.0
    public var settlements = 0
    public var snapshotSeconds = 0.0
    public var snapshotBytes = 0
    public var snapshots = 0
    public var sources: [Source] = []
    /// Whether what was kept has been read and logs are being watched.
    public var isRunning = false
    /// Attempts to keep what was found that have failed since the last that did not.
    public var failedCommits = 0

    init() {}

    /// Records of all kinds.
    public var records: Int { flows + queries + calls }
}
