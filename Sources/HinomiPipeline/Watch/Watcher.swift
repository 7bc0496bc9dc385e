// SPDX-License-Identifier: Apache-2.0

public import HinomiIntelligence
public import HinomiSources
import Synchronization

/// Watches sources of logs: takes in what they hand out, keeps findings up to date, and forgets nothing when it is stopped, in
/// whatever way.
///
/// Everything that was read, and what it led to, is committed to the journal together with how far each source was read, so that
/// after a crash the rest is read again and nothing counts twice.
public final class Watcher: Sendable {
    let options: WatchOptions
    let sources: [any LogSource]
    let journal: any WatchJournal
    let clock: WatchClock
    let report: @Sendable (WatchEvent) -> Void
    let bell = WatchBell()
    private let knowledge: Knowledge
    private let current = Mutex(WatchFigures())
    // Lists that are to be used from now on.
    private let news = Mutex<AccountLists?>(nil)

    /// A watcher of sources that have different names.
    public init(
        options: WatchOptions, knowledge: Knowledge, sources: [any LogSource], journal: any WatchJournal,
        clock: WatchClock = .system, onEvent report: @escaping @Sendable (WatchEvent) -> Void = { _ in }
    ) {
        self.options = options
        self.knowledge = knowledge
        self.sources = sources
        self.journal = journal
        self.clock = clock
        self.report = report
    }

    /// How it is doing.
    public var figures: WatchFigures { current.withLock { $0 } }

    func update(_ body: (inout WatchFigures) -> Void) { current.withLock { body(&$0) } }

    /// Goes on with other lists of some accounts, those that it has of all stay. They act within moments, before anything more
    /// is read: at once when nothing is being read, else at the next pause. May be called at any time, on any thread.
    public func use(_ lists: AccountLists) {
        news.withLock { $0 = lists }
        bell.ring()
    }

    /// Whether there are lists to be taken.
    var hasLists: Bool { news.withLock { $0 != nil } }

    /// The lists to be used from now on, once.
    func takeLists() -> AccountLists? {
        news.withLock { lists in
            defer { lists = nil }
            return lists
        }
    }

    /// Asks `run` to come to its end: what is being read is read to a place where one can go on, and everything is kept.
    public func stop() { bell.stop() }

    /// Watches until it is asked to stop. Computes on the calling thread and on others of its own: give it a thread.
    ///
    /// Throws when there is no going on from what was kept, or when the last commit cannot be kept.
    public func run() throws {
        let state = try journal.load()
        let session = try WatchSession(options: options, knowledge: knowledge, state: state, clock: clock)
        for source in sources {
            guard let positions = state?.blocks[SessionState.sources + source.name] else { continue }
            do {
                try source.restore(positions)
            } catch {
                throw WatchError.state("the positions of \(source.name): \(error)")
            }
        }
        if session.wasRelisted {
            report(
                WatchEvent(.info, "Lists have changed: what was learned is kept, records held back are marked anew."))
        }
        let bell = bell
        for source in sources { source.start { bell.ring() } }
        defer { for source in sources { source.stop() } }
        report(
            WatchEvent(
                .info, "Watching.",
                [
                    ("sources", sources.map(\.name).joined(separator: ", ")),
                    ("findings remembered", String(session.findingCount)),
                ]))
        let loop = WatchLoop(self, session)
        try loop.run()
    }
}
