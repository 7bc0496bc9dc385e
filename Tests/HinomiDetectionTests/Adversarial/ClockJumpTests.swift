// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence
import HinomiRecords
import Testing

@testable import HinomiDetection

/// Records of broken clocks among the others.
@Suite struct ClockJumpTests {
    private static let day: Int64 = 86_400
    private static let other = Host(
        account: "111122223333", interface: "eni-0a02", instance: "i-0a02", address: "10.0.0.12", format: 1)

    /// A conversation of another instance, at a time in seconds.
    private func stray(at seconds: Int64, port: Int = 443) -> [LogEvent] {
        Self.other.events(
            Host.Contact(
                remote: "192.0.2.90", port: port, ephemeral: 51_000, packetsOut: 9, bytesOut: 900, packetsIn: 9,
                bytesIn: 1_200, seconds: 4), at: seconds)
    }

    /// Reads lines in this order, as a scan does: a piece at a time, and what it folds is a quarter of an hour behind the
    /// earliest record of the latest piece.
    private func engine(_ log: [LogEvent], learned: [UInt8]? = nil) throws -> Engine {
        var engine = Engine(intelligence: Lists.bundle)
        if let learned { try engine.learn(profile: learned) }
        var reader = LogReader(Lists.bundle)
        var position = Int64.min / 2
        for start in stride(from: 0, to: log.count, by: 20) {
            let piece = log[start..<min(log.count, start + 20)]
            for event in piece {
                for delivery in reader.read(event, input: 0) { engine.take(delivery) }
            }
            position = max(position, piece.map(\.seconds).min() ?? position)
            engine.advance(flows: position - 900, queries: position - 900, calls: position - 900)
        }
        engine.drain()
        engine.finish(knowing: engine.owners)
        return engine
    }

    // 1970, a day later, a day ahead, a year ahead, and the year 2400.
    private static let otherTimes: [Int64] = [
        0, 86_400, 1_700_086_400, 1_731_536_000, 13_569_465_600,
    ]

    @Test(arguments: otherTimes)
    func `a record of another time changes no finding`(seconds: Int64) throws {
        let events = Stream.everything(seed: 4).events
        let expected = try Delivery().run(events)
        var log = events + stray(at: seconds)
        log.sort { $0.seconds < $1.seconds }
        for every in [0, 40] {
            let outcome = try Delivery(lateness: 600, advanceEvery: every).run(log)
            // Lines are cited by their place, which the record moves by one.
            #expect(summary(outcome.findings) == summary(expected.findings))
        }
    }

    private func summary(_ findings: [Finding]) -> [String] {
        findings.map { "\($0.type) \($0.id) \($0.count) \($0.severity) \($0.reasons)" }.sorted()
    }

    @Test func `one record a year ahead does not wipe out what others learned`() throws {
        var habits = Attack(at: Attack.begin - Self.day)
        habits.haveHabits()
        let log = habits.log + stray(at: Attack.begin + 365 * Self.day)
        let learned = try engine(log).profile()
        var attack = Attack()
        for i in 0..<3 { attack.talk("192.0.2.81", 8_899, at: Int64(i) * 60) }
        var engine = try engine(attack.log, learned: learned)
        engine.close(knowing: engine.testimony(on: engine.openQuestions))
        #expect(engine.book.findings().map(\.type) == [.newPort])
    }

    @Test func `a record of its own a year ahead costs an instance what it learned, and no more`() throws {
        var habits = Attack(at: Attack.begin - 12 * Self.day)
        habits.haveHabits()
        var ahead = Attack(at: Attack.begin + 365 * Self.day)
        ahead.talk("192.0.2.80", 443, at: 0)
        let first = try engine(habits.log + ahead.log).profile()
        var again = Attack()
        again.haveHabits()
        let second = try engine(again.log, learned: first).profile()
        var attack = Attack()
        for i in 0..<3 { attack.talk("192.0.2.81", 8_899, at: Int64(i) * 60) }
        var engine = try engine(attack.log, learned: second)
        engine.close(knowing: engine.testimony(on: engine.openQuestions))
        #expect(engine.book.findings().map(\.type) == [.newPort])
    }

    @Test func `what was learned of later logs is not lost over earlier ones`() throws {
        var habits = Attack()
        habits.haveHabits()
        let learned = try engine(habits.log).profile()
        let earlier = (0..<20).flatMap { stray(at: Attack.begin - 60 * Self.day + Int64($0) * 60) }
        let both = try engine(earlier, learned: learned).profile()
        var attack = Attack()
        for i in 0..<3 { attack.talk("192.0.2.81", 8_899, at: Int64(i) * 60) }
        var engine = try engine(attack.log, learned: both)
        engine.close(knowing: engine.testimony(on: engine.openQuestions))
        #expect(engine.book.findings().map(\.type) == [.newPort])
    }

    @Test func `a year without logs still wipes it out`() throws {
        var habits = Attack(at: Attack.begin - Self.day)
        habits.haveHabits()
        // What happens in nine minutes a year later is no accident.
        let later = (0..<9).flatMap { stray(at: Attack.begin + 365 * Self.day + Int64($0) * 60) }
        var engine = try engine(habits.log + later)
        // Those of the other instance are left: what it first used, and what it calls in case it is a rhythm.
        #expect(engine.stateCount == 2)
        engine.close(knowing: engine.testimony(on: engine.openQuestions))
    }

    @Test func `a late record of long ago makes nobody experienced`() throws {
        var attack = Attack(at: Attack.begin)
        for i in 0..<250 { attack.talk("192.0.2.80", 443, at: -20_000 + Int64(i) * 60) }
        for i in 0..<3 { attack.talk("192.0.2.81", 8_899, at: Int64(i) * 60) }
        var log = attack.log
        var old = Attack(at: 0)
        old.talk("192.0.2.80", 443, at: 100)
        log.insert(contentsOf: old.log, at: 200)
        var engine = try engine(log)
        engine.close(knowing: engine.testimony(on: engine.openQuestions))
        #expect(engine.lateCount == 2)
        #expect(engine.book.findings().isEmpty)
    }

    @Test func `a late record of long ago makes nobody a mail server`() throws {
        var attack = Attack(at: Attack.begin)
        for i in 0..<200 { attack.talk("192.0.2.80", 443, at: Int64(i) * 20) }
        attack.talk("198.51.101.1", 25, at: 3)
        for i in 0..<12 { attack.talk("198.51.101.\(2 + i)", 25, at: 2_500 + Int64(i) * 20) }
        var log = attack.log
        var old = Attack(at: 0)
        old.talk("198.51.101.99", 25, at: 100)
        log.insert(contentsOf: old.log, at: 200)
        var engine = try engine(log)
        engine.close(knowing: engine.testimony(on: engine.openQuestions))
        #expect(engine.lateCount == 2)
        #expect(engine.book.findings().map(\.type) == [.spambot])
    }
}
