// SPDX-License-Identifier: Apache-2.0

import HinomiRecords
import HinomiSources
import Synchronization

/// One run of a watcher: what to do next, and when.
final class WatchLoop {
    private let watcher: Watcher
    private let session: WatchSession
    private let clock: WatchClock
    private var settling: WatchPace
    private var writing: WatchPace
    // When the sources were asked, when to ask them again, and what they have that is not whole yet.
    private var asked = -Double.infinity
    private var askAgain: Timestamp?
    private var pending = 0
    private var areSourcesOver = false
    // Inputs read to their end that no snapshot contains yet, by source.
    private var done: [[String]]
    private var commit = WatchCommit()
    private let began: Double
    private let pause = PauseTime()

    // What was read by an earlier run is read again as long as files that changed lately are not whole; no longer than this.
    private static let longestCatchUp = 30.0
    // Seconds between attempts to commit, which double.
    private static let firstRetry = 1.0
    private static let lastRetry = 60.0

    init(_ watcher: Watcher, _ session: WatchSession) {
        self.watcher = watcher
        self.session = session
        clock = watcher.clock
        let options = watcher.options
        settling = WatchPace(
            interval: options.settlementInterval, whenIdle: options.settlementIdleInterval,
            share: options.settlementShare)
        writing = WatchPace(interval: options.snapshotInterval, share: options.snapshotShare)
        done = watcher.sources.map { _ in [] }
        began = clock.uptime()
        watcher.update { $0.sources = watcher.sources.map { WatchFigures.Source(name: $0.name) } }
    }

    /// Goes on until it is asked to stop, and keeps everything then.
    func run() throws {
        watcher.update { $0.isRunning = true }
        defer { watcher.update { $0.isRunning = false } }
        while !watcher.bell.isStopped {
            var isIdle = false
            if !session.hasWork { isIdle = !gather() }
            // After the sources were asked: what came after the lists is read with them.
            if let lists = watcher.takeLists() { session.use(lists) }
            if session.hasWork { work() }
            if isIdle, pending == 0 || clock.uptime() > began + WatchLoop.longestCatchUp { session.endCatchingUp() }
            if session.isUnsettled, clock.uptime() >= settling.due(whenIdle: isIdle) { try settle() }
            if session.isUnwritten, clock.uptime() >= writing.due() { try write() }
            try keep(finally: false)
            updateFigures()
            if isIdle, areSourcesOver, watcher.options.endsWithSources { break }
            if isIdle { rest() }
        }
        // What is being read again may not be complete.
        if session.isUnsettled { try settle() }
        if session.isUnwritten { try write() }
        try keep(finally: true)
        updateFigures()
    }

    // Asks all sources. Returns whether there was something.
    private func gather() -> Bool {
        let early = asked + watcher.options.gatheringInterval - clock.uptime()
        if early > 0 { watcher.bell.rest(early) }
        asked = clock.uptime()
        var inputs: [(source: Int, input: LogInput)] = []
        askAgain = nil
        pending = 0
        areSourcesOver = true
        let time = clock.now()
        for (i, source) in watcher.sources.enumerated() {
            let batch = source.next(at: time)
            inputs += batch.inputs.map { (i, $0) }
            for message in batch.messages { say(message.path, message.what, message.isDamage) }
            if let again = batch.askAgain { askAgain = min(askAgain ?? again, again) }
            pending += batch.pending
            if !batch.isOver { areSourcesOver = false }
            let queued = batch.pending + batch.inputs.count
            watcher.update { figures in
                figures.sources[i].queued = queued
                if !batch.inputs.isEmpty { figures.sources[i].latestArrival = time }
            }
        }
        guard !inputs.isEmpty else { return false }
        let (uptime, watcher, pause) = (clock.uptime, watcher, pause)
        session.begin(inputs) { watcher.bell.isStopped || watcher.hasLists || uptime() >= pause.seconds }
        return true
    }

