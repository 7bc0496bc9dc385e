// SPDX-License-Identifier: Apache-2.0

public import HinomiRecords

/// What of the logs is counted, and for whom.
public struct MeteredUsage: Hashable, Sendable {
    /// What is counted, each in its own unit.
    public enum Source: Hashable, Sendable {
        /// Bytes of flow logs, before compression.
        case flowBytes
        /// Bytes of query logs, before compression.
        case queryBytes
        /// Management events, and whatever else CloudTrail writes besides data events of S3.
        case managementEvents
        /// Data events of S3.
        case objectEvents
    }

    public var account: AccountID
    /// The region; empty where neither records nor the names of files say it.
    public var region: String
    public var source: Source
    /// The bucket, of data events of S3; else empty.
    public var bucket: String

    public init(account: AccountID, region: String, source: Source, bucket: String = "") {
        self.account = account
        self.region = region
        self.source = source
        self.bucket = bucket
    }
}

/// Counts what is read, by account and region, on one thread.
///
/// Records know interfaces and clients by hashes; whose those are is told once, when they are first met, and perhaps on another
/// thread.
struct UsageMeter {
    /// What was counted, and whose it is.
    struct Reading {
        var flows: [UInt64: Int] = [:]
        var queries: [UInt64: Int] = [:]
        var calls: [MeteredUsage: Int] = [:]
        var owners: [UInt64: Owner] = [:]
    }

    /// Whose an interface or client is.
    struct Owner {
        var account: AccountID
        var region: String
    }

    private var flows = KeyedAmounts()
    private var queries = KeyedAmounts()
    private var calls = KeyedAmounts()
    // What the keys of calls stand for: hashes of what usages are told apart by, which comes from outside.
    private var usages: [UInt64: MeteredUsage] = [:]
    private let seed = UInt64.random(in: .min ... .max)
    private var reading = Reading()
    private static let mostCounts = 20_000

    /// Hears whose an interface or a client is.
    mutating func learn(_ key: UInt64, account: AccountID, region: String) {
        reading.owners[key] = Owner(account: account, region: region)
    }

    /// Counts flow records that are so many bytes together.
    mutating func count(_ records: [FlowRecord], bytes: Int) {
        guard !records.isEmpty else { return }
        let each = bytes / records.count
        records.withUnsafeBufferPointer { records in
            for record in records { flows.add(each, to: record.interface) }
        }
        // What division left over.
        if let last = records.last { flows.add(bytes - each * records.count, to: last.interface) }
    }

    /// Counts a query of a client.
    mutating func count(query bytes: Int, client: UInt64) { queries.add(bytes, to: client) }

    /// Counts a call.
    mutating func count(_ call: borrowing APICallView) {
        // Closures cannot hold the call.
        let (category, isManagement, service) = (call.eventCategory, call.managementEvent, call.eventSource)
        let (account, region, parameters) = (call.account, call.region, call.requestParameters)
        let isData = category.equals("Data") || isManagement == false
        let isOfObject = isData && service.equals("s3.amazonaws.com")
        let bucket = isOfObject ? parameters["bucketName"] : JSONSlice()
        var hash = StableHash(seed: seed)
        hash.combine(account.number)
        hash.combine(isOfObject ? 1 : 0)
        hash.combine(region.bytes)
        hash.combine(bucket.bytes)
        let key = hash.value
        if calls.add(1, to: key) || usages[key] != nil { return }
        var usage = MeteredUsage(
            account: account, region: region.string ?? "", source: isOfObject ? .objectEvents : .managementEvents)
        // Names of buckets have 63 bytes at most; of more than can be, the rest is counted without.
        if usages.count < UsageMeter.mostCounts, let bucket = bucket.string, bucket.utf8.count <= 63 {
            usage.bucket = bucket
        }
        usages[key] = usage
    }

    /// What was counted since it was asked last.
    mutating func take() -> Reading {
        (reading.flows, reading.queries) = (flows.take(), queries.take())
        for (key, count) in calls.take() {
            if let usage = usages[key] { reading.calls[usage, default: 0] += count }
        }
        usages = [:]
        defer { reading = Reading() }
        return reading
    }
}

/// What all threads counted, by account.
struct UsageLedger {
    private var owners: [UInt64: UsageMeter.Owner] = [:]
    // A flood of invented interfaces must not fill the memory.
    private static let mostOwners = 2_000_000

    /// Adds up what threads counted.
    mutating func add(_ readings: [UsageMeter.Reading]) -> [MeteredUsage: Int] {
        if owners.count > UsageLedger.mostOwners { owners = [:] }
        for reading in readings { owners.merge(reading.owners) { $1 } }
        var sums: [MeteredUsage: Int] = [:]
        func add(_ amounts: [UInt64: Int], _ source: MeteredUsage.Source) {
            for (key, amount) in amounts {
                guard let owner = owners[key] else { continue }
                sums[MeteredUsage(account: owner.account, region: owner.region, source: source), default: 0] += amount
            }
        }
        for reading in readings {
            add(reading.flows, .flowBytes)
            add(reading.queries, .queryBytes)
            sums.merge(reading.calls) { $0 + $1 }
        }
        return sums
    }
}

/// Sums by key, for many small amounts.
private struct KeyedAmounts {
    // In front of the sums: nearly every record is of an interface that was met a moment ago.
    private var recent = [(key: UInt64, amount: Int)](repeating: (0, 0), count: 1_024)
    private var sums: [UInt64: Int] = [:]

    // Returns whether the key was met a moment ago.
    @discardableResult
    mutating func add(_ amount: Int, to key: UInt64) -> Bool {
        let slot = Int(truncatingIfNeeded: key >> 24 & 1_023)
        if recent[slot].key == key, recent[slot].amount > 0 {
            recent[slot].amount &+= amount
            return true
        }
        if recent[slot].amount > 0 { sums[recent[slot].key, default: 0] += recent[slot].amount }
        recent[slot] = (key, amount)
        return false
    }

    mutating func take() -> [UInt64: Int] {
        for slot in recent.indices where recent[slot].amount > 0 {
            sums[recent[slot].key, default: 0] += recent[slot].amount
            recent[slot].amount = 0
        }
        defer { sums = [:] }
        return sums
    }
}
