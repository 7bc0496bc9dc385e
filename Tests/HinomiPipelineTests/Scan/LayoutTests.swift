// SPDX-License-Identifier: Apache-2.0

import Foundation
import HinomiDetection
import HinomiFindings
import HinomiIntelligence
import HinomiPipeline
import HinomiRecords
import Testing

/// The law for whole scans: the same logs give the same findings, however they are spread over files and threads.
@Suite struct LayoutTests {
    static let scenarios = ["d06_port_probe_outside", "d10_iodine_exfil", "d12_tor_client", "d19_mixed_hidden"]

    private static func check(
        _ set: LogSet, _ lists: IntelligenceBundle, _ layouts: [Layout], places: [any PlaceSource] = []
    ) throws -> ScanResult {
        let folder = try TemporaryFolder()
        let expected = try scan(
            [try Layout().write(set, to: folder, seed: 0)], lists: lists, places: places, rules: .all)
        #expect(expected.problems == [])
        #expect(expected.statistics.records + expected.statistics.noData == set.recordCount)
        #expect(expected.statistics.duplicates == 0)
        for (i, layout) in layouts.enumerated() {
            let path = try layout.write(set, to: folder, seed: UInt64(i + 1))
            // Without lines some records are kept when they are read, instead of being read again.
            let result = try scan(
                [path], lists: lists, threads: layout.threads, citesLines: i.isMultiple(of: 2), places: places,
                rules: .all)
            #expect(result.wire == expected.wire, "\(layout.testDescription)")
            #expect(result.problems == [])
            let (a, b) = (result.statistics, expected.statistics)
            #expect(a.late == 0 && a.refused == 0)
            let counted = [a.flows, a.queries, a.calls, a.noData]
            let wanted: [Int] = [b.flows, b.queries, b.calls, b.noData].map { $0 * layout.copies }
            #expect(counted == wanted)
            #expect(a.first == b.first && a.last == b.last)
            #expect(a.states == b.states && a.evicted == b.evicted)
            let hasDuplicates = a.duplicates > 0
            let isCopied = layout.copies > 1
            #expect(hasDuplicates == isCopied)
        }
        return expected
    }

    @Test(arguments: Layout.all) func `fixtures give the same findings`(layout: Layout) throws {
        let folder = try TemporaryFolder()
        let known = try lists([try LogSet.fixtureLists(in: folder)])
        let table = Folders.findings.appending(path: "UnauthorizedAccess-IAMUser-ConsoleLoginSuccess.B/geo.tsv")
        let result = try Self.check(try LogSet.fixtures(), known, [layout], places: try places(table))
        // What is learned from a team needs its ten days, which only their own fixtures read.
        let expected = DetectionCoverage.types.filter { type in
            let folder = Folders.findings.appending(path: FindingFixtureTests.folder(of: type))
            return !Folders.exists(folder.appending(path: "raises/with-team"))
        }
        let missing = Set(expected).subtracting(result.findings.map(\.type))
        #expect(missing.sorted() == [])
    }

    @Test(.enabled(if: Folders.exists(Folders.lab), "the folder ../shared/data/lab is not there"), arguments: scenarios)
    func `recorded attacks give the same findings`(scenario: String) throws {
        let known = try lists([Folders.lab.appending(path: "\(scenario)/intel")])
        let result = try Self.check(
            try LogSet.lab(scenario), known, Layout.all.filter { $0.pieces > 1 || $0.copies > 1 })
        #expect(!result.findings.isEmpty)
    }

    @Test(.enabled(if: Folders.exists(Folders.lab), "the folder ../shared/data/lab is not there"))
    func `a whole day of attacks gives the same findings`() throws {
        let known = try lists([Folders.lab.appending(path: "d00_demo_talk/intel")])
        let layout = Layout(
            pieces: 9, isInterleaved: true, disorder: 300, isCompressed: true, isScattered: true, threads: 3)
        let result = try Self.check(try LogSet.lab("d00_demo_talk"), known, [layout])
        #expect(result.findings.count > 5)
    }

    @Test func `of records in two files the same is cited, however many threads read them`() throws {
        let folder = try TemporaryFolder()
        let known = try lists([try LogSet.fixtureLists(in: folder)])
        let path = try Layout(pieces: 5, isScattered: true, copies: 3).write(try LogSet.fixtures(), to: folder, seed: 1)
        func positions(_ threads: Int) throws -> [[String]] {
            try scan([path], lists: known, threads: threads).findings.map { $0.records.map { "\($0.file):\($0.line)" } }
        }
        let expected = try positions(1)
        #expect(expected.contains { $0.count > 3 })
        for threads in [1, 2, 3] { #expect(try positions(threads) == expected) }
    }
}
