// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords
import Testing

@testable import HinomiDetection

/// Places where the order of delivery or the company in a partition could show, one by one.
@Suite struct HiddenOrderTests {
    private static let begin: Int64 = 1_700_000_040
    private static let a = Host(
        account: "111122223333", interface: "eni-0a01", instance: "i-0a01", address: "10.0.0.11", format: 0)
    private static let b = Host(
        account: "111122223333", interface: "eni-0b07", instance: "i-0b07", address: "10.0.0.77", format: 0)

    private static func places(_ events: [LogEvent]) -> [LogEvent] {
        var events = events.sorted { $0.seconds < $1.seconds }
        for i in events.indices { events[i].place = i }
        return events
    }

    private static func call(from relay: Int, seconds: Int64 = 30, port: Int = 9_443) -> Host.Contact {
        Host.Contact(
            remote: "203.0.113.\(relay)", port: port, ephemeral: 40_000 + relay, isOutbound: false, packetsOut: 40,
            bytesOut: 9_000, packetsIn: 40, bytesIn: 9_000, seconds: seconds)
    }

    private static func web(_ remote: Int) -> Host.Contact {
        Host.Contact(
            remote: "192.0.2.\(remote)", port: 443, ephemeral: 50_000 + remote, packetsOut: 9, bytesOut: 900,
            packetsIn: 9,
            bytesIn: 4_000)
    }

    private static func isSpreadSafe(_ events: [LogEvent]) throws -> Bool {
        let together = try Delivery().run(events).wire
        return try Delivery(engines: 32).run(events).wire == together
            && Delivery(advanceEvery: 1).run(events).wire == together
            && Delivery(engines: 2, advanceEvery: 1, restartEvery: 1).run(events).wire == together
    }

    @Test func `neighbours do not decide when a state is forgotten`() throws {
        var events: [LogEvent] = []
        let day: Int64 = 86_400
        for relay in 1...3 { events += Self.a.events(Self.call(from: relay), at: Self.begin) }
        for relay in 4...6 {
            events += Self.a.events(Self.call(from: relay, seconds: 1_500), at: Self.begin + day - 100)
        }
        events += Self.b.events(Self.web(1), at: Self.begin + 76_000)
        for minute in 0..<20 { events += Self.b.events(Self.web(minute), at: Self.begin + day + Int64(minute) * 60) }
        #expect(try Self.isSpreadSafe(Self.places(events)))
    }

    @Test func `neighbours do not decide what the last undecided contacts meet`() throws {
        var events: [LogEvent] = []
        for relay in 1...3 { events += Self.a.events(Self.call(from: relay), at: Self.begin) }
        // Whose these addresses are shows nowhere: each was seen with one other only.
        for relay in 4...6 {
            var second = Self.a
            second.address = "10.0.0.9\(relay)"
            events += second.events(Self.call(from: relay), at: Self.begin + 3_600)
        }
        for hour in 0..<72 { events += Self.b.events(Self.web(hour), at: Self.begin + Int64(hour) * 3_600) }
        #expect(try Self.isSpreadSafe(Self.places(events)))
    }

    @Test func `what is learned of an interface counts from its own time on`() throws {
        var contact = Self.web(1)
        contact.remote = Lists.commandAndControl
        var events = Self.a.events(contact, at: Self.begin)
        var told = Self.a
        told.format = 1
        events += told.events(Self.web(2), at: Self.begin + 600)
        for minute in 0..<20 { events += Self.b.events(Self.web(minute), at: Self.begin + Int64(minute) * 60) }
        #expect(try Self.isSpreadSafe(Self.places(events)))
    }

    @Test func `an interface is known from its first record on, wherever that stands in the file`() throws {
        var told = Self.a
        told.format = 1
        var contact = Self.web(1)
        contact.remote = Lists.commandAndControl
        let early = Self.places(
            told.events(contact, at: Self.begin) + told.events(Self.web(2), at: Self.begin + 300)
                + told.events(Self.web(3), at: Self.begin + 800))
        let late = Array(early.reversed())
        let expected = try Delivery().run(early)
        #expect(expected.findings.map(\.account.description) == ["111122223333"])
        #expect(try Delivery().run(late).wire == expected.wire)
    }

