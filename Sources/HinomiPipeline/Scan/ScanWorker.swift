// SPDX-License-Identifier: Apache-2.0

import HinomiDetection
import HinomiFindings
import HinomiIntelligence
import HinomiRecords
import HinomiSources

/// One thread of a scan: reads and parses whatever is furthest behind, and folds its own partitions.
struct ScanWorker {
    let thread: Int
    let threads: Int
    let options: ScanOptions
    private var intelligence: IntelligenceBundle
    let pool: ReaderPool
    let lessons: InstanceLessons
    var engines: EngineGroup
    private var copied: EngineGroup?
    private var written: Result<[Int: [UInt8]], any Error> = .success([:])
    private var outgoing: [Parcel]
    private var batch = FlowBatch()
    private var queries = QueryBatch()
    private var names = NameCache()
    private var calls: CallIntakeReader
    private var clients = KnownClients()
    private var kept = KeptRecords()
    // Nobody asks after a scan how much it read for whom.
    private var meter: UsageMeter?
    private(set) var statistics = ScanStatistics()
    private(set) var problems: [ScanProblem] = []
    /// The latest record times so far, those too far ahead to be trusted left out.
    private(set) var latest = ScanSchedule.Frontier.beginning
    private var trusted = Int64.max
    // The thread of each partition.
    private let owner: [Int]
    // Records too far ahead of the clock since `aheadSince`: they are held back, so there is a limit to them.
    private var ahead = 0
    private var aheadSince = Int64.min
    private static let mostAhead = 100_000
    // The earliest record time of the piece of an input that is being parsed.
    private var chunkEarliest = Int64.max
    private let since: Int64
    private let until: Int64

    init(
        thread: Int, options: ScanOptions, intelligence: IntelligenceBundle, pool: ReaderPool, lessons: InstanceLessons,
        engines: EngineGroup
    ) {
        self.thread = thread
        threads = options.threads
        self.options = options
        self.intelligence = intelligence
        self.pool = pool
        self.lessons = lessons
        self.engines = engines
        calls = CallIntakeReader(keepsSignals: options.keepsSignals)
        meter = options.metersUsage ? UsageMeter() : nil
        outgoing = Array(repeating: Parcel(), count: options.threads)
        owner = (0..<Partition.count).map { EngineGroup.owner(of: $0, threads: options.threads) }
        since = options.since?.milliseconds ?? .min
        until = options.until?.milliseconds ?? .max
    }

    /// Works until all inputs of a schedule are read, or it pauses. What came last stays held back in the engines.
    mutating func run(_ schedule: ScanSchedule) {
        trusted = schedule.trusted
        if trusted > aheadSince &+ 86_400 { (ahead, aheadSince) = (0, trusted) }
        while true {
            switch schedule.next(for: thread) {
            case .read(let input, let frontier):
                takeParcels(from: schedule)
                engines.advanceInSteps(to: frontier, options)
                read(on: input, of: schedule)
            case .fold(let frontier):
                takeParcels(from: schedule)
                engines.advanceInSteps(to: frontier, options)
            case .stop: return takeParcels(from: schedule)
            }
        }
    }

    /// Goes on with other lists of some accounts.
    mutating func use(_ lists: AccountLists) {
        intelligence = intelligence.with(lists)
        engines.use(lists)
    }

    /// Takes out what could not be used.
    mutating func takeProblems() -> [ScanProblem] {
        defer { problems = [] }
        return problems
    }

    /// Folds what is older than the frontier less the lateness.
    mutating func advance(to frontier: ScanSchedule.Frontier) { engines.advance(to: frontier, options) }

    /// Makes a copy of the engines, which `takeCopy` gives away.
    mutating func copyEngines() { copied = engines.copy() }

    /// Gives away the copy that was made.
    mutating func takeCopy() -> EngineGroup {
        defer { copied = nil }
        return copied ?? engines.copy()
    }

