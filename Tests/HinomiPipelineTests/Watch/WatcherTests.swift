// SPDX-License-Identifier: Apache-2.0

import Foundation
import HinomiFindings
import HinomiIntelligence
import HinomiRecords
import HinomiSources
import Testing

@testable import HinomiPipeline

@Suite struct WatcherTests {
    /// A call by root, which is told each time, and its file.
    static func rootCall(_ number: Int, at time: String) -> [UInt8] {
        let call = EC2Calls.record("DescribeInstances", at: time, event: "root-\(number)")
            .replacingOccurrences(of: "\"type\":\"IAMUser\"", with: "\"type\":\"Root\"")
        return Array("{\"Records\":[\(call)]}\n".utf8)
    }

    static func file(_ url: URL) -> DiscoveredFile { FileDiscovery.discover(paths: [url.path]).files[0] }

    @Test func `raw records stay with a finding though their files are gone`() throws {
        let folder = try TemporaryFolder()
        let journal = MemoryJournal()
        let watching = Watching(lists: .builtIn())
        let first = try folder.write("1.json", Self.rootCall(1, at: "2026-01-15T08:00:00Z"))
        let early = Self.file(first)
        try watching.run([[early]], journal)
        let told = try #require(journal.now.findings.values.first)
        #expect(told.records.map(\.file) == [first.path])
        try FileManager.default.removeItem(at: first)
        let second = try folder.write("2.json", Self.rootCall(2, at: "2026-01-15T08:30:00Z"))
        try watching.run([[early], [Self.file(second)]], journal)
        let again = try #require(journal.now.findings[told.id])
        #expect(again.count == 2)
        #expect(again.records.map(\.file) == [first.path, second.path])
        #expect(again.records.first?.raw == told.records.first?.raw)
    }

    @Test func `a record of a broken clock is folded and moves no frontier`() throws {
        let folder = try TemporaryFolder()
        let journal = MemoryJournal()
        var watching = Watching(lists: .builtIn())
        watching.now = Timestamp(seconds: 1_768_467_600)
        // The first is 64 years ahead, and would make all others late.
        let batches = try [
            "2090-01-01T00:00:00Z", "2026-01-15T08:00:00Z", "2026-01-15T08:50:00Z", "2026-01-15T08:40:00Z",
        ].enumerated().map { number, time in
            [Self.file(try folder.write("\(number).json", Self.rootCall(number, at: time)))]
        }
        let events = Watching.Events()
        let watcher = try watching.run(batches, journal, events: events)
        _ = watcher
        let scanned = try scan([folder.url.path], lists: .builtIn())
        #expect(
            ToldFinding.all(journal.now.findings.values).mapValues(\.wire)
                == ToldFinding.all(scanned.findings).mapValues(\.wire))
        let state = try #require(journal.now.state)
        let session = try SessionState(try #require(state.blocks[SessionState.block]))
        #expect(session.latestCall == 1_768_467_000)
    }

    @Test func `nothing is acknowledged before the commit that contains it`() throws {
        let folder = try TemporaryFolder()
        let batches = try (1...3).map { number in
            [Self.file(try folder.write("\(number).json", Self.rootCall(number, at: "2026-01-15T08:0\(number):00Z")))]
        }
        var watching = Watching(lists: .builtIn())
        watching.options = { $0.snapshotInterval = 1e9 }
        watching.tick = 1
        let whole = MemoryJournal()
        #expect(try watching.run(batches, whole).acknowledged.count == 3)
        #expect(whole.now.tellingOnly > 0)
        // At every acknowledgement the source looks whether the journal has it.
        for failing in 0..<whole.now.commits {
            let journal = MemoryJournal(failingAt: failing)
            #expect(throws: MemoryJournal.PowerLost.self) { try watching.run(batches, journal) }
            journal.recover()
            #expect(try !watching.run(batches, journal).acknowledged.isEmpty)
        }
    }

    @Test func `a commit that cannot be kept is tried again and nothing is lost`() throws {
        let folder = try TemporaryFolder()
        let batches = try (1...2).map { number in
            [Self.file(try folder.write("\(number).json", Self.rootCall(number, at: "2026-01-15T08:0\(number):00Z")))]
        }
        let journal = MemoryJournal(refusals: 1)
        let events = Watching.Events()
        try Watching(lists: .builtIn()).run(batches, journal, events: events)
        #expect(journal.now.findings.values.first?.count == 2)
        #expect(events.all.contains { $0.level == .error })
    }

