// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence
import HinomiRecords
import Testing

@testable import HinomiDetection

@Suite struct EngineCopyTests {
    /// An engine in the middle of a stream, with records held back, contacts open, states and findings there.
    private static func half() -> (engine: Engine, rest: [LogEvent], reader: LogReader) {
        let events = Stream.everything(seed: 21, ordinary: 10).events
        var engine = Engine(intelligence: Lists.bundle)
        var reader = LogReader(Lists.bundle)
        let half = events.count * 3 / 4
        for event in events[..<half] { for delivery in reader.read(event, input: 0) { engine.take(delivery) } }
        let time = events[half].seconds - 600
        engine.advance(flows: time, queries: time, calls: time)
        return (engine, Array(events[half...]), reader)
    }

    private static func end(_ engine: inout Engine) -> [Finding] {
        engine.drain()
        engine.finish(knowing: engine.owners)
        engine.close(knowing: engine.testimony(on: engine.openQuestions))
        return engine.book.findings()
    }

    @Test func `a copy has the snapshot of its engine`() throws {
        let engine = Self.half().engine
        #expect(try engine.copy().snapshot() == engine.snapshot())
    }

    @Test func `bringing a copy to its end leaves the engine as it was`() throws {
        let (engine, _, _) = Self.half()
        let before = try engine.snapshot()
        var copy = engine.copy()
        let findings = Self.end(&copy)
        #expect(findings.count > engine.book.count)
        #expect(try engine.snapshot() == before)
    }

    @Test func `an engine that was asked for its findings on the way ends with the same ones`() throws {
        var (engine, rest, reader) = Self.half()
        var (undisturbed, _, _) = Self.half()
        for (i, event) in rest.enumerated() {
            for delivery in reader.read(event, input: 0) {
                engine.take(delivery)
                undisturbed.take(delivery)
            }
            guard i.isMultiple(of: max(1, rest.count / 4)) else { continue }
            var copy = engine.copy()
            _ = Self.end(&copy)
        }
        #expect(Self.end(&engine) == Self.end(&undisturbed))
    }

    @Test func `an engine made for a copy's snapshot finds what the engine finds`() throws {
        var engine = Self.half().engine
        var restored = try Engine(intelligence: Lists.bundle, snapshot: engine.copy().snapshot())
        #expect(Self.end(&engine) == Self.end(&restored))
    }

    @Test func `with other lists an engine goes on with states and findings, and records are marked anew`() throws {
        // Half of the stream is read without any lists, the other half with them.
        let events = Stream.everything(seed: 21, ordinary: 10).events
        let builtIn = IntelligenceBundle.builtIn()
        var engine = Engine(intelligence: builtIn)
        var reader = LogReader(builtIn)
        for event in events { for delivery in reader.read(event, input: 0) { engine.take(delivery) } }
        // Everything is still held back.
        var relisted = try Engine(intelligence: Lists.bundle, snapshot: engine.snapshot(), relisting: true)
        #expect(relisted.isHolding)
        var listed = Engine(intelligence: Lists.bundle)
        var listedReader = LogReader(Lists.bundle)
        for event in events { for delivery in listedReader.read(event, input: 0) { listed.take(delivery) } }
        let names = { (findings: [Finding]) in
            Set(findings.filter { if case .dnsRequest = $0.action { true } else { false } }.map(\.id))
        }
        let (expected, old) = (names(Self.end(&listed)), names(Self.end(&engine)))
        #expect(names(Self.end(&relisted)) == expected)
        #expect(expected.count > old.count)
    }

    @Test func `what was not touched for long is let go of, unless its id is kept`() throws {
        var engine = Self.half().engine
        let findings = Self.end(&engine)
        let kept = try #require(findings.first)
        engine.forget(before: .distantFuture, except: [kept.id])
        #expect(engine.book.findings().map(\.id) == [kept.id])
        engine.forget(before: kept.eventLastSeen, except: [])
        #expect(engine.book.count == 1)
        engine.forget(before: .distantFuture, except: [])
        #expect(engine.book.isEmpty)
    }
}