    /// Writes the engines that have changed, or all; `takeWritten` gives them away.
    mutating func writeEngines(all: Bool) { written = Result { try engines.snapshots(ofAll: all) } }

    /// The engines that were written, by partition.
    mutating func takeWritten() throws -> [Int: [UInt8]] {
        defer { written = .success([:]) }
        return try written.get()
    }

    /// What was read for whom since it was asked last; nothing where that is not counted.
    mutating func takeUsage() -> UsageMeter.Reading { meter?.take() ?? UsageMeter.Reading() }

    /// Gives the thread's engines away.
    mutating func takeEngines() -> EngineGroup {
        let taken = engines
        engines = EngineGroup(thread: thread, of: threads, engines: [])
        return taken
    }

    /// What the thread read.
    func contribute(to outcome: inout ScanOutcome) {
        outcome.statistics.merge(statistics)
        outcome.problems += problems
        outcome.kept.merge(kept)
    }

    private mutating func takeParcels(from schedule: ScanSchedule) {
        for parcel in schedule.takeParcels(of: thread) { engines.append(parcel) }
    }

    // MARK: Reading

    private mutating func read(on input: ScanInput, of schedule: ScanSchedule) {
        let before = statistics.records
        var isDone = false
        switch input.whole.take() {
        case .flows(let records, let count):
            batch = records
            route(input, bytes: count)
            statistics.contentBytes += UInt64(count)
            isDone = true
        case .bytes(let content):
            content.withUnsafeBufferPointer { content in
                // The survey left spare bytes behind the content.
                let bytes = UnsafeBufferPointer(rebasing: content.dropLast(ChunkBuffer.spare))
                _ = parse(bytes, at: input.base, isFinal: true, input)
                statistics.contentBytes += UInt64(bytes.count)
            }
            isDone = true
        case nil:
            isDone = readChunk(of: input)
        }
        for target in outgoing.indices where target != thread && !outgoing[target].isEmpty {
            schedule.deliver(outgoing[target], to: target)
            outgoing[target] = Parcel()
        }
        let bytesRead = isDone ? input.file.size : (input.reader?.bytesRead).map { $0 - min($0, input.base) } ?? 0
        let news = bytesRead > input.countedBytes ? bytesRead - input.countedBytes : 0
        input.countedBytes += news
        if isDone { finish(input) }
        schedule.giveBack(input, isDone: isDone, records: statistics.records - before, bytes: news)
    }

    private mutating func readChunk(of input: ScanInput) -> Bool {
        guard let buffer = input.buffer else { return true }
        do throws(SourceError) {
            if input.reader == nil { input.reader = try InputReader(file: input.file, pool: pool) }
            guard let reader = input.reader else { return true }
            let room = buffer.room()
            let count = try reader.read(into: room.start, capacity: room.count)
            buffer.fill(count)
            statistics.contentBytes += UInt64(count)
            let used = parse(buffer.bytes, at: buffer.offset, isFinal: count == 0, input)
            buffer.drop(used)
            return count == 0
        } catch {
            // Everything in front of the damage was delivered; what hangs over is no whole record, and a torn line could
            // pass for one.
            let used = parse(buffer.bytes, at: buffer.offset, isFinal: input.kind != .flow, input)
            if input.kind == .flow, used < buffer.count {
                refuse(ParseRefusal(offset: buffer.offset + UInt64(used), reason: .cutOff), input)
            }
            input.damage = error
            problems.append(ScanProblem(path: input.name, what: error.withoutPath, isDamage: true))
            return true
        }
    }

    private mutating func finish(_ input: ScanInput) {
        statistics.files += 1
        statistics.bytes += input.file.size
        guard input.refusals.total > 0 else { return }
        problems.append(ScanProblem(path: input.name, what: input.refusals.description, isDamage: true))
    }

    // MARK: Parsing

