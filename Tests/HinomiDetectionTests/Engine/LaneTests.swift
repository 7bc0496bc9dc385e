// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords
import Testing

@testable import HinomiDetection

extension Int: StateKey {
    func feed(_ hash: inout StableHash) { hash.combine(UInt64(bitPattern: Int64(self))) }
}

@Suite struct LaneTests {
    /// Counts inputs a key, and says how many there were when the state is dropped.
    struct Counting: Detector {
        struct State: DetectorState {
            var count = 0
            init() {}
        }
        static let raises: [FindingType] = ["Test:EC2/Count"]
        var lifetime: Int64 = 1_000

        func key(of input: Int) -> Int? { input < 0 ? nil : input }
        func fold(_ input: Int, key: Int, into state: inout State?, raising signals: inout [Signal]) {
            var kept = state ?? State()
            kept.count += 1
            // 7 wants to be forgotten at its third time.
            state = key == 7 && kept.count == 3 ? nil : kept
        }
        func expire(_ state: State, key: Int, raising signals: inout [Signal]) {
            signals.append(
                Signal(
                    type: "Test:EC2/Count", account: .unknown, region: "", resource: .instance(InstanceDetails()),
                    role: .actor,
                    identity: [String(key)], severity: .low, first: Timestamp(seconds: 0), last: Timestamp(seconds: 0),
                    occurrences: state.count,
                    action: .dnsRequest(DNSRequest(domain: "", domainWithSuffix: "", transport: "", isBlocked: false))))
        }
    }

    private func said(_ signals: [Signal]) -> [String] {
        signals.map { "\($0.identity[0]) \($0.occurrences)" }.sorted()
    }

    @Test func `a state lives as long after its last input as the detector says`() {
        let lane = Lane(Counting(), maxKeys: 10)
        var signals: [Signal] = []
        lane.fold(1, 0, &signals)
        lane.fold(1, 1_000, &signals)
        lane.fold(2, 1_000, &signals)
        lane.fold(1, 2_000, &signals)
        #expect(signals.isEmpty)
        lane.fold(1, 3_001, &signals)
        #expect(said(signals) == ["1 3"])
        lane.expire(.max / 2, &signals)
        #expect(said(signals) == ["1 1", "1 3", "2 1"])
        #expect(lane.count() == 0)
    }

    @Test func `sweeping says the same as looking up late`() {
        var numbers = Numbers(3)
        let inputs = (0..<3_000).map { (input: numbers.below(40), at: Int64($0 * 20)) }
        func run(sweepEvery: Int) -> [String] {
            let lane = Lane(Counting(), maxKeys: 100)
            var signals: [Signal] = []
            for (i, item) in inputs.enumerated() {
                lane.fold(item.input, item.at, &signals)
                if i % sweepEvery == 0 { lane.expire(item.at, &signals) }
            }
            lane.expire(.max / 2, &signals)
            return said(signals)
        }
        let expected = run(sweepEvery: 1)
        #expect(expected.count > 100)
        for every in [2, 17, 400, 10_000] { #expect(run(sweepEvery: every) == expected) }
    }

    @Test func `what the detector does not want has no state`() {
        let lane = Lane(Counting(), maxKeys: 10)
        var signals: [Signal] = []
        lane.fold(-1, 0, &signals)
        for _ in 0..<3 { lane.fold(7, 0, &signals) }
        #expect(lane.count() == 0)
        lane.fold(7, 0, &signals)
        #expect(lane.count() == 1)
    }

    @Test func `of too many states the least recent go, the same in every run`() {
        func run(_ order: [Int]) -> (kept: [String], count: Int, evicted: Int, dropped: [String]) {
            let lane = Lane(Counting(), maxKeys: 100)
            var dropped: [Signal] = []
            for key in order { lane.fold(key, Int64(key / 10), &dropped) }
            lane.expire(30, &dropped)
            let (count, evicted) = (lane.count(), lane.evicted())
            var kept: [Signal] = []
            lane.expire(.max / 2, &kept)
            return (said(kept), count, evicted, said(dropped))
        }
        var numbers = Numbers(1)
        let keys = Array(100..<305)
        let first = run(keys)
        #expect((first.count, first.evicted) == (90, 115))
        #expect(first.dropped.count == 115)
        #expect(first.kept.contains("304 1") && first.kept.contains("220 1") && !first.kept.contains("205 1"))
        let second = run(keys.shuffled(using: &numbers))
        #expect(second.kept == first.kept && second.dropped == first.dropped)
    }

    @Test func `states are written in one order and read again`() throws {
        func lane(_ keys: [Int]) -> Lane<Int> {
            let lane = Lane(Counting(), maxKeys: 1_000)
            var signals: [Signal] = []
            for key in keys { lane.fold(key, 5, &signals) }
            return lane
        }
        func bytes(_ lane: Lane<Int>) throws -> [UInt8] {
            var writer = StateWriter()
            try lane.snapshot(&writer)
            return writer.bytes
        }
        let keys = Array(0..<300)
        let written = try bytes(lane(keys))
        #expect(try bytes(lane(keys.reversed())) == written)
        let other = lane([1])
        var reader = StateReader(written)
        try other.restore(&reader)
        #expect(other.count() == 300)
        #expect(try bytes(other) == written)
    }
}

@Suite struct PartitionTests {
    @Test func `buckets are within their number and evenly filled`() {
        var filled = [Int](repeating: 0, count: Partition.count)
        for n in 0..<64_000 {
            let text = "eni-\(n)"
            let key = Array(text.utf8).withUnsafeBufferPointer { id in
                Array("111122223333".utf8).withUnsafeBufferPointer { InterfaceFacts.key(account: $0, interfaceID: id) }
            }
            filled[Partition.bucket(of: key)] += 1
        }
        #expect(filled.allSatisfy { abs($0 - 2_000) < 250 })
        var accounts = Set<Int>()
        for n: UInt64 in 0..<1_000 { accounts.insert(Partition.bucket(of: AccountID(number: n))) }
        #expect(accounts == Set(0..<Partition.count))
    }
}