    private func work() {
        // Findings are told and snapshots are written while much is being read, too.
        pause.seconds = min(max(settling.due(), clock.uptime() + 0.05), max(writing.due(), clock.uptime() + 0.05))
        session.work()
        for (i, source) in watcher.sources.enumerated() {
            let progress = session.takeProgress(of: i)
            guard !progress.isEmpty else { continue }
            source.note(progress)
            let read = progress.filter { $0.state != .reading }.map(\.id)
            done[i] += read
            watcher.update { $0.sources[i].inputs += read.count }
        }
        for problem in session.takeProblems() { say(problem.path, problem.what, problem.isDamage) }
    }

    private func settle() throws {
        let (session, clock) = (session, clock)
        var news = WatchCommit()
        try settling.run(clock) { try session.settle(into: &news) }
        commit.told += news.told
        commit.withdrawn += news.withdrawn
        commit.released += news.released
        for problem in session.takeProblems() { say(problem.path, problem.what, problem.isDamage) }
    }

    private func write() throws {
        let (session, sources) = (session, watcher.sources)
        var written = commit
        try writing.run(clock) {
            try session.write(to: &written)
            for source in sources { written.blocks[SessionState.sources + source.name] = source.positions() }
        }
        commit = written
        let bytes = commit.blocks.values.reduce(0) { $0 + $1.count }
        let seconds = writing.seconds
        watcher.update { ($0.snapshotBytes, $0.snapshotSeconds, $0.snapshots) = (bytes, seconds, $0.snapshots + 1) }
    }

    // Commits what there is to commit. Nothing goes on before it is kept.
    private func keep(finally: Bool) throws {
        guard !commit.isEmpty else { return }
        var patience = WatchLoop.firstRetry
        while true {
            do {
                try watcher.journal.commit(commit)
                break
            } catch {
                watcher.update { $0.failedCommits += 1 }
                let isOver = finally || watcher.bell.isStopped || !watcher.journal.mayRetry(after: error)
                watcher.report(
                    WatchEvent(
                        .error, "A commit could not be kept.",
                        [("reason", "\(error)"), ("next attempt", isOver ? "none" : "in \(Int(patience)) s")]))
                if isOver { throw error }
                watcher.bell.wait(atMost: patience)
                patience = min(patience * 2, WatchLoop.lastRetry)
            }
        }
        watcher.update { $0.failedCommits = 0 }
        if !commit.blocks.isEmpty {
            for (i, source) in watcher.sources.enumerated() where !done[i].isEmpty {
                source.acknowledge(done[i])
                done[i] = []
            }
        }
        commit = WatchCommit()
    }

    private func rest() {
        var seconds = 3_600.0
        if let askAgain { seconds = Double(askAgain.milliseconds - clock.now().milliseconds) / 1000 }
        let now = clock.uptime()
        if session.isUnsettled { seconds = min(seconds, settling.due(whenIdle: true) - now) }
        if session.isUnwritten { seconds = min(seconds, writing.due() - now) }
        watcher.bell.wait(atMost: min(max(seconds, 0.01), 3_600))
    }

    private func updateFigures() {
        let (statistics, session, settling) = (session.statistics, session, settling)
        watcher.update { figures in
            (figures.flows, figures.queries, figures.calls) = (statistics.flows, statistics.queries, statistics.calls)
            (figures.refused, figures.ahead, figures.late) = (statistics.refused, statistics.ahead, session.late)
            (figures.states, figures.findings) = (session.states, session.findingCount)
            (figures.settlementSeconds, figures.settlements) = (settling.seconds, settling.count)
            for (i, time) in session.reached where figures.sources.indices.contains(i) {
                figures.sources[i].latestRecord = time
            }
        }
    }

    private func say(_ path: String, _ what: String, _ isDamage: Bool) {
        watcher.report(
            WatchEvent(
                isDamage ? .warning : .info,
                isDamage ? "Something of the logs could not be used." : "Something was passed over.",
                [("path", path), ("reason", what)]))
    }
}

/// When reading is to pause, as threads that read see it.
private final class PauseTime: Sendable {
    private let bits = Atomic<UInt64>(Double.infinity.bitPattern)

    var seconds: Double {
        get { Double(bitPattern: bits.load(ordering: .relaxed)) }
        set { bits.store(newValue.bitPattern, ordering: .relaxed) }
    }
}