    @Test func `a connection whose records overlap is cut in the same places after a restart`() throws {
        var events: [LogEvent] = []
        func add(from start: Int64, to end: Int64) {
            let inbound = Host.Line(
                source: Lists.scanner, sourcePort: 40_000, destination: "10.0.0.11", destinationPort: 22, transport: 6,
                packets: 500, bytes: 40_000, start: start, end: end)
            var outbound = inbound
            (outbound.source, outbound.sourcePort) = (inbound.destination, inbound.destinationPort)
            (outbound.destination, outbound.destinationPort) = (inbound.source, inbound.sourcePort)
            events += [Self.a.event(inbound), Self.a.event(outbound)]
        }
        add(from: Self.begin, to: Self.begin + 7_200)
        for step in 1...18 { add(from: Self.begin + Int64(step) * 600, to: Self.begin + Int64(step) * 600 + 30) }
        #expect(try Self.isSpreadSafe(Self.places(events)))
    }

    @Test func `of copies of one event the same is kept whichever comes first`() throws {
        let host = Self.a
        let short = host.event(
            Host.Call(name: "CreateUser", service: "iam", address: Lists.custom, agent: "one"), id: 7, at: Self.begin)
        let long = host.event(
            Host.Call(name: "CreateUser", service: "iam", address: Lists.custom, agent: "another"), id: 7,
            at: Self.begin)
        #expect(try Delivery().run([short, long]).wire == Delivery().run([long, short]).wire)
    }

    @Test func `of records that come twice the same place is cited whichever comes first`() throws {
        let line = Self.a.events(Self.call(from: 1, port: 22), at: Self.begin).map { event in
            var event = event
            event.text = event.text.replacing("203.0.113.1", with: Lists.scanner)
            return event
        }
        let query = Self.a.query("bad-drop.net", at: Self.begin)
        let stop = Self.a.event(Host.Call(name: "StopLogging", service: "cloudtrail"), id: 1, at: Self.begin)
        func origins(_ order: [Int]) -> [[Origin]] {
            var engine = Engine(intelligence: Lists.bundle)
            for input in order {
                var reader = LogReader(Lists.bundle)
                for event in line + [query, stop] {
                    for delivery in reader.read(event, input: UInt32(input)) { engine.take(delivery) }
                }
            }
            engine.drain()
            engine.finish(knowing: engine.owners)
            engine.close(knowing: engine.testimony(on: engine.openQuestions))
            return engine.book.findings().map { $0.evidence.references.map(\.origin) }
        }
        #expect(origins([0, 1, 2]) == origins([2, 1, 0]))
        #expect(origins([1, 0, 2]) == origins([0, 1, 2]))
    }

    @Test func `a client is one client in one region only`() throws {
        let there = Self.a.query("bad-drop.net", at: Self.begin)
        var here = Self.a.query("bad-drop.net", at: Self.begin + 700)
        here.text = here.text.replacing("eu-central-1", with: "us-east-1")
        let events = Self.places([there, here])
        #expect(try Self.isSpreadSafe(events))
        #expect(Set(try Delivery().run(events).findings.map(\.region)) == ["eu-central-1", "us-east-1"])
    }

    @Test(arguments: [Int64.min, .min + 1, -1, 0, .max - 1, .max]) func `any time can be advanced to`(time: Int64)
        throws
    {
        var engine = Engine(intelligence: Lists.bundle)
        var reader = LogReader(Lists.bundle)
        for event in Stream.everything(seed: 1, ordinary: 3).events {
            for delivery in reader.read(event, input: 0) { engine.take(delivery) }
        }
        engine.advance(flows: time, queries: time, calls: time)
        engine.drain()
        engine.close(knowing: engine.testimony(on: engine.openQuestions))
        #expect(!engine.book.isEmpty)
    }

    @Test func `what is held back is written the same in whatever order it came`() throws {
        let events = Stream.everything(seed: 6, ordinary: 20).events
        func snapshot(_ order: [LogEvent]) throws -> [UInt8] {
            var engine = Engine(intelligence: Lists.bundle)
            var reader = LogReader(Lists.bundle)
            for event in order {
                for delivery in reader.read(event, input: 0) { engine.take(delivery) }
            }
            let middle = Stream.epoch + 3_600
            engine.advance(flows: middle, queries: middle, calls: middle)
            return try engine.snapshot()
        }
        var numbers = Numbers(8)
        #expect(try snapshot(events.shuffled(using: &numbers)) == snapshot(events))
    }
}
