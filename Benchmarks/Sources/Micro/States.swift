// SPDX-License-Identifier: Apache-2.0

import CSink
import HinomiDetection
import HinomiFindings
import HinomiIntelligence
import HinomiRecords

/// What is kept of an interface or client that behaves in a certain way: bytes of memory for each of many alike.
enum States {
    private static let interfaces = 2_000
    private static let begin: Int64 = 1_700_000_000 / 86_400 * 86_400

    static func measure() -> [Figure] {
        let intelligence = IntelligenceBundle.builtIn()
        let known = perInterface(intelligence) { world, n in world.talk(n, to: 1, port: 443, at: 0) }
        var figures = [Figure(what: "memory of an interface that is known", value: known, unit: "bytes")]
        func add(_ what: String, _ body: (inout World, Int) -> Void) {
            let bytes = perInterface(intelligence) { world, n in
                world.talk(n, to: 1, port: 443, at: 0)
                body(&world, n)
            }
            figures.append(Figure(what: "… and besides, when it \(what)", value: bytes - known, unit: "bytes"))
        }
        add("used 10 ports of servers") { world, n in
            for i in 0..<10 { world.talk(n, to: 2, port: 1_000 + i, at: Int64(i)) }
        }
        add("used 200 ports of servers") { world, n in
            for i in 0..<200 { world.talk(n, to: 2, port: 1_000 + i, at: Int64(i)) }
        }
        add("scanned 1,000 ports of a host") { world, n in
            for i in 0..<1_000 { world.knock(n, at: 2, port: 1_000 + i, Int64(i / 20)) }
        }
        add("knocked at one port of 1,000 hosts") { world, n in
            for i in 0..<1_000 { world.knock(n, at: 10 + i, port: 23, Int64(i / 20)) }
        }
        add("guessed 40 passwords of a server") { world, n in
            for i in 0..<40 { world.talk(n, to: 3, port: 22, at: Int64(i / 4), out: (14, 2_100), back: (14, 2_600)) }
        }
        add("sent 500 MB to each of 10 networks") { world, n in
            for i in 0..<10 {
                world.talk(
                    n, to: 1_000 * i, port: 443, at: Int64(i), out: (400_000, 500_000_000), back: (9_000, 400_000))
            }
        }
        add("sent mail to 30 hosts") { world, n in
            for i in 0..<30 { world.talk(n, to: 10 + i, port: 25, at: Int64(i), out: (20, 4_000), back: (18, 1_500)) }
        }
        add("flooded a host with datagrams") { world, n in
            for i in 0..<4 { world.flood(n, at: 4, Int64(i)) }
        }
        return figures + queries(intelligence)
    }

    private static func queries(_ intelligence: IntelligenceBundle) -> [Figure] {
        let known = perClient(intelligence) { world, n in world.ask(n, "www.example.com", at: 0) }
        var figures = [Figure(what: "memory of a client that is known, with one domain", value: known, unit: "bytes")]
        func add(_ what: String, _ body: (inout Questions, Int) -> Void) {
            let bytes = perClient(intelligence) { world, n in
                world.ask(n, "www.example.com", at: 0)
                body(&world, n)
            }
            figures.append(Figure(what: "… and besides, when it \(what)", value: bytes - known, unit: "bytes"))
        }
        add("asked for hosts of 20 domains") { world, n in
            for i in 0..<20 { world.ask(n, "www.domain\(i).com", at: Int64(i)) }
        }
        add("sent 8 kB to one in names") { world, n in
            for i in 0..<200 { world.ask(n, "\(world.noise(40)).t.example.net", at: Int64(i / 10)) }
        }
        add("asked for 30 generated names that do not exist") { world, n in
            for i in 0..<30 { world.ask(n, "\(world.noise(14)).com", at: Int64(i), exists: false) }
        }
        return figures
    }

    // MARK: Measuring

    private static func perInterface(_ intelligence: IntelligenceBundle, _ body: (inout World, Int) -> Void) -> Double {
        var world = World()
        for n in 0..<interfaces { body(&world, n) }
        let records = world.records.sorted { $0.start < $1.start }
        return growth(intelligence) { engine in
            for n in 0..<interfaces {
                var facts = InterfaceFacts(key: World.key(n), account: .unknown, interfaceID: "eni-0123456789abc\(n)")
                facts.region = "eu-central-1"
                engine.append(InterfaceAnnouncement(seconds: begin, facts: facts))
            }
            for record in records {
                if record.start % 60 == 0 { engine.advance(flows: record.start, queries: 0, calls: 0) }
                engine.append(record)
            }
            engine.advance(flows: (records.last?.start ?? 0) + 1_800, queries: 0, calls: 0)
        }
    }

