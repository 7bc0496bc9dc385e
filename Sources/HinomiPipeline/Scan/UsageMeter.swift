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

    public init(account: AccountID, region: String, source: Source) {
        self.account = account
        self.region = region
        self.source = source
    }
}

/// Counts what is read, by account and region.
///
/// Records know interfaces and clients by hashes; whose those are is told when they are first met.
struct UsageMeter {
    private var flows = KeyedAmounts()
    private var queries = KeyedAmounts()
    private var owners: [UInt64: MeteredUsage] = [:]
    private var amounts: [MeteredUsage: Int] = [:]

    /// Hears whose an interface or a client is.
    mutating func learn(_ key: UInt64, account: AccountID, region: String, _ source: MeteredUsage.Source) {
        // A flood of invented clients must not fill the memory.
        if owners.count >= 2_000_000 {
            settle()
            owners = [:]
        }
        owners[key] = MeteredUsage(account: account, region: region, source: source)
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
        let isData = category.equals("Data") || isManagement == false
        let isOfObject = isData && service.equals("s3.amazonaws.com")
        let usage = MeteredUsage(
            account: call.account, region: call.region.string ?? "",
            source: isOfObject ? .objectEvents : .managementEvents)
        amounts[usage, default: 0] += 1
    }

    /// What was counted since it was asked last.
    mutating func take() -> [MeteredUsage: Int] {
        settle()
        defer { amounts = [:] }
        return amounts
    }

    private mutating func settle() {
        for (key, amount) in flows.take() + queries.take() {
            guard let owner = owners[key] else { continue }
            amounts[owner, default: 0] += amount
        }
    }
}

/// Sums by key, for many small amounts.
private struct KeyedAmounts {
    // In front of the sums: nearly every record is of an interface that was met a moment ago.
    private var recent = [(key: UInt64, amount: Int)](repeating: (0, 0), count: 1_024)
    private var sums: [UInt64: Int] = [:]

    mutating func add(_ amount: Int, to key: UInt64) {
        let slot = Int(truncatingIfNeeded: key >> 24 & 1_023)
        if recent[slot].key == key {
            recent[slot].amount &+= amount
            return
        }
        if recent[slot].amount > 0 { sums[recent[slot].key, default: 0] += recent[slot].amount }
        recent[slot] = (key, amount)
    }

    mutating func take() -> [(key: UInt64, amount: Int)] {
        for slot in recent.indices where recent[slot].amount > 0 {
            sums[recent[slot].key, default: 0] += recent[slot].amount
            recent[slot].amount = 0
        }
        defer { sums = [:] }
        return sums.map { ($0.key, $0.value) }
    }
}
