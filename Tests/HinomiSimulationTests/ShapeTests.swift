// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import HinomiSimulation

/// Simulated records beside real ones, where logs that others published lie beside the repository.
@Suite struct ShapeTests {
    static let real: URL = {
        var root = URL(fileURLWithPath: #filePath)
        for _ in 0..<3 { root.deleteLastPathComponent() }
        return root.deletingLastPathComponent().appendingPathComponent("shared/data/cloudtrail")
    }()

    static var isThere: Bool { FileManager.default.fileExists(atPath: real.path) }

    private static func records(_ folders: [String]) throws -> [[String: Any]] {
        try folders.flatMap { folder in
            let base = real.appendingPathComponent(folder).path
            return try (FileManager.default.enumerator(atPath: base)?.compactMap { $0 as? String } ?? [])
                .filter { $0.hasSuffix(".json.gz") }.sorted().flatMap { name in
                    let document = try JSONSerialization.jsonObject(with: inflated(base + "/" + name)) as? [String: Any]
                    return document?["Records"] as? [[String: Any]] ?? []
                }
        }
    }

    /// Work days and a weekend, made once for all of these tests.
    private static let ours = Result {
        // Parsed JSON that nobody changes.
        UncheckedRecords(records: try SimulatedFolder(days: 4, principals: 50).records().map(\.record))
    }

    private struct UncheckedRecords: @unchecked Sendable { let records: [[String: Any]] }

    private static func identity(_ record: [String: Any]) -> [String: Any] {
        record["userIdentity"] as? [String: Any] ?? [:]
    }

    /// Keys that all of some records have.
    private static func common(_ records: [[String: Any]]) -> Set<String> {
        records.dropFirst().reduce(Set(records.first?.keys.map { $0 } ?? [])) { $0.intersection($1.keys) }
    }

    private static func share(_ records: [[String: Any]], _ test: ([String: Any]) -> Bool) -> Double {
        Double(records.count(where: test)) / Double(max(1, records.count))
    }

    @Test(.enabled(if: isThere, "no published logs beside the repository"))
    func `Records have the fields of real ones and no others`() throws {
        let real = try ShapeTests.records(["sans504", "stratus", "otrf"])
        let ours = try ShapeTests.ours.get().records
        let known = real.reduce(into: Set<String>()) { $0.formUnion($1.keys) }
        let written = ours.reduce(into: Set<String>()) { $0.formUnion($1.keys) }
        #expect(written.subtracting(known) == [])
        // The oldest recording lacks a few, so one of a single account says what is always there.
        let calls = try ShapeTests.records(["sans504"]).filter { $0["eventType"] as? String == "AwsApiCall" }
        let always = ShapeTests.common(calls)
        #expect(always.count > 14)
        let missing = ours.filter { $0["eventType"] as? String == "AwsApiCall" }.reduce(into: Set<String>()) {
            $0.formUnion(always.subtracting($1.keys))
        }
        #expect(missing == [])
    }

    @Test(.enabled(if: isThere, "no published logs beside the repository"))
    func `Callers are told as real ones are`() throws {
        let real = try ShapeTests.records(["sans504", "otrf"])
        let ours = try ShapeTests.ours.get().records
        for type in ["IAMUser", "AssumedRole", "AWSService"] {
            func callers(_ records: [[String: Any]]) -> [[String: Any]] {
                records.filter { $0["eventType"] as? String == "AwsApiCall" }.map(ShapeTests.identity).filter {
                    $0["type"] as? String == type
                }
            }
            let (theirs, made) = (callers(real), callers(ours))
            #expect(!theirs.isEmpty && !made.isEmpty)
            let always = ShapeTests.common(theirs)
            let known = theirs.reduce(into: Set<String>()) { $0.formUnion($1.keys) }.union(["sessionContext"])
            #expect(always.subtracting(ShapeTests.common(made)) == [], "\(type)")
            #expect(made.reduce(into: Set<String>()) { $0.formUnion($1.keys) }.subtracting(known) == [], "\(type)")
        }
    }

    @Test(.enabled(if: isThere, "no published logs beside the repository"))
    func `Shares lie between those of real accounts`() throws {
        let days = try FileManager.default.contentsOfDirectory(atPath: ShapeTests.real.path + "/sans504").sorted().map {
            name in
            let document =
                try JSONSerialization.jsonObject(
                    with: inflated(ShapeTests.real.path + "/sans504/" + name)) as? [String: Any]
            return document?["Records"] as? [[String: Any]] ?? []
        }
        let ours = try ShapeTests.ours.get().records
        // One recording is of people at work, the other of services alone: an account with both lies between.
        let reads = days.map { ShapeTests.share($0) { $0["readOnly"] as? Bool == true } }
        let own = ShapeTests.share(ours) { $0["readOnly"] as? Bool == true }
        #expect(own > reads.min()! && own < reads.max()!)
        // One of them writes to a bucket that it may not write to, all day, which no account in order does.
        let errors = ShapeTests.share(ours) { $0["errorCode"] != nil }
        #expect(errors > 0.01 && errors < days.map { ShapeTests.share($0) { $0["errorCode"] != nil } }.min()! * 1.5)
        let services = ShapeTests.share(ours) { ShapeTests.identity($0)["type"] as? String == "AWSService" }
        #expect(services > 0.03 && services < 0.4)
        let daily = Double(ours.count) / 4
        #expect(daily > 2_000 && daily < 12_000)
    }
}
