// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import Testing

@testable import HinomiDetection

/// The law: the same logs give the same findings, however they reach the engine.
@Suite struct SameLogsSameFindingsTests {
    static let seeds: [UInt64] = [1, 2, 3]

    /// Findings and states of a stream delivered in order to one engine.
    static func expected(_ seed: UInt64) throws -> Delivery.Outcome {
        try Delivery().run(Stream.everything(seed: seed).events)
    }

    @Test(arguments: seeds) func `every detector raises something in the stream`(seed: UInt64) throws {
        let outcome = try Self.expected(seed)
        #expect(Set(DetectionCoverage.types).subtracting(outcome.types).sorted() == [])
        #expect(outcome.late == 0)
    }

    @Test(arguments: seeds) func `the order of delivery changes nothing`(seed: UInt64) throws {
        let events = Stream.everything(seed: seed).events
        let expected = try Self.expected(seed)
        for round in 0..<3 {
            let outcome = try Delivery(lateness: 900, seed: seed &* 10 &+ UInt64(round)).run(events)
            #expect(outcome.wire == expected.wire)
            #expect(outcome.snapshots == expected.snapshots)
        }
    }

    @Test(arguments: seeds, [1, 7, 100]) func `it does not matter when somebody asks to fold`(seed: UInt64, every: Int)
        throws
    {
        let events = Stream.everything(seed: seed).events
        let expected = try Self.expected(seed)
        let outcome = try Delivery(lateness: 900, advanceEvery: every, seed: seed).run(events)
        #expect(outcome.late == 0)
        #expect(outcome.wire == expected.wire)
    }

    @Test(arguments: seeds) func `records that come twice count once`(seed: UInt64) throws {
        let events = Stream.everything(seed: seed).events
        let expected = try Self.expected(seed)
        let outcome = try Delivery(files: 2, lateness: 600, repeats: 100, advanceEvery: 20, seed: seed).run(events)
        #expect(outcome.wire == expected.wire)
        #expect(outcome.duplicates > events.count / 2)
    }

    @Test(arguments: seeds, [1, 2, 3, 32]) func `it does not matter over how many engines partitions are spread`(
        seed: UInt64, engines: Int
    ) throws {
        let events = Stream.everything(seed: seed).events
        let expected = try Self.expected(seed)
        let outcome = try Delivery(
            engines: engines, files: 3, lateness: 700, repeats: 10, advanceEvery: 15, seed: seed &+ UInt64(engines)
        ).run(events)
        #expect(outcome.wire == expected.wire)
    }

    @Test(arguments: seeds) func `it does not matter over how many files the log is spread`(seed: UInt64) throws {
        let events = Stream.everything(seed: seed).events
        let expected = try Self.expected(seed)
        for files in [2, 5, 20] {
            let outcome = try Delivery(files: files, lateness: 900, advanceEvery: 10, seed: seed).run(events)
            #expect(outcome.wire == expected.wire)
        }
    }

    @Test(arguments: seeds) func `stopping and starting again at random places changes nothing`(seed: UInt64) throws {
        let events = Stream.everything(seed: seed).events
        let expected = try Self.expected(seed)
        let outcome = try Delivery(
            engines: 3, files: 2, lateness: 600, repeats: 20, advanceEvery: 9, restartEvery: 37, seed: seed
        ).run(events)
        #expect(outcome.wire == expected.wire)
    }

    @Test(arguments: [UInt64(21), 22, 23, 24]) func `over many days it is the same`(seed: UInt64) throws {
        let events = Stream.everything(seed: seed, span: 9 * 86_400, ordinary: 150).events
        let expected = try Delivery().run(events)
        #expect(expected.types.count > 30)
        let outcome = try Delivery(
            engines: 32, files: 4, lateness: 900, repeats: 20, advanceEvery: 11, restartEvery: 101, seed: seed
        ).run(events)
        #expect(outcome.wire == expected.wire)
        #expect(outcome.late == 0)
    }

    @Test func `stopping and starting again after every single record changes nothing`() throws {
        // Without the eight days before, whose contacts would be written anew with every record.
        let events = Stream.everything(seed: 4, ordinary: 10, habits: false).events
        let expected = try Delivery().run(events)
        let outcome = try Delivery(lateness: 120, advanceEvery: 1, restartEvery: 1, seed: 5).run(events)
        #expect(outcome.wire == expected.wire)
    }
}
