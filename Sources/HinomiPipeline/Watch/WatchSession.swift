// SPDX-License-Identifier: Apache-2.0

import HinomiDetection
import HinomiFindings
import HinomiIntelligence
import HinomiRecords
import HinomiSources

/// Engines that stay open: takes in logs increment by increment, and says at any time what a scan of all of them would find.
///
/// One thread uses it.
final class WatchSession {
    private let options: WatchOptions
    private var knowledge: Knowledge
    private let clock: WatchClock
    private let pool = ReaderPool(windowSize: 64 << 10)
    private let lessons: InstanceLessons
    private let workers: PerThread<ScanWorker>
    private var ledger: InputLedger
    private var shelf: EvidenceShelf
    private var list: TellingList
    private var latest: ScanSchedule.Frontier
    // The increment that is being read, and of which source each of its inputs is.
    private var schedule: ScanSchedule?
    private var owners: [UInt32: Int] = [:]
    private var progress: [Int: [InputProgress]] = [:]
    private var problems: [ScanProblem] = []
    // What the instances' block was written from.
    private var lessonsWritten = 0
    private var usage = UsageLedger()
    private var writesAll: Bool
    /// Whether something was taken in since it was settled last.
    private(set) var isUnsettled: Bool
    /// Whether something was taken in, or let go of, since the last snapshot.
    private(set) var isUnwritten = false
    /// Whether what an earlier run read is still being read again.
    private(set) var isCatchingUp: Bool
    /// Whether engines went on with other lists than they were written with.
    let wasRelisted: Bool
    /// What the last settlement amounted to.
    private(set) var states = 0
    private(set) var late = 0

    /// A session that goes on from a state, or begins anew without one.
    init(options: WatchOptions, knowledge: Knowledge, state: WatchState?, clock: WatchClock) throws(WatchError) {
        self.options = options
        self.knowledge = knowledge
        self.clock = clock
        let blocks = state?.blocks ?? [:]
        list = TellingList(state?.told ?? [:])
        var restored: [Int: Engine] = [:]
        var relisted = false
        var learned = LearnedInstances()
        var name = SessionState.block
        do {
            let kept = try blocks[SessionState.block].map { try SessionState($0) }
            latest = kept?.latest ?? .beginning
            name = "the list of inputs"
            ledger = try InputLedger(next: kept?.nextInput ?? 0, blocks: blocks)
            name = "the kept records"
            shelf = try EvidenceShelf(blocks: blocks)
            name = SessionState.instances
            if let bytes = blocks[SessionState.instances] {
                var reader = try StateReader(sealed: bytes)
                learned = try reader.decode(LearnedInstances.self)
            }
            for bucket in 0..<Partition.count {
                name = SessionState.engines + String(bucket)
                guard let bytes = blocks[name] else { continue }
                let (engine, wasRelisted) = try WatchSession.engine(bytes, knowledge, options)
                restored[bucket] = engine
                relisted = relisted || wasRelisted
            }
        } catch {
            throw .state("\(name): \(error)")
        }
        wasRelisted = relisted
        writesAll = relisted
        isUnsettled = !restored.isEmpty
        isCatchingUp = state != nil
        lessons = InstanceLessons(learned)
        let (lessons, pool) = (lessons, pool)
        workers = PerThread(options.threads) { thread in
            ScanWorker(
                thread: thread, options: options.scan, intelligence: knowledge.intelligence, pool: pool,
                lessons: lessons,
                engines: EngineGroup(
                    thread: thread, of: options.threads,
                    engines: EngineGroup.buckets(of: thread, threads: options.threads).map {
                        restored[$0]
                            ?? Engine(
                                intelligence: knowledge.intelligence, places: knowledge.places, rules: options.rules,
                                limits: knowledge.limits)
                    }))
        }
    }

