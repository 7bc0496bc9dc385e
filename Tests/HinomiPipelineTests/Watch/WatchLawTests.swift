// SPDX-License-Identifier: Apache-2.0

import Foundation
import HinomiDetection
import HinomiFindings
import HinomiIntelligence
import HinomiPipeline
import HinomiRecords
import HinomiSources
import Testing

/// The law for a stream: what a watcher tells is what a scan of the same logs finds, however they arrive, and however often the
/// watcher is stopped or loses power.
@Suite struct WatchLawTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var seed: UInt64
        var batches: Int
        var disorder = 1
        var threads = 1
        var isCompressed = false
        /// A watcher is begun anew after so many batches.
        var restartEvery = Int.max

        var testDescription: String {
            "\(batches) batches, out of order by \(disorder) s\(isCompressed ? ", compressed" : ""), \(threads) threads, "
                + (restartEvery == .max ? "undisturbed" : "begun anew every \(restartEvery)")
        }
    }

    static let cases = [
        Case(seed: 1, batches: 1), Case(seed: 2, batches: 9, disorder: 600),
        Case(seed: 3, batches: 6, disorder: 899, threads: 3, isCompressed: true),
        Case(seed: 4, batches: 7, disorder: 600, threads: 2, restartEvery: 1),
        Case(seed: 5, batches: 12, disorder: 300, restartEvery: 3),
    ]

    private static func known(_ folder: TemporaryFolder) throws -> (IntelligenceBundle, [any PlaceSource]) {
        let table = Folders.findings.appending(path: "UnauthorizedAccess-IAMUser-ConsoleLoginSuccess.B/geo.tsv")
        return (try lists([try LogSet.fixtureLists(in: folder)]).with(try accountLists()), try places(table))
    }

    /// What the account of the fixtures has besides.
    private static func accountLists() throws -> AccountLists {
        var builder = IntelligenceBundle.Builder(includingBuiltIns: false)
        try Array("198.51.100.0/25\n".utf8).withUnsafeBufferPointer {
            _ = try builder.add(list: $0, name: "ours", category: .custom)
        }
        try Array("203.0.113.128/25\n".utf8).withUnsafeBufferPointer {
            _ = try builder.addTrusted($0, name: "offices")
        }
        let scope = AccountLists.Scope(account: AccountID(number: 111_122_223_333), region: "eu-central-1")
        return AccountLists([.init(builder.build(), for: [scope])])
    }

    @Test(arguments: cases) func `a watcher tells what a scan finds`(which: Case) throws {
        let folder = try TemporaryFolder()
        let (lists, places) = try Self.known(folder)
        let arrivals = try Arrivals(
            try LogSet.fixtures(every: 6, from: Int(which.seed)), batches: which.batches, disorder: which.disorder,
            isCompressed: which.isCompressed,
            seed: which.seed, in: folder)
        let scanned = try scan([arrivals.folder], lists: lists, places: places, rules: .all)
        #expect(scanned.findings.count > 5)
        var watching = Watching(lists: lists, places: places)
        let journal = MemoryJournal()
        var reached = 0
        while reached < arrivals.batches.count {
            reached = min(arrivals.batches.count, reached + min(which.restartEvery, arrivals.batches.count))
            // Another number of threads goes on just as well.
            watching.threads = 1 + (which.threads + reached) % which.threads
            let source = try watching.run(Array(arrivals.batches[..<reached]), journal)
            #expect(source.acknowledged.isSubset(of: arrivals.batches.joined().map(\.path.display)))
        }
        #expect(ToldFinding.all(journal.now.findings.values) == ToldFinding.all(scanned.findings))
    }

    @Test func `after a loss of power at any commit everything is told as if nothing had happened`() throws {
        let folder = try TemporaryFolder()
        let (lists, places) = try Self.known(folder)
        let arrivals = try Arrivals(try LogSet.fixtures(every: 12), batches: 3, disorder: 600, seed: 11, in: folder)
        let watching = Watching(lists: lists, places: places)
        let undisturbed = MemoryJournal()
        try watching.run(arrivals.batches, undisturbed)
        let expected = ToldFinding.all(undisturbed.now.findings.values)
        #expect(undisturbed.now.commits >= 3)
        for failing in 0..<undisturbed.now.commits {
            let journal = MemoryJournal(failingAt: failing)
            #expect(throws: MemoryJournal.PowerLost.self) { try watching.run(arrivals.batches, journal) }
            journal.recover()
            try watching.run(arrivals.batches, journal)
            #expect(ToldFinding.all(journal.now.findings.values) == expected, "power lost at commit \(failing)")
        }
    }

    @Test func `commits that only tell are safe although their logs are read again`() throws {
        let folder = try TemporaryFolder()
        let (lists, places) = try Self.known(folder)
        let arrivals = try Arrivals(
            try LogSet.fixtures(every: 8, from: 3), batches: 5, disorder: 600, seed: 12, in: folder)
        var watching = Watching(lists: lists, places: places)
        // A snapshot at the very end alone.
        watching.options = { $0.snapshotInterval = 1e9 }
        watching.tick = 1
        let undisturbed = MemoryJournal()
        try watching.run(arrivals.batches, undisturbed)
        let expected = ToldFinding.all(undisturbed.now.findings.values)
        #expect(undisturbed.now.tellingOnly > 1)
        let journal = MemoryJournal(failingAt: undisturbed.now.commits - 1)
        #expect(throws: MemoryJournal.PowerLost.self) { try watching.run(arrivals.batches, journal) }
        #expect(!journal.now.findings.isEmpty)
        journal.recover()
        let withdrawn = journal.now.withdrawals
        try watching.run(arrivals.batches, journal)
        #expect(ToldFinding.all(journal.now.findings.values) == expected)
        // Nothing that was told is taken back only because it is read again.
        #expect(journal.now.withdrawals - withdrawn <= undisturbed.now.withdrawals)
    }

    @Test func `a watcher with other lists goes on with what it learned`() throws {
        let folder = try TemporaryFolder()
        let (lists, places) = try Self.known(folder)
        let arrivals = try Arrivals(
            try LogSet.fixtures(every: 2, from: 1), batches: 4, disorder: 600, seed: 13, in: folder)
        let events = Watching.Events()
        let journal = MemoryJournal()
        try Watching(lists: .builtIn(), places: places).run(Array(arrivals.batches[..<3]), journal)
        let before = Set(journal.now.findings.keys)
        #expect(!before.isEmpty)
        try Watching(lists: lists, places: places).run(arrivals.batches, journal, events: events)
        #expect(events.all.contains { $0.message.hasPrefix("Lists have changed") })
        // What needs no lists is found as by a watcher that never stopped.
        let plain = MemoryJournal()
        try Watching(lists: .builtIn(), places: places).run(arrivals.batches, plain)
        let missing = Set(plain.now.findings.keys).subtracting(journal.now.findings.keys)
        #expect(missing.isEmpty)
        #expect(journal.now.findings.count > plain.now.findings.count)
    }
}
