// SPDX-License-Identifier: Apache-2.0

import Foundation
import HinomiFindings
import HinomiIntelligence
import HinomiPipeline
import HinomiRecords
import HinomiSources
import Testing

/// Lists of accounts that come, change and go while a watcher runs.
@Suite struct WatchListsTests {
    private static let account = AccountLists.Scope(
        account: AccountID(number: 111_122_223_333), region: "eu-central-1")

    /// A list of one's own that has the address that calls come from.
    private static func own(_ name: String, trusts: Bool = false) throws -> AccountLists {
        var builder = IntelligenceBundle.Builder(includingBuiltIns: false)
        try Array("192.0.2.80\n".utf8).withUnsafeBufferPointer {
            _ =
                try trusts
                ? builder.addTrusted($0, name: name) : builder.add(list: $0, name: name, category: .custom)
        }
        return AccountLists([.init(builder.build(), for: [account])])
    }

    /// A call in a batch of its own.
    private static func batches(_ times: [String], in folder: TemporaryFolder) throws -> [[DiscoveredFile]] {
        try times.enumerated().map { number, time in
            let call = EC2Calls.record("DescribeInstances", at: time, event: "call-\(number)")
            let url = try folder.write("\(number).json", Array("{\"Records\":[\(call)]}\n".utf8))
            return FileDiscovery.discover(paths: [url.path]).files
        }
    }

    private func told(_ journal: MemoryJournal) -> [(list: String?, count: Int)] {
        journal.now.findings.values.map { ($0.intelligence.first?.listName, $0.count) }
    }

    @Test func `a list acts from when it comes until it goes, without a restart`() throws {
        let folder = try TemporaryFolder()
        let batches = try Self.batches(
            [
                "2026-01-15T08:00:00Z", "2026-01-15T09:00:00Z", "2026-01-15T12:00:00Z", "2026-01-15T13:00:00Z",
                "2026-01-15T16:00:00Z",
            ], in: folder)
        var watching = Watching(lists: .builtIn())
        let journal = MemoryJournal()
        try watching.run(Array(batches[..<1]), journal)
        #expect(told(journal).isEmpty)
        // It comes: the call before it was of nobody's interest.
        watching.changes = [1: try Self.own("ours")]
        try watching.run(Array(batches[..<3]), journal)
        #expect(told(journal).map(\.list) == ["ours"] && told(journal).map(\.count) == [2])
        // It goes: what was told and is folded stays; the last call, which is held back, is judged without it.
        watching.changes = [3: .none]
        watching.lists = IntelligenceBundle.builtIn().with(try Self.own("ours"))
        try watching.run(batches, journal)
        #expect(told(journal).map(\.list) == ["ours"] && told(journal).map(\.count) == [1])
    }

    @Test func `what is trusted is not told any more, and what was found stays`() throws {
        let folder = try TemporaryFolder()
        let batches = try Self.batches(
            ["2026-01-15T08:00:00Z", "2026-01-15T12:00:00Z", "2026-01-15T16:00:00Z"], in: folder)
        var watching = Watching(lists: IntelligenceBundle.builtIn().with(try Self.own("ours")))
        watching.changes = [2: try Self.own("offices", trusts: true)]
        let journal = MemoryJournal()
        try watching.run(batches, journal)
        #expect(told(journal).map(\.list) == ["ours"] && told(journal).map(\.count) == [1])
    }

    @Test(arguments: [1, 3]) func `lists that change make no difference to others`(threads: Int) throws {
        let folder = try TemporaryFolder()
        let lists = try lists([try LogSet.fixtureLists(in: folder)])
        let arrivals = try Arrivals(try LogSet.fixtures(every: 12), batches: 4, disorder: 600, seed: 5, in: folder)
        let undisturbed = MemoryJournal()
        try Watching(lists: lists, threads: threads).run(arrivals.batches, undisturbed)
        let strangers = AccountLists.Scope(account: AccountID(number: 999_999_999_999), region: "eu-central-1")
        var trusted = IntelligenceBundle.Builder(includingBuiltIns: false)
        try Array("192.0.2.0/24\n198.51.100.0/24\n203.0.113.0/24\n".utf8).withUnsafeBufferPointer {
            _ = try trusted.addTrusted($0, name: "all")
        }
        let all = AccountLists([.init(trusted.build(), for: [strangers])])
        var watching = Watching(lists: lists, threads: threads)
        watching.changes = [1: all, 2: .none, 3: all]
        let journal = MemoryJournal()
        try watching.run(arrivals.batches, journal)
        #expect(ToldFinding.all(journal.now.findings.values) == ToldFinding.all(undisturbed.now.findings.values))
        #expect(journal.now.findings.count > 3)
    }
}