    // With other lists the engine goes on all the same, with what those say of the records that it holds.
    private static func engine(
        _ bytes: [UInt8], _ knowledge: Knowledge, _ options: WatchOptions
    ) throws -> (engine: Engine, wasRelisted: Bool) {
        let make = { (relisting: Bool) in
            try Engine(
                intelligence: knowledge.intelligence, places: knowledge.places, rules: options.rules,
                limits: knowledge.limits, snapshot: bytes, relisting: relisting)
        }
        do {
            return (try make(false), false)
        } catch SnapshotError.otherLists {
            return (try make(true), true)
        }
    }

    /// Goes on with other lists of some accounts: what is read or still held back is judged by them.
    func use(_ lists: AccountLists) {
        knowledge.intelligence = knowledge.intelligence.with(lists)
        workers.forEach { $0.use(lists) }
        isUnsettled = true
    }

    // MARK: Reading

    /// Whether an increment is being read.
    var hasWork: Bool { schedule != nil }

    /// Begins to read the next increment: inputs of sources, which have numbers. `shouldPause` is asked between pieces.
    func begin(_ inputs: [(source: Int, input: LogInput)], shouldPause: @escaping @Sendable () -> Bool = { false }) {
        let first = ledger.take(inputs.count)
        let survey = ScanSurvey.run(inputs.map(\.input), firstIndex: first, options: options.scan, pool: pool)
        let now = clock.now()
        owners = [:]
        for input in survey.inputs {
            owners[input.index] = inputs[Int(input.index &- first)].source
            ledger.add(
                CitedInput(file: input.file, name: input.name, kind: input.kind), number: input.index, at: now)
        }
        for (place, why, isTorn) in survey.refused {
            let (source, input) = inputs[place]
            progress[source, default: []].append(
                InputProgress(id: input.id, delivered: 0, state: isTorn ? .torn(why) : .refused(why)))
        }
        problems += survey.problems
        isUnwritten = true
        schedule = ScanSchedule(
            survey.inputs, threads: options.threads, ceiling: latest,
            trusted: now.seconds &+ options.trustedAhead, shouldPause: shouldPause)
    }

    /// Reads on in the increment, until it is read or a pause is asked for.
    func work() {
        guard let schedule else { return }
        schedule.resume()
        workers.forEach { $0.run(schedule) }
        isUnsettled = true
        isUnwritten = true
        problems += (0..<workers.count).flatMap { workers.update($0) { $0.takeProblems() } }
        for input in schedule.takeFinished() { note(input, isFinished: true) }
        let unfinished = schedule.unfinished
        for input in unfinished where input.delivered > input.skipBefore { note(input, isFinished: false) }
        guard unfinished.isEmpty else { return }
        self.schedule = nil
        // Everything up to here has come, so that what is old enough by it can be folded.
        latest = workers.reduce(into: latest) { $0.raise(to: $1.latest) }
        let frontier = latest
        workers.forEach { $0.advance(to: frontier) }
    }

    private func note(_ input: ScanInput, isFinished: Bool) {
        guard let source = owners[input.index] else { return }
        var state = isFinished ? InputProgress.State.read : .reading
        if let damage = input.damage { state = .torn(damage.reason) }
        progress[source, default: []].append(InputProgress(id: input.id, delivered: input.delivered, state: state))
        let position = input.position == .min / 2 ? nil : Timestamp(seconds: input.position)
        if let position { reached[source] = max(reached[source] ?? position, position) }
    }

    /// The record time that each source came to.
    private(set) var reached: [Int: Timestamp] = [:]

    /// How far inputs of a source were read since it was asked last.
    func takeProgress(of source: Int) -> [InputProgress] { progress.removeValue(forKey: source) ?? [] }

    /// What could not be used since it was asked last.
    func takeProblems() -> [ScanProblem] {
        defer { problems = [] }
        return problems
    }

    /// What was read since the process began.
    var statistics: ScanStatistics {
        workers.reduce(into: ScanStatistics()) { $0.merge($1.statistics) }
    }

