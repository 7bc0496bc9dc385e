// SPDX-License-Identifier: Apache-2.0

import HinomiDetection
import HinomiFindings
import HinomiIntelligence
import HinomiRecords

/// The engines of the partitions that one thread folds.
struct EngineGroup {
    private let thread: Int
    private let threads: Int
    private var engines: [Engine]
    // Where the engine of each partition is, for those that are here.
    private let places: [Int]
    private var folded = ScanSchedule.Frontier.beginning
    // Bytes of records that came since.
    private var news = 0
    // As much is folded at once for each partition, or as much time of the log, in seconds.
    private static let step = (bytes: 512 << 10, seconds: Int64(1_200))
    // What is usual in the accounts, and what was learned by partition, once it was asked for.
    private var habits = AccountHabits()
    private var learned: [Int: [UInt8]] = [:]
    // The engines that may differ from what was last written of them.
    private var isChanged: [Bool]

    /// Engines that `makeEngine` makes, each of which goes on from what its partition learned.
    init(thread: Int, of threads: Int, profiles: Profiles?, makeEngine: () -> Engine) {
        self.init(
            thread: thread, of: threads,
            engines: EngineGroup.buckets(of: thread, threads: threads).map { bucket in
                profiles?.engine(bucket, from: makeEngine()) ?? makeEngine()
            })
    }

    /// These engines, one for each of the thread's partitions.
    init(thread: Int, of threads: Int, engines: [Engine]) {
        self.thread = thread
        self.threads = threads
        self.engines = engines
        places = (0..<Partition.count).map { $0 / threads }
        isChanged = Array(repeating: false, count: engines.count)
    }

    /// The partitions that a thread folds.
    static func buckets(of thread: Int, threads: Int) -> [Int] {
        (0..<Partition.count).filter { $0 % threads == thread }
    }

    /// Engines that know the same and go their own way from here on.
    func copy() -> EngineGroup {
        var copy = self
        // Most installations leave most partitions empty: what the empty engines share they do not touch.
        for i in engines.indices where !engines[i].isEmpty { copy.engines[i] = engines[i].copy() }
        return copy
    }

    /// Goes on with other lists of some accounts.
    mutating func use(_ lists: AccountLists) {
        for i in engines.indices { engines[i].use(lists) }
    }

    /// The thread that folds a partition.
    static func owner(of bucket: Int, threads: Int) -> Int { bucket % threads }

    /// Takes in those records that are of this group's partitions, and gives the others to `others` with the number of
    /// their partition.
    mutating func append(
        _ records: UnsafeBufferPointer<FlowRecord>, others: (UnsafePointer<FlowRecord>, Int) -> Void
    ) {
        guard let first = records.baseAddress else { return }
        news += records.count * MemoryLayout<FlowRecord>.stride
        let (thread, threads) = (thread, threads)
        // At once: for each record by itself, finding its engine would cost as much as what the engine does.
        engines.withUnsafeMutableBufferPointer { engines in
            isChanged.withUnsafeMutableBufferPointer { isChanged in
                places.withUnsafeBufferPointer { places in
                    for i in 0..<records.count {
                        let bucket = Partition.bucket(of: first[i].interface)
                        guard threads == 1 || EngineGroup.owner(of: bucket, threads: threads) == thread else {
                            others(first + i, bucket)
                            continue
                        }
                        isChanged[places[bucket]] = true
                        engines[places[bucket]].append(first + i)
                    }
                }
            }
        }
    }

    mutating func append(_ announcement: InterfaceAnnouncement) {
        let place = places[Partition.bucket(of: announcement.facts.key)]
        isChanged[place] = true
        engines[place].append(announcement)
    }

    mutating func append(_ record: QueryRecord, name: UnsafeBufferPointer<UInt8>) {
        append(record, name: name, bucket: Partition.bucket(of: record.client))
    }

    mutating func append(_ record: QueryRecord, name: UnsafeBufferPointer<UInt8>, bucket: Int) {
        let place = places[bucket]
        isChanged[place] = true
        news += MemoryLayout<QueryRecord>.stride + name.count
        engines[place].append(record, name: name)
    }

    mutating func learn(_ facts: ClientFacts, key: UInt64) {
        let place = places[Partition.bucket(of: key)]
        isChanged[place] = true
        engines[place].learn(facts, key: key)
    }

    mutating func append(_ call: CallIntake, raw: UnsafeBufferPointer<UInt8>, texts: UnsafeBufferPointer<UInt8>) {
        let place = places[Partition.bucket(of: call.account)]
        isChanged[place] = true
        news += MemoryLayout<CallIntake>.stride + raw.count + texts.count
        engines[place].append(call, raw: raw, texts: texts)
    }