    private mutating func parse(
        _ bytes: UnsafeBufferPointer<UInt8>, at offset: UInt64, isFinal: Bool, _ input: ScanInput
    ) -> Int {
        // Other inputs must not get ahead of the earliest record of what was read last.
        chunkEarliest = .max
        defer { if chunkEarliest != .max { input.position = max(input.position, chunkEarliest) } }
        let parser = input.parser
        input.parser = .lent
        switch consume parser {
        case .lent: return 0
        case .flow(var parser):
            let used = parser.parse(bytes, at: offset, isFinal: isFinal, into: &batch)
            input.parser = .flow(parser)
            route(input, bytes: used)
            return used
        case .query(var parser):
            let used = parser.parse(bytes, at: offset, isFinal: isFinal) {
                take($0, input)
            } refused: {
                refuse($0, input)
            }
            routeQueries()
            input.parser = .query(parser)
            return used
        case .call(var parser):
            let used = parser.parse(bytes, at: offset, isFinal: isFinal) {
                take($0, input)
            } refused: {
                refuse($0, input)
            }
            input.parser = .call(parser)
            return used
        }
    }

    private mutating func refuse(_ refusal: ParseRefusal, _ input: ScanInput) {
        guard refusal.offset >= input.skipBefore else { return }
        statistics.refused += 1
        input.refusals.add(refusal)
    }

    // Takes note of a record too far ahead of the clock.
    private mutating func isTooManyAhead() -> Bool {
        statistics.ahead += 1
        ahead += 1
        guard ahead > ScanWorker.mostAhead else { return false }
        statistics.outsideTime += 1
        return true
    }

    private func isWanted(_ time: Timestamp) -> Bool { time.milliseconds >= since && time.milliseconds < until }

    private mutating func note(_ time: Timestamp) {
        if statistics.first.map({ time < $0 }) ?? true { statistics.first = time }
        if statistics.last.map({ time > $0 }) ?? true { statistics.last = time }
    }

    private mutating func route(_ input: ScanInput, bytes: Int) {
        statistics.noData += batch.noDataCount
        for refusal in batch.refused { refuse(refusal, input) }
        for announcement in batch.interfaces {
            let facts = announcement.facts
            meter?.learn(
                facts.key, account: facts.account, region: facts.region.isEmpty ? options.region : facts.region)
            let owner = owner[Partition.bucket(of: announcement.facts.key)]
            if owner == thread {
                engines.append(announcement)
            } else {
                outgoing[owner].announcements.append(announcement)
            }
        }
        if input.skipBefore > 0 { batch.records.removeAll { $0.offset < input.skipBefore } }
        if let last = batch.records.last { input.delivered = last.offset &+ 1 }
        meter?.count(batch.records, bytes: bytes)
        let span = mark(input)
        latest.flow = max(latest.flow, span.latest)
        if span.ahead > 0 {
            let trusted = trusted
            var records: [FlowRecord] = []
            swap(&records, &batch.records)
            records.removeAll { $0.start > trusted && isTooManyAhead() }
            swap(&records, &batch.records)
        }
        chunkEarliest = min(chunkEarliest, span.earliest)
        let (since, until) = (since, until)
        let count = batch.records.count
        statistics.flows += count
        if since != .min || until != .max {
            batch.records.removeAll { $0.start &* 1000 < since || $0.start &* 1000 >= until }
            statistics.outsideTime += count - batch.records.count
        }
        batch.records.withUnsafeBufferPointer { records in
            engines.append(records) { record, bucket in outgoing[owner[bucket]].flows.append(record.pointee) }
        }
        if span.wantedEarliest <= span.wantedLatest {
            note(Timestamp(seconds: span.wantedEarliest))
            note(Timestamp(seconds: span.wantedLatest))
        }
        batch.removeAll()
    }

    // The times that the records of a batch span, and those of them which are wanted.
    private struct Span {
        var earliest = Int64.max
        var wantedEarliest = Int64.max
        var wantedLatest = Int64.min
        // Of those that can be trusted.
        var latest = Int64.min
        var ahead = 0
    }

