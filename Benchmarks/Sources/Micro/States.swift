// SPDX-License-Identifier: Apache-2.0

import CSink
import HinomiDetection
import HinomiFindings
import HinomiIntelligence
import HinomiRecords

/// What detectors keep for one key: bytes of memory, of many alike.
enum States {
    /// What is kept of a key of some detectors by what its owner does.
    private struct Case {
        var detector: String
        /// What a state is kept for, and what the owner does.
        var key: String
        var what: String
        /// How many do it: more where little is kept of each, or what an engine takes anyway would be part of it.
        var many: Int
        var act: Act

        enum Act {
            case interface((inout World, Int) -> Void)
            case client((inout Questions, Int) -> Void)
        }

        init(
            _ detector: String, _ key: String, _ what: String, many: Int = 2_000,
            interface: @escaping (inout World, Int) -> Void
        ) {
            (self.detector, self.key, self.what, self.many, act) = (detector, key, what, many, .interface(interface))
        }

        init(
            _ detector: String, _ key: String, _ what: String, many: Int = 2_000,
            client: @escaping (inout Questions, Int) -> Void
        ) {
            (self.detector, self.key, self.what, self.many, act) = (detector, key, what, many, .client(client))
        }
    }

    /// Rows of a table, in bytes: what is kept to tell by, what finding it by its key takes, and what findings would cite and say.
    static func measure() -> [String] {
        [
            "| detector | of each | that | keeps | key and place | what findings cite and say |",
            "| --- | --- | --- | --: | --: | --: |",
        ]
            + cases.map { one in
                let told = bytes(one, withRecords: false)
                let all = bytes(one, withRecords: true)
                guard told.state.isFinite, all.state.isFinite else {
                    return "| \(one.detector) | \(one.key) | \(one.what) | nothing is kept | | |"
                }
                let columns = [told.state, told.place, max(0, all.state - told.state)].map { String(Int($0.rounded())) }
                return "| \(one.detector) | \(one.key) | \(one.what) | \(columns.joined(separator: " | ")) |"
            }
    }

    private static var cases: [Case] {
        [
            Case("Scan", "interface", "was not answered by 10 hosts") { world, n in
                for i in 0..<10 { world.knock(n, at: 10 + i, port: 443, Int64(i)) }
            },
            Case("Scan", "interface", "scanned 1,000 ports of a host") { world, n in
                for i in 0..<1_000 { world.knock(n, at: 2, port: 1_000 + i, Int64(i / 20)) }
            },
            Case("Scan", "interface", "tried a port of 1,000 hosts") { world, n in
                for i in 0..<1_000 { world.knock(n, at: 10 + i, port: 23, Int64(i / 20)) }
            },
            Case("Scan", "interface", "scanned 30 ports of each of 30 hosts") { world, n in
                for i in 0..<900 { world.knock(n, at: 10 + i / 30, port: 1_000 + i % 30, Int64(i / 20)) }
            },
            Case("PortProbeUnprotectedPort", "interface and scanner", "answered 3 ports") { world, n in
                for i in 0..<3 { world.isCalled(n, by: 7, port: 3_306 + i, at: Int64(i)) }
            },
            Case("SSHBruteForce", "client and server", "guessed 40 times") { world, n in
                // Strangers at one server.
                for i in 0..<40 {
                    world.isCalled(0, by: 300 + n, port: 22, at: Int64(i / 4), in: (14, 2_100), out: (14, 2_600))
                }
            },
            Case("Flood", "interface and host", "sent it a few packets") { world, n in
                for i in 0..<20 { world.knock(n, at: 10 + i, port: 23, 0) }
            },
            Case("Flood", "interface and host", "sent it 1.6 million datagrams") { world, n in
                for i in 0..<4 { world.flood(n, at: 4, Int64(i)) }
            },
            Case("Spambot", "interface", "sent mail to 30 hosts") { world, n in
                for i in 0..<30 {
                    world.talk(n, to: 10 + i, port: 25, at: Int64(i), out: (20, 4_000), back: (18, 1_500))
                }
            },
            Case("TrafficVolumeUnusual", "interface", "sent 500 MB to each of 10 networks") { world, n in
                for i in 0..<10 {
                    world.talk(
                        n, to: 1_000 * i, port: 443, at: Int64(i), out: (400_000, 500_000_000), back: (9_000, 400_000))
                }
            },
            Case("FirstUse", "interface", "used 10 ports of servers") { world, n in
                for i in 0..<10 { world.talk(n, to: 2, port: 1_000 + i, at: Int64(i)) }
            },
            Case("FirstUse", "interface", "used 200 ports of servers") { world, n in
                for i in 0..<200 { world.talk(n, to: 2, port: 1_000 + i, at: Int64(i)) }
            },
            Case("Beaconing", "interface", "called 20 networks") { world, n in
                for i in 0..<20 { world.talk(n, to: 100 * i, port: 443, at: Int64(i)) }
            },
            Case("Beaconing", "interface", "called one more in a rhythm, days later") {
                world, n in
                for i in 0..<20 { world.talk(n, to: 100 * i, port: 443, at: Int64(i)) }
                for i in 0..<100 { world.talk(n, to: 9_000, port: 443, at: 9 * 1_440 + Int64(i) * 10) }
            },
            Case("DNSDataExfiltration", "client and domain, or domain", "asked for a host of it") { world, n in
                for i in 0..<20 { world.ask(n, "www.domain\(i).com", at: Int64(i)) }
            },
            Case("DNSDataExfiltration", "client and domain, or domain", "sent 8 kB in names") { world, n in
                for i in 0..<200 { world.ask(n, "\(world.noise(40)).t.example.net", at: Int64(i / 10)) }
            },
            Case("ListedAddressContact", "interface and address", "called it 5 times", many: 20_000) { world, n in
                for i in 0..<5 { world.talk(n, to: World.listed, port: 443, at: Int64(i)) }
            },
            Case("ListedNameQuery", "client", "asked for a listed name, and 20 others") { world, n in
                world.ask(n, World.listedName, at: 0)
                for i in 0..<20 { world.ask(n, "www.domain\(i).com", at: 30 + Int64(i)) }
            },
            Case("GeneratedNames", "client", "asked for 30 generated names") { world, n in
                for i in 0..<30 { world.ask(n, "\(world.noise(14)).com", at: Int64(i), exists: false) }
            },
            Case("JoinedNames", "client", "asked for 30 generated names") { world, n in
                for i in 0..<30 { world.ask(n, "\(world.noise(14)).com", at: Int64(i), exists: false) }
            },
        ]
    }