    @Test func `a finding to which nothing is added for long is let go of and not withdrawn`() throws {
        let folder = try TemporaryFolder()
        let journal = MemoryJournal()
        let watching = Watching(lists: .builtIn())
        let old = Self.file(try folder.write("1.json", Self.rootCall(1, at: "2026-01-15T08:00:00Z")))
        let call = EC2Calls.record("DescribeInstances", at: "2026-06-15T08:00:00Z", event: "later")
        let late = Self.file(try folder.write("2.json", Array("{\"Records\":[\(call)]}\n".utf8)))
        try watching.run([[old], [late]], journal)
        #expect(journal.now.findings.count == 1)
        #expect(journal.now.withdrawals == 0)
        #expect(journal.now.released == Set(journal.now.findings.keys))
        #expect(journal.now.state?.told.isEmpty == true)
        #expect(journal.now.state?.blocks.keys.contains { $0.hasPrefix("evidence/") } == false)
        // What comes after that begins a finding of its own.
        let again = Self.file(try folder.write("3.json", Self.rootCall(3, at: "2026-06-15T09:00:00Z")))
        try watching.run([[old], [late], [again]], journal)
        #expect(journal.now.findings.values.first?.count == 1)
        #expect(journal.now.findings.values.first?.eventFirstSeen.iso8601.hasPrefix("2026-06-15") == true)
    }

    @Test func `a state that is damaged or of another version is refused and stays as it is`() throws {
        let folder = try TemporaryFolder()
        let file = Self.file(try folder.write("1.json", Self.rootCall(1, at: "2026-01-15T08:00:00Z")))
        let journal = MemoryJournal()
        try Watching(lists: .builtIn()).run([[file]], journal)
        let state = try #require(journal.now.state)
        for name in state.blocks.keys where !name.hasPrefix("source/") {
            for change in [{ $0[$0.count / 2] ^= 1 }, { $0[0] = 250 }, { $0.removeLast() }] as [(inout [UInt8]) -> Void]
            {
                var damaged = state
                change(&damaged.blocks[name, default: []])
                #expect(throws: WatchError.self, "\(name)") {
                    try WatchSession(
                        options: WatchOptions(threads: 1), knowledge: Knowledge(intelligence: .builtIn()),
                        state: damaged, clock: .system)
                }
            }
        }
    }

    @Test func `reading goes on in the middle of a file after a pause and a restart`() throws {
        let folder = try TemporaryFolder()
        // Ten days of a team: a document of many pieces.
        let content = try LogSet.inflate(Folders.team)
        let url = try folder.write("team.json", content)
        let packed = try folder.write("team.json.gz", try LogSet.deflate(url))
        let expected = try scan([url.path], lists: .builtIn())
        #expect(content.count > ScanSchedule.chunkSize)
        for file in [Self.file(url), Self.file(packed)] {
            let journal = MemoryJournal()
            var skip: UInt64 = 0
            var stops = 0
            var records = 0
            while true {
                let session = try WatchSession(
                    options: WatchOptions(threads: 2), knowledge: Knowledge(intelligence: .builtIn()),
                    state: try journal.load(), clock: Watching(lists: .builtIn()).clock)
                // One piece more each time: what was read before is passed over, which takes pieces as well.
                let reads = Counter()
                let most = stops
                session.begin([(0, LogInput(id: "team", file: file, skipBefore: skip))]) { reads.next() > most }
                session.work()
                records += session.statistics.calls
                var commit = WatchCommit()
                session.endCatchingUp()
                try session.settle(into: &commit)
                try session.write(to: &commit)
                try journal.commit(commit)
                let progress = session.takeProgress(of: 0)
                skip = progress.last?.delivered ?? skip
                guard session.hasWork else { break }
                stops += 1
                #expect(progress.allSatisfy { $0.state == .reading })
            }
            #expect(stops > 1)
            #expect(records == expected.statistics.calls)
            let told = journal.now.findings.values.map { ToldFinding($0).wire }
            #expect(Set(told) == Set(expected.findings.map { ToldFinding($0).wire }))
        }
    }
}

/// Counts from 1.
private final class Counter: @unchecked Sendable {
    // @unchecked: asked under the schedule's lock only.
    private var count = 0
    func next() -> Int {
        count += 1
        return count
    }
}
