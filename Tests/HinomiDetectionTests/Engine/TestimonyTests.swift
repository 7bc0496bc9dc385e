// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords
import Testing

@testable import HinomiDetection

@Suite struct TestimonyTests {
    private func signal(_ proviso: Proviso?) -> Signal {
        var signal = Signal(
            type: "Trojan:EC2/DGADomainRequest.B", account: .unknown, region: "unknown",
            resource: .instance(InstanceDetails()), role: .actor, identity: ["i-1"], severity: .medium,
            first: Timestamp(seconds: 100), last: Timestamp(seconds: 200),
            action: .dnsRequest(
                DNSRequest(domain: "a.net", domainWithSuffix: "a.net", transport: "UDP", isBlocked: false)))
        signal.proviso = proviso
        return signal
    }

    private func proviso(_ things: [UInt64], others: Int = 0, since: Int64 = 50, least: Int) -> Proviso {
        Proviso(
            things: things, doer: 7, others: others, since: Timestamp(seconds: since), least: least, reason: "alone")
    }

    private func said(_ words: [(thing: UInt64, doer: UInt64, first: Int64)]) -> Testimony {
        var testimony = Testimony()
        for word in words { testimony.add(word.thing, by: word.doer, first: Timestamp(seconds: word.first)) }
        return testimony
    }

    @Test func `a signal without a proviso counts anyway`() {
        #expect(Testimony().judged(signal(nil)) != nil)
    }

    @Test func `that its doer is forgotten does not tell against a signal`() {
        #expect(Testimony().judged(signal(proviso([1], least: 1))) != nil)
        #expect(said([(1, 8, 100)]).judged(signal(proviso([1], others: 1, least: 1))) != nil)
        #expect(said([(1, 8, 100)]).judged(signal(proviso([1], others: 0, least: 1))) == nil)
    }

    @Test func `others and earlier times tell against it`() throws {
        let judged = try #require(said([(1, 7, 60), (2, 7, 50)]).judged(signal(proviso([1, 2], least: 2))))
        #expect(judged.proviso == nil)
        #expect(judged.reasons.last?.what == "alone")
        #expect(judged.reasons.last?.observed == 2)
        #expect(said([(1, 7, 49)]).judged(signal(proviso([1], least: 1))) == nil)
        #expect(said([(1, 7, 60), (1, 8, 60)]).judged(signal(proviso([1], least: 1))) == nil)
        #expect(said([(1, 7, 60), (1, 8, 60)]).judged(signal(proviso([1], others: 1, least: 1))) != nil)
    }

    @Test func `one thing in ten may be another's, if enough are left`() {
        let ten = (UInt64(1)...10).map { (thing: $0, doer: UInt64(7), first: Int64(60)) }
        #expect(said(ten + [(3, 8, 90)]).judged(signal(proviso(Array(1...10), least: 9))) != nil)
        #expect(said(ten + [(3, 8, 90)]).judged(signal(proviso(Array(1...10), least: 10))) == nil)
        #expect(said(ten + [(3, 8, 90), (4, 9, 90)]).judged(signal(proviso(Array(1...10), least: 1))) == nil)
    }

    @Test func `it merges in any order to the same`() {
        var words: [(thing: UInt64, doer: UInt64, first: Int64)] = []
        for i in 0..<40 { words.append((UInt64(i % 3), UInt64(i * 37 % 11), Int64(1_000 - i))) }
        var numbers = Numbers(3)
        let expected = said(words).entries
        for _ in 0..<5 {
            var parts = [Testimony(), Testimony(), Testimony()]
            for word in words.shuffled(using: &numbers) {
                parts[numbers.below(3)].add(word.thing, by: word.doer, first: Timestamp(seconds: word.first))
            }
            var merged = Testimony()
            for part in parts.shuffled(using: &numbers) { merged.merge(part) }
            #expect(merged.entries == expected)
        }
        #expect(expected.values.allSatisfy { $0.doers.count == Testimony.maxDoers && $0.doers == $0.doers.sorted() })
    }
}