    // Says of all records of the batch where they were read.
    private mutating func mark(_ input: ScanInput) -> Span {
        var span = Span()
        let index = input.index
        let (since, until, trusted) = (since, until, trusted)
        batch.records.withUnsafeMutableBufferPointer { records in
            guard let first = records.baseAddress else { return }
            for i in 0..<records.count {
                first[i].input = index
                let start = first[i].start
                span.earliest = min(span.earliest, start)
                if start <= trusted { span.latest = max(span.latest, start) } else { span.ahead &+= 1 }
                guard start &* 1000 >= since, start &* 1000 < until else { continue }
                span.wantedEarliest = min(span.wantedEarliest, start)
                span.wantedLatest = max(span.wantedLatest, start)
            }
        }
        return span
    }

    private mutating func take(_ view: borrowing DNSQueryView, _ input: ScanInput) {
        guard view.offset >= input.skipBefore else { return }
        input.delivered = view.offset &+ 1
        statistics.queries += 1
        if view.time.seconds <= trusted {
            latest.query = max(latest.query, view.time.seconds)
        } else if isTooManyAhead() {
            return
        }
        chunkEarliest = min(chunkEarliest, view.time.seconds)
        guard isWanted(view.time) else {
            statistics.outsideTime += 1
            return
        }
        note(view.time)
        let key = ClientFacts.key(
            account: view.account, region: view.region.bytes, vpc: view.vpcID.bytes, instance: view.instanceID.bytes,
            address: view.source)
        let owner = owner[Partition.bucket(of: key)]
        if clients.insert(key, source: view.source) {
            meter?.learn(key, account: view.account, region: view.region.string ?? options.region)
            let facts = ClientFacts(
                account: view.account, region: view.region.string ?? options.region, vpcID: view.vpcID.string ?? "",
                instanceID: view.instanceID.string ?? "", address: view.source)
            if owner == thread { engines.learn(facts, key: key) } else { outgoing[owner].clients.append((key, facts)) }
        }
        meter?.count(query: view.raw.count, client: key)
        queries.append(
            QueryRecord(view, client: key, input: input.index), name: view.name, for: names, raw: view.raw)
        if queries.isFull { routeQueries() }
    }

    private mutating func routeQueries() {
        names.complete(&queries, intelligence)
        queries.forEach { _, query, name in
            // Who asks for a listed name will be told of.
            if query.record.mark != 0, !options.citesLines { kept.keep(query.raw, from: query.record.origin) }
            let bucket = Partition.bucket(of: query.record.client)
            if owner[bucket] == thread {
                engines.append(query.record, name: name, bucket: bucket)
            } else {
                outgoing[owner[bucket]].add(query.record, name: name)
            }
        }
        queries.removeAll()
    }

    private mutating func take(_ view: borrowing APICallView, _ input: ScanInput) {
        guard view.offset >= input.skipBefore else { return }
        input.delivered = view.offset &+ 1
        statistics.calls += 1
        if view.time.seconds <= trusted {
            latest.call = max(latest.call, view.time.seconds)
        } else if isTooManyAhead() {
            return
        }
        chunkEarliest = min(chunkEarliest, view.time.seconds)
        // An instance may have been launched long before the time that is asked for.
        lessons.learn(from: view)
        guard isWanted(view.time) else {
            statistics.outsideTime += 1
            return
        }
        note(view.time)
        meter?.count(view)
        let record = view.record.bytes
        calls.read(view, input: input.index, intelligence: intelligence) { call, texts in
            let owner = owner[Partition.bucket(of: call.account)]
            let raw = call.needsRecord ? record : UnsafeBufferPointer(start: nil, count: 0)
            if owner == thread {
                engines.append(call, raw: raw, texts: texts)
            } else {
                outgoing[owner].add(call, raw: raw, texts: texts)
            }
        }
    }
}
