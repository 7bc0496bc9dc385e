// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords
import Testing

@testable import HinomiDetection

@Suite struct ListedContactStateTests {
    private static func signal(by rule: Int, at seconds: Int64, isAnswered: Bool) -> Signal {
        var evidence = Evidence()
        evidence.add(
            RecordReference(
                time: Timestamp(seconds: seconds), recordID: UInt64(seconds), origin: Origin(input: 0, offset: 0)))
        return Signal(
            type: ListedAddressRule.all[rule].type, account: .unknown, region: "r",
            resource: .instance(InstanceDetails()), role: .actor, identity: ["\(rule)"],
            severity: isAnswered ? .high : .low, first: Timestamp(seconds: seconds), last: Timestamp(seconds: seconds),
            action: .dnsRequest(DNSRequest(domain: "a", domainWithSuffix: "a", transport: "UDP", isBlocked: false)),
            evidence: evidence)
    }

    @Test func `attempts are told of at the first, the tenth and the hundredth, with all before them`() throws {
        var state = ListedContactState(told: 2)
        var told: [Signal] = []
        for i in 2...150 { state.take(Self.signal(by: 2, at: Int64(i), isAnswered: false), by: 2, raising: &told) }
        #expect(told.map(\.occurrences) == [9, 90])
        #expect(told.map(\.first.seconds) == [2, 11])
        #expect(told.map(\.last.seconds) == [10, 100])
        #expect(told.map(\.evidence.total) == [9, 90])
        #expect(state.rest.map(\.occurrences) == [50])
        // What waits is told of by this run.
        state.forgetRun()
        #expect(state.rest.isEmpty)
        told = []
        for i in 151...1_500 { state.take(Self.signal(by: 2, at: Int64(i), isAnswered: false), by: 2, raising: &told) }
        #expect(told.map(\.occurrences) == [1_350])
    }

    @Test func `what is more than an attempt is told of at once`() throws {
        var state = ListedContactState(told: 0)
        var told: [Signal] = []
        for i in 2...6 { state.take(Self.signal(by: 0, at: Int64(i), isAnswered: i % 3 == 0), by: 0, raising: &told) }
        #expect(told.map(\.occurrences) == [2, 3])
        #expect(told.allSatisfy { $0.severity == .high })
        #expect(state.rest.isEmpty)
    }

    @Test func `rules are told of apart, and nothing is lost when it is written and read in between`() throws {
        var numbers = Numbers(5)
        var state = ListedContactState(told: 0)
        var told: [Signal] = []
        var contacts = [1, 0, 0]
        for i in 1...400 {
            let rule = numbers.below(3)
            contacts[rule] += 1
            state.take(
                Self.signal(by: rule, at: Int64(i), isAnswered: numbers.once(in: 90)), by: rule, raising: &told)
            var reader = StateReader(StateWriter.bytes(of: state))
            state = try reader.decode(ListedContactState.self)
        }
        told += state.rest
        for rule in 0..<3 {
            let own = told.filter { $0.identity == ["\(rule)"] }
            #expect(own.reduce(rule == 0 ? 1 : 0) { $0 + $1.occurrences } == contacts[rule])
            #expect(own.count < 15)
        }
    }

    @Test func `there are many, and each is small`() {
        #expect(MemoryLayout<ListedContactState?>.size == 16)
    }
}