    private static func perClient(
        _ intelligence: IntelligenceBundle, _ body: (inout Questions, Int) -> Void
    ) -> Double {
        var world = Questions(intelligence.suffixes)
        for n in 0..<interfaces { body(&world, n) }
        let asked = world.asked.sorted { $0.record.time < $1.record.time }
        return growth(intelligence) { engine in
            for n in 0..<interfaces {
                let facts = ClientFacts(
                    account: .unknown, region: "eu-central-1", vpcID: "vpc-0a", instanceID: "i-0123456789abc\(n)",
                    address: .unspecified)
                engine.learn(facts, key: World.key(n))
            }
            for query in asked {
                let seconds = query.record.time.seconds
                if seconds % 60 == 0 { engine.advance(flows: 0, queries: seconds, calls: 0) }
                query.name.withUnsafeBufferPointer { engine.append(query.record, name: $0) }
            }
            engine.advance(flows: 0, queries: (asked.last?.record.time.seconds ?? 0) + 1_800, calls: 0)
        }
    }

    // The bytes that an engine holds after `body`, for each interface. It is started again from a snapshot first: what it
    // used for records on their way, and keeps for those to come, is no state.
    private static func growth(_ intelligence: IntelligenceBundle, _ body: (inout Engine) -> Void) -> Double {
        var snapshot: [UInt8] = []
        do {
            var engine = Engine(intelligence: intelligence)
            body(&engine)
            snapshot = (try? engine.snapshot()) ?? []
        }
        let before = benchmark_allocated_bytes()
        guard let engine = try? Engine(intelligence: intelligence, snapshot: snapshot) else { return .nan }
        let after = benchmark_allocated_bytes()
        benchmark_sink(UInt64(engine.stateCount))
        return Double(after - before) / Double(interfaces)
    }

    // MARK: What they do

    /// Contacts of many interfaces.
    private struct World {
        var records: [FlowRecord] = []

        static func key(_ n: Int) -> UInt64 { UInt64(n + 1) &* 0x9E37_79B9_7F4A_7C15 }

        private func record(
            _ n: Int, _ remote: Int, _ port: Int, _ minute: Int64, isOut: Bool, _ size: (packets: UInt64, bytes: UInt64)
        ) -> FlowRecord {
            var record = FlowRecord()
            let local = IPAddress(v4: 0x0A00_0000 + UInt32(n))
            let other = IPAddress(v4: 0xC633_0000 + UInt32(remote) * 7)
            let ephemeral = UInt16(40_000 + (records.count / 2) % 20_000)
            (record.source, record.destination) = isOut ? (local, other) : (other, local)
            (record.sourcePort, record.destinationPort) = isOut ? (ephemeral, UInt16(port)) : (UInt16(port), ephemeral)
            record.protocolNumber = 6
            (record.packets, record.bytes) = size
            record.interface = World.key(n)
            record.recordID = UInt64(records.count) &* 0x9E37_79B9_7F4A_7C15 >> 1
            record.start = begin + minute * 60
            record.duration = 6
            record.offset = UInt64(records.count)
            return record
        }

        /// A connection that is answered.
        mutating func talk(
            _ n: Int, to remote: Int, port: Int, at minute: Int64, out: (UInt64, UInt64) = (9, 900),
            back: (UInt64, UInt64) = (9, 4_000)
        ) {
            if records.count % 2 == 1 { records.append(record(n, 1, 443, minute, isOut: true, (9, 900))) }
            records.append(record(n, remote, port, minute, isOut: true, out))
            records.append(record(n, remote, port, minute, isOut: false, back))
        }

        /// A try that nobody answers.
        mutating func knock(_ n: Int, at remote: Int, port: Int, _ minute: Int64) {
            records.append(record(n, remote, port, minute, isOut: true, (1, 60)))
        }

        mutating func flood(_ n: Int, at remote: Int, _ minute: Int64) {
            var one = record(n, remote, 4_444, minute, isOut: true, (400_000, 40_000_000))
            one.protocolNumber = 17
            one.duration = 59
            records.append(one)
        }
    }

    /// Questions of many clients.
    private struct Questions {
        var asked: [(record: QueryRecord, name: [UInt8])] = []
        private var numbers = Numbers(state: 5)
        private let suffixes: PublicSuffixes

        init(_ suffixes: PublicSuffixes) { self.suffixes = suffixes }

        mutating func noise(_ length: Int) -> String {
            String(decoding: (0..<length).map { _ in UInt8(0x61 + numbers.next() % 26) }, as: UTF8.self)
        }

        mutating func ask(_ n: Int, _ name: String, at minute: Int64, exists: Bool = true) {
            let name = Array(name.utf8)
            var record = QueryRecord(
                client: World.key(n), time: Timestamp(seconds: begin + minute * 60),
                recordID: UInt64(asked.count) &* 0x9E37_79B9_7F4A_7C15 >> 1,
                origin: Origin(input: 0, offset: UInt64(asked.count)), source: IPAddress(v4: 0x0A00_0000 + UInt32(n)))
            record.type = 1
            record.responseCode = exists ? 0 : 3
            name.withUnsafeBufferPointer {
                record.describe($0, domainStart: suffixes.registeredDomainStart(of: $0))
            }
            asked.append((record, name))
        }
    }
}