    /// Takes in what another thread read for this one.
    mutating func append(_ parcel: Parcel) {
        for announcement in parcel.announcements { append(announcement) }
        parcel.flows.withUnsafeBufferPointer { append($0) { _, _ in } }
        for client in parcel.clients { learn(client.facts, key: client.key) }
        parcel.bytes.withUnsafeBufferPointer { bytes in
            for query in parcel.queries {
                append(
                    query.record, name: UnsafeBufferPointer(rebasing: bytes[query.start..<(query.start + query.count)]))
            }
            for call in parcel.calls {
                let end = call.start + call.count
                append(
                    call.call, raw: UnsafeBufferPointer(rebasing: bytes[call.start..<end]),
                    texts: UnsafeBufferPointer(rebasing: bytes[end..<(end + call.textCount)]))
            }
        }
    }

    /// Folds what is older than the frontier less the lateness.
    mutating func advance(to frontier: ScanSchedule.Frontier, _ options: ScanOptions) {
        fold(EngineGroup.limit(frontier, options))
    }

    /// As `advance`, once there is much to fold: a partition then has what it needs in the processor's cache for many minutes
    /// of the log, and not for one.
    mutating func advanceInSteps(to frontier: ScanSchedule.Frontier, _ options: ScanOptions) {
        let next = EngineGroup.limit(frontier, options)
        let seconds = EngineGroup.step.seconds
        guard
            news >= EngineGroup.step.bytes * engines.count || next.flow >= folded.flow &+ seconds
                || next.query >= folded.query &+ seconds || next.call >= folded.call &+ seconds
        else { return }
        fold(next)
    }

    private mutating func fold(_ next: ScanSchedule.Frontier) {
        guard next.flow > folded.flow || next.query > folded.query || next.call > folded.call else { return }
        folded = next
        news = 0
        for i in engines.indices { engines[i].advance(flows: next.flow, queries: next.query, calls: next.call) }
    }

    // A minute is the least that engines fold; asking more often only costs.
    private static func limit(_ frontier: ScanSchedule.Frontier, _ options: ScanOptions) -> ScanSchedule.Frontier {
        ScanSchedule.Frontier(
            flow: minutes(frontier.flow, less: options.flowLateness),
            query: minutes(frontier.query, less: options.queryLateness),
            call: minutes(frontier.call, less: options.callLateness))
    }

    private static func minutes(_ seconds: Int64, less lateness: Int64) -> Int64 {
        switch seconds {
        case .max: .max / 2
        case ..<(.min / 2): .min / 2
        default: (seconds - lateness) / 60 * 60
        }
    }

    /// Folds everything that is left.
    mutating func drain() {
        for i in engines.indices where !engines[i].isEmpty { engines[i].drain() }
    }

    /// Whose addresses are whose, as far as these partitions know. Asked after `drain`.
    var owners: AddressOwners { engines.reduce(into: AddressOwners()) { $0.merge($1.owners) } }

    /// Folds what waited for the addresses, and keeps what was learned when that is wanted.
    mutating func finish(knowing owners: AddressOwners, keepingProfiles: Bool) {
        for i in engines.indices {
            if !engines[i].isEmpty { engines[i].finish(knowing: owners) }
            if keepingProfiles, let profile = try? engines[i].profile() { learned[i * threads + thread] = profile }
            habits.merge(engines[i].habits)
        }
    }

    /// What must be known of others before all signals can be judged.
    var openQuestions: Questions { engines.reduce(into: Questions()) { $0.formUnion($1.openQuestions) } }

    /// What these partitions know of who did the things in question.
    func testimony(on questions: Questions) -> Testimony {
        engines.reduce(into: Testimony()) { $0.merge($1.testimony(on: questions)) }
    }

    /// Brings everything to its end.
    mutating func close(knowing testimony: Testimony) {
        for i in engines.indices where !engines[i].isEmpty { engines[i].close(knowing: testimony) }
    }

    /// Lets go of what was found and not added to since a time; findings with the ids in `kept` stay.
    mutating func forget(before time: Timestamp, except kept: Set<String>) {
        for i in engines.indices where !engines[i].isEmpty {
            engines[i].forget(before: time, except: kept)
            isChanged[i] = true
        }
    }

    /// Snapshots, by partition, of the engines that may have changed since they were last asked for, or of all.
    mutating func snapshots(ofAll isAll: Bool) throws -> [Int: [UInt8]] {
        var written: [Int: [UInt8]] = [:]
        for i in engines.indices where !engines[i].isEmpty && (isAll || isChanged[i]) {
            written[i * threads + thread] = try engines[i].snapshot()
        }
        // What is held back will be folded though nothing comes.
        for i in engines.indices { isChanged[i] = engines[i].isHolding }
        return written
    }

    /// What the group found and learned.
    func contribute(to result: inout ScanOutcome) {
        for engine in engines {
            result.book.merge(engine.book)
            result.weakSignals.merge(engine.weakSignals)
            result.interfaces += engine.interfaces
            result.clients += engine.clients
            result.statistics.duplicates += engine.duplicateCount
            result.statistics.late += engine.lateCount
            result.statistics.oneSided += engine.oneSidedCount
            result.statistics.learning += engine.learningAccounts
            result.statistics.states += engine.stateCount
            result.statistics.evicted += engine.evictedCount
        }
        result.habits.merge(habits)
        result.profiles.merge(learned) { first, _ in first }
    }
}
