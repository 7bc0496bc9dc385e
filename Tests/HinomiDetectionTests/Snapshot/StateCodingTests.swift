// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords
import HinomiStatistics
import Testing

@testable import HinomiDetection

@Suite struct StateCodingTests {
    private func roundTrip<T: Codable>(_ value: T) throws -> T {
        var writer = StateWriter()
        try writer.encode(value)
        var reader = StateReader(writer.bytes)
        let read = try reader.decode(T.self)
        #expect(reader.isAtEnd)
        return read
    }

    private func keeps<T: Codable & Equatable>(_ value: T) throws -> Bool { try roundTrip(value) == value }

    /// Whether a value that cannot be compared is written the same once it was read.
    private func keepsBytes<T: Codable>(_ value: T) throws -> Bool {
        StateWriter.bytes(of: try roundTrip(value)) == StateWriter.bytes(of: value)
    }

    private struct Everything: Codable, Equatable {
        enum Shape: Codable, Equatable {
            case plain
            case named(String, count: Int)
            case nested([Shape])
        }
        enum Small: UInt8, Codable { case one = 1, two }
        var truth = true
        var signed: [Int64] = [.min, -1, 0, .max]
        var unsigned: UInt64 = .max
        var small: [Int8] = [-128, 127]
        var bytes: [UInt8] = [0, 255]
        var none: [UInt16] = []
        var number = -0.0
        var single: Float = .pi
        var text = "Straße 🌋 \0"
        var empty = ""
        var missing: String?
        var present: String? = "there"
        var sparse: [Int?] = [nil, 1, nil]
        var deep: [[String]?] = [nil, ["a"], []]
        var table: [String: [Int]] = ["b": [2], "a": [], "": [1, 2]]
        var keyed: [UInt64: Bool] = [9: true, 1: false]
        var members: Set<UInt32> = [3, 1, 2]
        var shapes: [Shape] = [.plain, .named("x", count: -1), .nested([.plain, .nested([])])]
        var chosen: [Small] = [.two, .one]
        var optionalShape: Shape? = .named("", count: 0)
    }

    @Test func `every kind of value comes back as it was`() throws {
        #expect(try keeps(Everything()))
        let read = try roundTrip(Everything())
        #expect(read.number.sign == .minus)
    }

    @Test func `nothing comes back as nothing`() throws {
        #expect(try keeps(Int?.none))
        #expect(try keeps(Int?.some(0)))
        #expect(try keeps([String?]([nil, nil])))
        #expect(try keeps(["a": Int?.none]))
    }

