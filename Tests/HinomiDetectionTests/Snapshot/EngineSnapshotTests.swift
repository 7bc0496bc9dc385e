// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiIntelligence
import Testing

@testable import HinomiDetection

@Suite struct EngineSnapshotTests {
    /// An engine in the middle of a stream: records held back, contacts open, states and findings there.
    private static func engine(ordinary: Int = 10) -> (engine: Engine, rest: [LogEvent]) {
        let events = Stream.everything(seed: 9, ordinary: ordinary).events
        var engine = Engine(intelligence: Lists.bundle)
        var reader = LogReader(Lists.bundle)
        let half = events.count * 3 / 4
        for event in events[..<half] {
            for delivery in reader.read(event, input: 0) { engine.take(delivery) }
        }
        let time = events[half].seconds - 600
        engine.advance(flows: time, queries: time, calls: time)
        return (engine, Array(events[half...]))
    }

    private static func refuses(_ bytes: [UInt8]) -> Bool {
        do {
            _ = try Engine(intelligence: Lists.bundle, snapshot: bytes)
            return false
        } catch {
            return true
        }
    }

    @Test func `an engine that goes on from a snapshot writes the same snapshot`() throws {
        let bytes = try Self.engine().engine.snapshot()
        let restored = try Engine(intelligence: Lists.bundle, snapshot: bytes)
        #expect(try restored.snapshot() == bytes)
        #expect(bytes.count > 10_000)
    }

    @Test func `a snapshot with any one byte changed is refused`() throws {
        let bytes = try Self.engine().engine.snapshot()
        for place in stride(from: 0, to: bytes.count, by: 61) {
            var damaged = bytes
            damaged[place] ^= 1 << UInt8(place & 7)
            #expect(Self.refuses(damaged), "byte \(place)")
        }
    }

    @Test func `a snapshot that ends early or goes on too long is refused`() throws {
        let bytes = try Self.engine().engine.snapshot()
        for count in [0, 1, 2, 8, 9, 16, 100, 1_000, bytes.count - 9, bytes.count - 8, bytes.count - 1] {
            #expect(Self.refuses(Array(bytes[..<count])))
        }
        #expect(Self.refuses(bytes + [0]))
    }

    @Test(arguments: [UInt8(0), 12, 14, 255]) func `a snapshot of an unknown version is refused`(version: UInt8) throws
    {
        var bytes = try Self.engine().engine.snapshot()
        bytes[0] = version
        #expect(throws: SnapshotError.unknownVersion(version)) {
            try Engine(intelligence: Lists.bundle, snapshot: bytes)
        }
        var profile = try Self.engine().engine.profile()
        profile[0] = version
        var engine = Engine(intelligence: Lists.bundle)
        #expect(throws: SnapshotError.unknownVersion(version)) { try engine.learn(profile: profile) }
    }

    @Test func `a snapshot made with other lists is refused with their hashes, a profile is taken`() throws {
        let engine = Self.engine().engine
        let other = IntelligenceBundle.builtIn()
        #expect(other.contentHash != Lists.bundle.contentHash)
        let expected = SnapshotError.otherLists(written: Lists.bundle.contentHash, known: other.contentHash)
        #expect(throws: expected) { try Engine(intelligence: other, snapshot: try engine.snapshot()) }
        #expect(expected.description.contains(String(Lists.bundle.contentHash, radix: 16)))
        var learning = Engine(intelligence: other)
        try learning.learn(profile: try engine.profile())
        #expect(learning.stateCount > 0)
    }

    /// Damage that the check sum cannot show, as if another program had written the bytes.
    @Test func `reading damaged content gives an error or a value and never traps`() throws {
        var numbers = Numbers(11)
        let content = Array(try Self.engine(ordinary: 0).engine.snapshot().dropLast(8))
        var refused = 0
        for _ in 0..<120 {
            var damaged = content
            for _ in 0...numbers.below(3) {
                damaged[1 + numbers.below(damaged.count - 1)] = UInt8(truncatingIfNeeded: numbers.next())
            }
            if numbers.once(in: 3) { damaged.removeLast(numbers.below(damaged.count - 1)) }
            var writer = StateWriter()
            for byte in damaged { try writer.encode(byte) }
            if Self.refuses(writer.sealed) { refused += 1 }
        }
        #expect(refused > 0)
    }

    @Test func `the profile holds what was learned and nothing that was found`() throws {
        var (engine, rest) = Self.engine()
        engine.drain()
        engine.finish(knowing: engine.owners)
        let profile = try engine.profile()
        var next = Engine(intelligence: Lists.bundle)
        try next.learn(profile: profile)
        #expect(next.book.isEmpty)
        #expect(try next.profile() == profile)
        #expect(next.stateCount == engine.stateCount)
        var reader = LogReader(Lists.bundle)
        for event in rest { for delivery in reader.read(event, input: 0) { next.take(delivery) } }
        next.drain()
        next.close(knowing: next.testimony(on: next.openQuestions))
        #expect(!next.book.isEmpty)
    }

    @Test(arguments: ["9223372036854775807", "-9223372036854775808", "1e300", "90"])
    func `whatever a log calls a password's age, what was learned can be read again`(age: String) throws {
        let text =
            #"{"eventVersion":"1.08","userIdentity":{"type":"IAMUser","accountId":"111122223333","userName":"a"},"#
            + #""eventTime":"2026-01-01T00:00:00Z","eventSource":"iam.amazonaws.com","awsRegion":"us-east-1","#
            + #""eventName":"UpdateAccountPasswordPolicy","sourceIPAddress":"192.0.2.1","userAgent":"b","#
            + #""requestParameters":{"minimumPasswordLength":\#(age),"passwordReusePrevention":\#(age),"#
            + #""maxPasswordAge":\#(age)},"eventID":"1","recipientAccountId":"111122223333"}"#
        var engine = Engine(intelligence: Lists.bundle)
        var reader = LogReader(Lists.bundle)
        for delivery in reader.read(LogEvent(kind: .call, seconds: 1_767_225_600, text: text), input: 0) {
            engine.take(delivery)
        }
        engine.drain()
        #expect(engine.stateCount > 0)
        let restored = try Engine(intelligence: Lists.bundle, snapshot: try engine.snapshot())
        #expect(restored.stateCount == engine.stateCount)
    }

    @Test func `a profile with any one byte changed is refused`() throws {
        let profile = try Self.engine().engine.profile()
        for place in stride(from: 1, to: profile.count, by: 101) {
            var damaged = profile
            damaged[place] ^= 0x10
            var engine = Engine(intelligence: Lists.bundle)
            #expect(throws: (any Error).self) { try engine.learn(profile: damaged) }
        }
    }
}
