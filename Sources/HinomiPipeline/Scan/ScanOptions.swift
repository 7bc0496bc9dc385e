// SPDX-License-Identifier: Apache-2.0

public import HinomiDetection
public import HinomiFindings
public import HinomiRecords

/// What to scan and how.
public struct ScanOptions: Sendable {
    /// Files and folders.
    public var paths: [String]
    /// Worker threads, 1 or more.
    public var threads: Int
    /// Records before and from these times on are left out.
    public var since: Timestamp?
    public var until: Timestamp?
    /// The region of records that do not say it, neither themselves nor by their S3 key.
    public var region: String
    /// Learned behaviour: read from this file where it exists, and written to it.
    public var profiles: String?
    /// Rules over single API calls that are off unless they are named.
    public var rules = CustomRuleSet.none
    /// Which names findings are told by.
    public var typeNames = TypeNames.current
    /// Whether to gather weak signals: calls that attackers make as well.
    public var keepsSignals = false
    /// Whether findings have to say on which line of its file each of their records stands. To know that, files with such
    /// records are read a second time; without, some records are kept when they are read first, and their line is 0.
    public var citesLines = true
    /// Whether to count what is read by account and region.
    public var metersUsage = false
    /// Seconds by which records may be out of order: log files are written minutes after the fact.
    public var flowLateness: Int64 = 900
    public var queryLateness: Int64 = 900
    public var callLateness: Int64 = 1_200

    public init(paths: [String], threads: Int, since: Timestamp? = nil, until: Timestamp? = nil, region: String = "") {
        self.paths = paths
        self.threads = max(1, threads)
        self.since = since
        self.until = until
        self.region = region
    }
}
