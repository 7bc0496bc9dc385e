// SPDX-License-Identifier: Apache-2.0

public import HinomiRecords

/// What a scan read and how long it took.
public struct ScanStatistics: Sendable {
    /// Files that were read.
    public var files = 0
    /// Files and folders that were not.
    public var skipped = 0
    /// Bytes on disk, and decompressed.
    public var bytes: UInt64 = 0
    public var contentBytes: UInt64 = 0
    /// Records of each kind of log.
    public var flows = 0
    public var queries = 0
    public var calls = 0
    /// Flow records of windows without traffic, and of windows whose records were lost.
    public var noData = 0
    /// Lines or objects that are no records.
    public var refused = 0
    /// Records met before, and records too far out of order.
    public var duplicates = 0
    public var late = 0
    /// Connections whose answers are not in the flow logs.
    public var oneSided = 0
    /// Accounts of whose calls too little is known to tell what is unusual.
    public var learning = 0
    /// Records further ahead of the clock than can be, where somebody looks at the clock.
    public var ahead = 0
    /// Records outside the time asked for.
    public var outsideTime = 0
    /// States kept at the end, and states dropped because there were too many.
    public var states = 0
    public var evicted = 0
    /// Time of the earliest and the latest record.
    public var first: Timestamp?
    public var last: Timestamp?
    /// Seconds by the clock on the wall.
    public var seconds = 0.0

    public init() {}

    /// Records of all kinds.
    public var records: Int { flows + queries + calls }

    mutating func merge(_ other: ScanStatistics) {
        files += other.files
        bytes += other.bytes
        contentBytes += other.contentBytes
        flows += other.flows
        queries += other.queries
        calls += other.calls
        noData += other.noData
        refused += other.refused
        outsideTime += other.outsideTime
        ahead += other.ahead
        if let time = other.first { first = min(first ?? time, time) }
        if let time = other.last { last = max(last ?? time, time) }
    }
}