    // MARK: Measuring

    // Lists of scanners and of what malware calls, and what is built in.
    private static let intelligence: IntelligenceBundle = {
        var builder = IntelligenceBundle.Builder()
        for (text, category) in [
            (World.scanners, ThreatCategory.scanner),
            ("\(World.address(World.listed))\n\(World.listedName)", .commandAndControl),
        ] {
            Array(text.utf8).withUnsafeBufferPointer {
                _ = try? builder.add(list: $0, name: "benchmark \(category)", category: category)
            }
        }
        return builder.build()
    }()

    // Of each state, without and with its key.
    private static func bytes(_ one: Case, withRecords: Bool) -> (state: Double, place: Double) {
        let with = growth(of: one, only: [one.detector], withRecords)
        // What is known of interfaces and clients whoever looks at them.
        let without = growth(of: one, only: [], withRecords)
        let place = Double(with.places) / Double(with.states)
        return (Double(with.bytes - without.bytes) / Double(with.states) - place, place)
    }

    // The bytes that an engine holds afterwards, and its states. It is started again from what it keeps: what it used for
    // records on their way, and keeps for those to come, is no state.
    private static func growth(
        of one: Case, only detectors: Set<String>, _ withRecords: Bool
    ) -> (bytes: Int, states: Int, places: Int) {
        var kept: [UInt8] = []
        do {
            var engine = Engine(intelligence: intelligence, only: detectors)
            switch one.act {
            case .interface(let act): play(act, one.many, to: &engine)
            case .client(let act): play(act, one.many, to: &engine)
            }
            kept = (try? withRecords ? engine.snapshot() : engine.profile()) ?? []
        }
        let before = benchmark_allocated_bytes()
        var engine = Engine(intelligence: intelligence, only: detectors)
        if withRecords {
            if let old = try? Engine(intelligence: intelligence, only: detectors, snapshot: kept) { engine = old }
        } else {
            try? engine.learn(profile: kept)
        }
        let after = benchmark_allocated_bytes()
        benchmark_sink(UInt64(engine.stateCount))
        return (Int(after) - Int(before), engine.stateCount, engine.placeBytes)
    }

    private static func play(_ act: (inout World, Int) -> Void, _ many: Int, to engine: inout Engine) {
        var world = World()
        for n in 0..<many { act(&world, n) }
        for n in 0..<many {
            var facts = InterfaceFacts(key: World.key(n), account: .unknown, interfaceID: "eni-0123456789abc\(n)")
            facts.region = "eu-central-1"
            engine.append(InterfaceAnnouncement(seconds: World.begin, facts: facts))
        }
        let records = world.records.sorted { $0.start < $1.start }
        var minute = World.begin
        for record in records {
            if record.start > minute {
                engine.advance(flows: record.start, queries: 0, calls: 0)
                minute = record.start
            }
            engine.append(record)
        }
        // Long enough for what goes on to be over, and no longer, or floods are forgotten.
        engine.advance(flows: minute + 600, queries: 0, calls: 0)
    }

    private static func play(_ act: (inout Questions, Int) -> Void, _ many: Int, to engine: inout Engine) {
        var world = Questions(intelligence)
        for n in 0..<many { act(&world, n) }
        for n in 0..<many {
            let facts = ClientFacts(
                account: .unknown, region: "eu-central-1", vpcID: "vpc-0a", instanceID: "i-0123456789abc\(n)",
                address: .unspecified)
            engine.learn(facts, key: World.key(n))
        }
        let asked = world.asked.sorted { $0.record.time < $1.record.time }
        for query in asked {
            let seconds = query.record.time.seconds
            if seconds % 60 == 0 { engine.advance(flows: 0, queries: seconds, calls: 0) }
            query.name.withUnsafeBufferPointer { engine.append(query.record, name: $0) }
        }
        engine.advance(flows: 0, queries: (asked.last?.record.time.seconds ?? 0) + 600, calls: 0)
    }
}
