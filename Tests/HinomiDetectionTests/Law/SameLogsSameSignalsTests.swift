// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import Testing

@testable import HinomiDetection

/// The law, for weak signals: the same logs give the same ones, however they reach the engine.
@Suite struct SameLogsSameSignalsTests {
    static let seeds: [UInt64] = [1, 2]

    // Where a record lies is told by the stream; which input it was read from is not, since copies come from others.
    private static func signals(_ delivery: Delivery, seed: UInt64) throws -> [WeakSignal] {
        var delivery = delivery
        delivery.keepsSignals = true
        return try delivery.run(Stream.everything(seed: seed).events).weakSignals.all
    }

    @Test(arguments: seeds) func `neither order, repeats, files nor engines change them`(seed: UInt64) throws {
        let expected = try Self.signals(Delivery(), seed: seed)
        #expect(Set(expected.map(\.meaning.tactic)).count >= 5)
        #expect(try Self.signals(Delivery(lateness: 900, advanceEvery: 7, seed: seed), seed: seed) == expected)
        let spread = Delivery(engines: 5, files: 3, lateness: 600, repeats: 30, advanceEvery: 11, seed: seed)
        #expect(try Self.signals(spread, seed: seed) == expected)
    }

    @Test(arguments: seeds) func `stopping and starting again changes nothing`(seed: UInt64) throws {
        let expected = try Self.signals(Delivery(), seed: seed)
        let restarted = Delivery(engines: 2, lateness: 300, advanceEvery: 13, restartEvery: 41, seed: seed)
        #expect(try Self.signals(restarted, seed: seed) == expected)
    }

    @Test(arguments: seeds) func `findings are the same with them and without`(seed: UInt64) throws {
        let events = Stream.everything(seed: seed).events
        let without = try Delivery().run(events)
        let with = try Delivery(keepsSignals: true).run(events)
        #expect(with.wire == without.wire)
        #expect(without.weakSignals.all.isEmpty)
    }
}
