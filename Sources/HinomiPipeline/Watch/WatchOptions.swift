// SPDX-License-Identifier: Apache-2.0

public import HinomiDetection
public import HinomiFindings

/// How to watch.
public struct WatchOptions: Sendable {
    /// Worker threads, 1 or more. Another number may be chosen at every start.
    public var threads: Int
    /// The region of records that do not say it, neither themselves nor by their S3 key.
    public var region = ""
    /// Rules over single API calls that are off unless they are named.
    public var rules = CustomRuleSet.none
    /// Which names findings are told by.
    public var typeNames = TypeNames.current
    /// Seconds by which records may be out of order: log files are written minutes after the fact.
    public var flowLateness: Int64 = 900
    public var queryLateness: Int64 = 900
    public var callLateness: Int64 = 1_200
    /// Seconds by which records may be ahead of the clock before they are taken for those of a broken one.
    public var trustedAhead: Int64 = 86_400
    /// Days for which a finding is remembered to which nothing is added.
    public var retentionDays: Int64 = 90
    /// Seconds between two times that sources are asked at least: logs that arrive one by one are read together.
    public var gatheringInterval = 0.25
    /// The share of the time that finding out what is to be told may take, and seconds between two times at least.
    public var settlementShare = 0.2
    public var settlementInterval = 1.0
    /// Seconds between two times at least when there is nothing else to do: logs that arrive one by one are settled together.
    public var settlementIdleInterval = 0.5
    /// The share of the time that writing snapshots may take, and seconds between two of them at least.
    public var snapshotShare = 0.1
    public var snapshotInterval = 30.0
    /// Inputs that evidence can be fetched from later, at most.
    public var rememberedInputs = 500_000
    /// Whether to come to an end when all sources have.
    public var endsWithSources = false

    public init(threads: Int) { self.threads = max(1, threads) }

    var scan: ScanOptions {
        var options = ScanOptions(paths: [], threads: threads, region: region)
        options.rules = rules
        options.metersUsage = true
        (options.flowLateness, options.queryLateness) = (flowLateness, queryLateness)
        options.callLateness = callLateness
        return options
    }
}
