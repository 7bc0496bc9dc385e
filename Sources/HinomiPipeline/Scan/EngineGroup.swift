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
    private var folded = ScanSchedule.Frontier(flow: .min, query: .min, call: .min)

    /// Engines that `makeEngine` makes, each of which goes on from what its partition learned.
    init(thread: Int, of threads: Int, profiles: Profiles?, makeEngine: () -> Engine) {
        self.thread = thread
        self.threads = threads
        places = (0..<Partition.count).map { $0 / threads }
        engines = (0..<Partition.count).filter { $0 % threads == thread }.map { bucket in
            profiles?.engine(bucket, from: makeEngine()) ?? makeEngine()
        }
    }

    /// The thread that folds a partition.
    static func owner(of bucket: Int, threads: Int) -> Int { bucket % threads }

    /// Takes in a record of one of this group's partitions.
    mutating func append(_ record: UnsafePointer<FlowRecord>, bucket: Int) {
        engines[places[bucket]].append(record.pointee)
    }

    mutating func append(_ announcement: InterfaceAnnouncement) {
        engines[places[Partition.bucket(of: announcement.facts.key)]].append(announcement)
    }

    mutating func append(_ record: QueryRecord, name: UnsafeBufferPointer<UInt8>) {
        append(record, name: name, bucket: Partition.bucket(of: record.client))
    }

    mutating func append(_ record: QueryRecord, name: UnsafeBufferPointer<UInt8>, bucket: Int) {
        engines[places[bucket]].append(record, name: name)
    }

    mutating func learn(_ facts: ClientFacts, key: UInt64) {
        engines[places[Partition.bucket(of: key)]].learn(facts, key: key)
    }

    mutating func append(_ call: CallIntake, raw: UnsafeBufferPointer<UInt8>, texts: UnsafeBufferPointer<UInt8>) {
        engines[places[Partition.bucket(of: call.account)]].append(call, raw: raw, texts: texts)
    }

    /// Takes in what another thread read for this one.
    mutating func append(_ parcel: Parcel) {
        for announcement in parcel.announcements { append(announcement) }
        parcel.flows.withUnsafeBufferPointer { flows in
            guard let first = flows.baseAddress else { return }
            for i in 0..<flows.count { append(first + i, bucket: Partition.bucket(of: first[i].interface)) }
        }
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
        // A minute is the least that engines fold; asking more often only costs.
        let next = ScanSchedule.Frontier(
            flow: EngineGroup.minutes(frontier.flow, less: options.flowLateness),
            query: EngineGroup.minutes(frontier.query, less: options.queryLateness),
            call: EngineGroup.minutes(frontier.call, less: options.callLateness))
        guard next.flow > folded.flow || next.query > folded.query || next.call > folded.call else { return }
        folded = next
        for i in engines.indices { engines[i].advance(flows: next.flow, queries: next.query, calls: next.call) }
    }

    private static func minutes(_ seconds: Int64, less lateness: Int64) -> Int64 {
        seconds == .max ? .max / 2 : (seconds - lateness) / 60 * 60
    }

    /// Folds everything that is left. Returns whose addresses are whose, as far as these partitions know.
    mutating func drain() -> AddressOwners {
        var owners = AddressOwners()
        for i in engines.indices {
            engines[i].drain()
            owners.merge(engines[i].owners)
        }
        return owners
    }

    /// Folds what waited for the addresses. Returns what is usual in the accounts, and what was learned, by partition, when that is
    /// wanted.
    mutating func finish(
        knowing owners: AddressOwners, keepingProfiles: Bool
    ) -> (habits: AccountHabits, profiles: [Int: [UInt8]]) {
        var habits = AccountHabits()
        var profiles: [Int: [UInt8]] = [:]
        for i in engines.indices {
            engines[i].finish(knowing: owners)
            if keepingProfiles, let profile = try? engines[i].profile() { profiles[i * threads + thread] = profile }
            habits.merge(engines[i].habits)
        }
        return (habits, profiles)
    }

    /// What must be known of others before all signals can be judged.
    var openQuestions: Questions { engines.reduce(into: Questions()) { $0.formUnion($1.openQuestions) } }

    /// What these partitions know of who did the things in question.
    func testimony(on questions: Questions) -> Testimony {
        engines.reduce(into: Testimony()) { $0.merge($1.testimony(on: questions)) }
    }

    /// Brings everything to its end.
    mutating func close(knowing testimony: Testimony) {
        for i in engines.indices { engines[i].close(knowing: testimony) }
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
    }
}