    @Test func `numbers are written little end first and texts behind their length`() throws {
        var writer = StateWriter()
        try writer.encode(UInt16(0x1234))
        try writer.encode("ab")
        try writer.encode([UInt8(7)])
        try writer.encode(true)
        try writer.encode(Int32?.none)
        #expect(
            writer.bytes == [0x34, 0x12, 2, 0, 0, 0, 0, 0, 0, 0, 0x61, 0x62, 1, 0, 0, 0, 0, 0, 0, 0, 7, 1, 0])
    }

    @Test func `tables and sets are written in the order of their members' bytes`() throws {
        var numbers = Numbers(3)
        let entries = (0..<500).map { _ in (numbers.next(), numbers.below(9)) }
        func bytes(_ order: [(UInt64, Int)]) -> [UInt8] {
            var table: [UInt64: Int] = [:]
            var members: Set<UInt64> = []
            for (key, value) in order {
                table[key] = value
                members.insert(key)
            }
            return StateWriter.bytes(of: table) + StateWriter.bytes(of: members)
        }
        #expect(bytes(entries) == bytes(entries.shuffled(using: &numbers)))
    }

    @Test func `impossible lengths and texts are damage`() {
        func fails<T: Decodable>(_ bytes: [UInt8], _ type: T.Type) -> Bool {
            var reader = StateReader(bytes)
            return (try? reader.decode(type)) == nil
        }
        let huge: [UInt8] = [255, 255, 255, 255, 255, 255, 255, 127]
        #expect(fails(huge, String.self))
        #expect(fails(huge + [1], [UInt8].self))
        #expect(fails(huge, [Int].self))
        #expect(fails(huge, [Int: Int].self))
        #expect(fails(huge, Set<Int>.self))
        #expect(fails([255, 255, 255, 255, 255, 255, 255, 255], [Int].self))
        #expect(fails([2, 0, 0, 0, 0, 0, 0, 0, 0xC3, 0x28], String.self))
        #expect(fails([], UInt8.self))
        #expect(fails([1, 2, 3], UInt32.self))
    }

    @Test func `damaged states do no harm when they are used`() throws {
        var rate = StateWriter()
        for _ in 0..<2 { try rate.encode(Double.nan) }
        var reader = StateReader(rate.bytes)
        #expect(try reader.decode(SuccessRate.self).value == 0.5)

        // Fingerprints in fewer places than there are.
        var filter = StateWriter()
        try filter.encode([UInt32](repeating: 1, count: 70))
        try filter.encode([UInt16(2)])
        for number in [UInt16(7), .max] { try filter.encode(number) }
        try filter.encode(Int64.max)
        reader = StateReader(filter.bytes)
        var met = try reader.decode(FirstContactFilter.self)
        var numbers = Numbers(3)
        for _ in 0..<2_000 { _ = met.insert(numbers.next(), at: .random(in: 0...1_000_000, using: &numbers)) }
    }

    @Test func `what is written alike is kept once, and what is only equal is not`() throws {
        // The same letter in one code point and in two.
        let texts = ["eni-\u{E9}", "eni-e\u{301}", "eni-\u{E9}"]
        #expect(texts[0] == texts[1])
        let facts = texts.map { InterfaceFacts(key: 1, account: .unknown, interfaceID: $0) }
        let read = try roundTrip(facts.map { Shared($0) })
        #expect(read.map { Array($0.value.interfaceID.utf8) } == texts.map { Array($0.utf8) })
        #expect(read[0].place === read[2].place)
        #expect(read[0].place !== read[1].place)
    }

    @Test func `a guesser of whom more was told than there was does no harm`() throws {
        let contact = observed(
            Stream.hosts[0].events(
                Host.Contact(
                    remote: Lists.scanner, port: 22, ephemeral: 40_000, isOutbound: false, packetsOut: 900,
                    bytesOut: 900_000, packetsIn: 900, bytesIn: 90_000), at: Stream.epoch))[0]
        let ssh = LoginGuessing(ports: [22], shape: SSHBruteForce.shape)
        let key = try #require(ssh.key(of: contact))
        var state = LoginGuessing.State(contact)
        (state.total, state.reported, state.last) = (1, .max, contact.first)
        state.cells = [.init(packets: 14, bytes: 54, count: .max)]
        state.count(packets: 14, bytes: 2_100)
        #expect(state.cells.map(\.count) == [.max])
        var damaged: LoginGuessing.State? = try roundTrip(state)
        #expect(ssh.rest(state, key: key) == nil)
        let signal = try #require(ssh.fold(contact, key: key, into: &damaged))
        #expect(signal.severity == .high)
        #expect(signal.occurrences == 1)
    }

    @Test func `the states of all detectors come back as they were`() throws {
        let host = Stream.hosts[0]
        let contact = observed(
            host.events(
                Host.Contact(
                    remote: Lists.scanner, port: 22, ephemeral: 40_000, isOutbound: false, packetsOut: 9, bytesOut: 900,
                    packetsIn: 9, bytesIn: 1_200), at: Stream.epoch))[0]
        var numbers = Numbers(5)

        var guessing: LoginGuessing.State?
        let ssh = LoginGuessing(ports: [22], shape: SSHBruteForce.shape)
        let key = try #require(ssh.key(of: contact))
        for _ in 0..<5 { _ = ssh.fold(contact, key: key, into: &guessing) }
        #expect(try keepsBytes(try #require(guessing)))

        var scan: ScanState?
        var scanned = contact
        scanned.initiator = .local
        scanned.outcome = .silent
        var signals: [Signal] = []
        for port in 1...40 {
            scanned.remotePort = UInt16(port)
            Scan().fold(scanned, key: 0, into: &scan, raising: &signals)
        }
        #expect(try keepsBytes(try #require(scan)))

        var probes: PortProbeUnprotectedPort.State?
        let probe = PortProbeUnprotectedPort(intelligence: Lists.bundle)
        for _ in 0..<3 {
            probe.fold(
                contact, key: .init(interface: 1, scanner: IPAddress(192, 0, 2, 1)), into: &probes, raising: &signals)
        }
        #expect(try keepsBytes(try #require(probes)))

        var counter = DistinctCounter()
        for count in [10, 30, 1_000] {
            for _ in 0..<count { counter.insert(numbers.next()) }
            #expect(try keeps(counter))
        }
        var filter = FirstContactFilter()
        #expect(try keeps(filter))
        for i in 0..<3_000 { _ = filter.insert(numbers.next(), at: Int64(i)) }
        #expect(try keeps(filter))
        var meter = InformationMeter()
        for _ in 0..<40 { _ = Array(numbers.base32(40).utf8).withUnsafeBufferPointer { meter.add($0) } }
        #expect(try keeps(meter))
        var ring = TimeRing(buckets: 5, width: 60)
        ring.add(3, at: -1)
        #expect(try keeps(ring))
        #expect(try keepsBytes(ListedContactState(told: 3)))
        var minutes = LoginMinutes()
        for time: Int64 in [7_000, 7_100, 5_500] { minutes.add(guesses: 2, at: time) }
        #expect(try keepsBytes(minutes))
        var walk = ThresholdRandomWalk()
        walk.add(success: false, usual: 0.7)
        #expect(try keeps(walk))
        var rate = SuccessRate()
        rate.add(success: true)
        #expect(try keeps(rate))
        #expect(try keepsBytes(PasswordPolicyChange.State()))
        #expect(try keepsBytes(NoState()))
        #expect(try keeps(signals))
        #expect(signals.count > 1)
    }

    /// A ring as it lies in a snapshot.
    private struct Ring: Encodable {
        var counts: [UInt32] = [0, 1]
        var newest: Int64 = 7
        var width: Int64 = 60
    }

    /// A counter of distinct things as it lies in a snapshot.
    private struct Counter: Encodable {
        var exact: [UInt32] = []
        var registers: [UInt8] = []
    }

    @Test func `what no state can hold is refused`() throws {
        func refuses<State: Decodable>(_ bytes: [UInt8], as type: State.Type) -> Bool {
            var reader = StateReader(bytes)
            return (try? reader.decode(type)) == nil
        }
        #expect(!refuses(StateWriter.bytes(of: Ring()), as: TimeRing.self))
        for ring in [Ring(counts: []), Ring(newest: .min + 1), Ring(newest: .max), Ring(width: 0), Ring(width: -60)] {
            #expect(refuses(StateWriter.bytes(of: ring), as: TimeRing.self))
        }
        let full = [UInt8](repeating: 25, count: 256)
        for counter in [Counter(), Counter(exact: [1, 2]), Counter(registers: full)] {
            #expect(!refuses(StateWriter.bytes(of: counter), as: DistinctCounter.self))
        }
        for counter in [
            Counter(exact: Array(0..<65)), Counter(registers: [1]), Counter(registers: full + [0]),
            Counter(registers: full.map { $0 + 1 }),
        ] {
            #expect(refuses(StateWriter.bytes(of: counter), as: DistinctCounter.self))
        }
        #expect(!refuses(StateWriter.bytes(of: [Float](repeating: 1, count: 48)), as: ScoreTail.self))
        #expect(refuses(StateWriter.bytes(of: [Float](repeating: 1, count: 47)), as: ScoreTail.self))
        // Counts that were counted, and those that leave no room for one more.
        for count in [0, -1, 1 << 56] { #expect(!refuses(StateWriter.bytes(of: count), as: Int.self)) }
        for count in [Int.max, .min, (1 << 56) + 1] { #expect(refuses(StateWriter.bytes(of: count), as: Int.self)) }
    }
}
