// SPDX-License-Identifier: Apache-2.0

import Foundation
import HinomiDetection
import HinomiFindings
import HinomiPipeline
import HinomiRecords
import Testing

/// For each finding type logs that raise it, and near misses that do not.
///
/// `HINOMI_RECORD=1 swift test --filter Fixture` records what findings look like now; look at the difference before
/// keeping it. The logs are written by `scripts/make-finding-fixtures`.
@Suite struct FindingFixtureTests {
    private struct Expectation: Decodable {
        var type: String
        var role: ResourceRole
        var severity: Double
        /// Custom rules that have to be on.
        var rules: [String]?
        /// By which names findings have to be told, where not by those in use.
        var names: String?
    }

    static let types = Folders.names(in: Folders.findings)
    // Most types have one case that raises them; some have others, `raises-…`.
    static let raising = types.flatMap { type in
        Folders.names(in: Folders.findings.appending(path: type)).filter { $0.hasPrefix("raises") }
            .map { "\(type)/\($0)" }
    }
    static let nearMisses = types.flatMap { type in
        Folders.names(in: Folders.findings.appending(path: "\(type)/silent")).map { "\(type)/silent/\($0)" }
    }
    private static let isRecording = ProcessInfo.processInfo.environment["HINOMI_RECORD"] == "1"

    /// The folder of a type.
    static func folder(of type: FindingType) -> String {
        String(type.name.map { ":/!&".contains($0) ? "-" : $0 })
    }

    private static func expectation(_ raising: String) throws -> Expectation {
        let file = Folders.findings.appending(path: "\(raising)/expect.json")
        return try JSONDecoder().decode(Expectation.self, from: Data(contentsOf: file))
    }

    private static func rules(of type: String) throws -> CustomRuleSet {
        try #require(CustomRuleSet(try expectation("\(type)/raises").rules ?? []))
    }

    private static func typeNames(of type: String) throws -> TypeNames {
        try #require(TypeNames(rawValue: try expectation("\(type)/raises").names ?? TypeNames.current.rawValue))
    }

    private static func logs(in folder: URL) -> [String] {
        let team = Folders.exists(folder.appending(path: "with-team")) ? [Folders.team] : []
        return (["vpcflow.log", "dns.log", "cloudtrail.json"].map { folder.appending(path: $0) } + team)
            .filter(Folders.exists).map(\.path)
    }

    /// Scans a case: with its own lists and places, else with those of the type.
    private static func scan(case folder: URL, type: String) throws -> ScanResult {
        let own = folder.appending(path: "intel")
        let knowledge = try lists(
            [Folders.exists(own) ? own : Folders.findings.appending(path: "\(type)/intel")],
            trusted: [folder.appending(path: "trusted.txt")])
        let logs = logs(in: folder)
        #expect(!logs.isEmpty)
        let ownPlaces = folder.appending(path: "geo.tsv")
        let table = Folders.exists(ownPlaces) ? ownPlaces : Folders.findings.appending(path: "\(type)/geo.tsv")
        let result = try HinomiPipelineTests.scan(
            logs, lists: knowledge, places: places(table), rules: rules(of: type), typeNames: typeNames(of: type))
        #expect(result.problems.map(\.what) == [])
        #expect(result.statistics.late == 0)
        return result
    }

    // The type that a case belongs to.
    private static func type(of path: String) -> String { String(path.prefix { $0 != "/" }) }

    @Test(arguments: raising) func `what must be found is found`(raising: String) throws {
        let expected = try Self.expectation(raising)
        let result = try Self.scan(case: Folders.findings.appending(path: raising), type: Self.type(of: raising))
        let found = result.findings.filter { $0.type.name == expected.type }
        #expect(!found.isEmpty)
        for finding in found {
            #expect(finding.role == expected.role)
            #expect(finding.account == AccountID(number: 111_122_223_333))
            #expect(
                !finding.records.isEmpty && !finding.reasons.isEmpty || finding.resource.resourceType == "AccessKey")
            #expect(!finding.title.isEmpty && !finding.title.contains("{"))
            #expect(!finding.description.contains("{"))
        }
        #expect(found.map(\.severity.value).max() == expected.severity)
    }

    @Test(arguments: nearMisses) func `what comes close is not found`(nearMiss: String) throws {
        let type = Self.type(of: nearMiss)
        let expected = try Self.expectation("\(type)/raises")
        let result = try Self.scan(case: Folders.findings.appending(path: nearMiss), type: type)
        #expect(result.findings.filter { $0.type.name == expected.type }.map(\.title) == [])
        #expect(result.statistics.records > 0)
    }

    @Test(arguments: raising) func `findings look as they were recorded`(raising: String) throws {
        let folder = Folders.findings.appending(path: raising)
        let file = folder.appending(path: "finding.json")
        let found = try Self.scan(case: folder, type: Self.type(of: raising)).wire
        if Self.isRecording {
            try Data(found.utf8).write(to: file)
            return
        }
        let recorded = String(decoding: try Folders.bytes(file), as: UTF8.self)
        #expect(found == recorded, "HINOMI_RECORD=1 swift test --filter Fixture records it anew")
    }

    @Test func `every type that is detected has its fixtures and its row, and no other has fixtures`() {
        let detected = (DetectionCoverage.types + TypeNames.renamed).sorted()
        #expect(detected.map(Self.folder).sorted() == Self.types)
        for type in detected {
            let folder = Folders.findings.appending(path: Self.folder(of: type))
            #expect((try? Self.expectation("\(Self.folder(of: type))/raises"))?.type == type.name)
            #expect(Folders.names(in: folder.appending(path: "silent")).count >= 1, "\(type)")
            #expect(Catalogue.builtIn.row(for: type) != nil, "\(type)")
        }
    }
}