    // MARK: Telling

    /// Hears that everything was read that an earlier run had read.
    func endCatchingUp() {
        guard isCatchingUp else { return }
        isCatchingUp = false
        isUnsettled = true
    }

    /// What there is to tell: what a scan of everything read so far would find, against what was told.
    func settle(into commit: inout WatchCommit) throws(WatchError) {
        workers.forEach { $0.copyEngines() }
        let copies = PerThread(workers.count) { thread in workers.update(thread) { $0.takeCopy() } }
        let outcome = Settlement.settle(copies, keepingProfiles: false)
        (states, late) = (outcome.statistics.states, outcome.statistics.late)
        let findings = Settlement.findings(
            of: outcome, learned: lessons.outcome, inventory: knowledge.inventory,
            limits: knowledge.limits, named: options.typeNames)
        let plain = list.news(in: findings)
        var news = plain
        for i in news.indices { news[i].places = PlaceLookup.places(of: news[i], in: knowledge.places) }
        let ledger = ledger
        let collector = EvidenceCollector(input: { ledger.input($0) }, pool: pool)
        do {
            problems += try shelf.fill(&news, with: collector)
        } catch {
            throw .state("the kept records: \(error)")
        }
        commit.told += list.tell(news, plain: plain, isCatchingUp: isCatchingUp)
        isUnsettled = false
        guard !isCatchingUp else { return }
        let withdrawn = list.withdrawn(from: findings)
        list.forget(withdrawn)
        shelf.forget(withdrawn)
        commit.withdrawn += withdrawn
        release(findings, into: &commit)
    }

    // Lets go of what nothing was added to for long: memory has to last for years.
    private func release(_ findings: [Finding], into commit: inout WatchCommit) {
        let seconds = max(latest.flow, latest.query, latest.call)
        guard seconds > .min / 2 else { return }
        let time = Timestamp(seconds: seconds - options.retentionDays * 86_400)
        let old = findings.filter { $0.eventLastSeen < time }.map(\.id).sorted()
        ledger.forget(
            before: clock.now().advanced(seconds: -options.retentionDays * 86_400), keeping: options.rememberedInputs)
        guard !old.isEmpty else { return }
        let kept = Set(findings.map(\.id)).subtracting(old)
        workers.forEach { $0.engines.forget(before: time, except: kept) }
        list.forget(old)
        shelf.forget(old)
        commit.released += old
        isUnwritten = true
    }

    /// How many findings are remembered.
    var findingCount: Int { list.count }

    // MARK: Writing

    /// Puts everything that must survive into a commit.
    func write(to commit: inout WatchCommit) throws(WatchError) {
        do {
            let isAll = writesAll
            workers.forEach { $0.writeEngines(all: isAll) }
            for thread in 0..<workers.count {
                for (bucket, bytes) in try workers.update(thread, { try $0.takeWritten() }) {
                    commit.blocks[SessionState.engines + String(bucket)] = bytes
                }
            }
            let all = lessons.all
            if all.count != lessonsWritten {
                var writer = StateWriter()
                try writer.encode(all.learned)
                commit.blocks[SessionState.instances] = writer.sealed
                lessonsWritten = all.count
            }
            try ledger.write(to: &commit)
            shelf.write(to: &commit)
            // Of an increment that is not read yet, other increments' frontiers must not follow.
            let readings = (0..<workers.count).map { workers.update($0) { $0.takeUsage() } }
            commit.usage.merge(usage.add(readings)) { $0 + $1 }
            commit.blocks[SessionState.block] = try SessionState(nextInput: ledger.next, latest: latest).bytes()
        } catch {
            throw .state("it cannot be written: \(error)")
        }
        writesAll = false
        isUnwritten = false
    }
}

extension ScanSchedule.Frontier {
    fileprivate mutating func raise(to other: Self) {
        flow = max(flow, other.flow)
        query = max(query, other.query)
        call = max(call, other.call)
    }
}
