// SPDX-License-Identifier: Apache-2.0

import HinomiDetection
import HinomiFindings
import HinomiIntelligence
import HinomiPipeline
import HinomiRecords
import HinomiSources
import Synchronization

/// A watcher that a test looks after.
struct Watching {
    var lists: IntelligenceBundle
    /// Lists of some accounts that come when everything before a batch was told.
    var changes: [Int: AccountLists] = [:]
    var places: [any PlaceSource] = []
    var threads = 1
    var options: (inout WatchOptions) -> Void = { _ in }
    /// The time on the wall: far later than all logs.
    var now = Timestamp(seconds: 1_900_000_000)
    /// Seconds that every look at the clock takes: everything is due at every look when it is much.
    var tick = 1_000.0

    /// A clock that goes on whenever somebody looks.
    private final class Ticking: Sendable {
        let looks = Mutex(0.0)
    }

    var clock: WatchClock {
        let (ticking, tick, now) = (Ticking(), tick, now)
        return WatchClock(
            now: { now },
            uptime: {
                ticking.looks.withLock { looks in
                    looks += tick
                    return looks
                }
            })
    }

    /// Runs a watcher until all batches are read. Returns the source.
    @discardableResult
    func run(_ batches: [[DiscoveredFile]], _ journal: MemoryJournal, events: Events = Events()) throws
        -> ScriptedSource
    {
        var chosen = WatchOptions(threads: threads)
        chosen.rules = .all
        options(&chosen)
        let stopper = Stopper(changes)
        let source = ScriptedSource(
            batches, kept: { journal.now.state?.blocks["source/script"] ?? [] }, onTurn: { stopper.change(before: $0) }
        ) {
            stopper.stop()
        }
        let watcher = Watcher(
            options: chosen,
            knowledge: Knowledge(intelligence: lists, inventory: Inventory(), places: places, problems: []),
            sources: [source], journal: journal, clock: clock
        ) { event in events.add(event) }
        stopper.watcher.withLock { $0 = watcher }
        try watcher.run()
        return source
    }

    /// Stops a watcher once it is there, and changes its lists.
    private final class Stopper: Sendable {
        let watcher = Mutex<Watcher?>(nil)
        private let changes: Mutex<[Int: AccountLists]>

        init(_ changes: [Int: AccountLists]) { self.changes = Mutex(changes) }

        func stop() { watcher.withLock { $0?.stop() } }

        /// Whether there was something to change.
        func change(before batch: Int) -> Bool {
            guard let lists = changes.withLock({ $0.removeValue(forKey: batch) }) else { return false }
            watcher.withLock { $0?.use(lists) }
            return true
        }
    }

    /// What a watcher had to say.
    final class Events: Sendable {
        private let said = Mutex<[WatchEvent]>([])
        func add(_ event: WatchEvent) { said.withLock { $0.append(event) } }
        var all: [WatchEvent] { said.withLock { $0 } }
    }
}
