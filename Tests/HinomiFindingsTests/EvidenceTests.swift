// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords
import Testing

struct EvidenceTests {
    @Test func `first, last and a spread are kept, and all are counted`() {
        var evidence = Evidence()
        for i in UInt64(1)...1000 { evidence.add(Samples.reference(i, at: Timestamp(seconds: Int64(i)))) }
        #expect(evidence.total == 1000)
        let kept = evidence.references.map(\.recordID)
        #expect(kept == Array(1...10) + Array(996...1000))
    }

    @Test func `of the same record in two files the same one is kept in either order`() {
        var there = Evidence()
        var here = Evidence()
        let copies = [Samples.reference(7, input: 3), Samples.reference(7, input: 1)]
        for copy in copies { there.add(copy) }
        for copy in copies.reversed() { here.add(copy) }
        #expect(there == here)
        #expect(there.references.map(\.origin.input) == [1])
        #expect(there.total == 2)
    }

    @Test func `merged samples are the sample of all records`() {
        var numbers = Numbers(seed: 3)
        for _ in 0..<200 {
            let records = (0..<60).map { _ in
                Samples.reference(
                    .random(in: 0...50, using: &numbers),
                    at: Timestamp(seconds: .random(in: 0...9, using: &numbers)),
                    input: .random(in: 0...3, using: &numbers))
            }
            var whole = Evidence()
            for record in records { whole.add(record) }
            #expect(whole.references == Self.wanted(of: records))
            var parts = [Evidence](repeating: Evidence(), count: 4)
            for record in records.shuffled(using: &numbers) { parts[.random(in: 0...3, using: &numbers)].add(record) }
            var merged = Evidence()
            for part in parts.shuffled(using: &numbers) { merged.merge(part) }
            #expect(merged == whole)
        }
    }

    // The first five, the last five, and those with the ten smallest ids; each where it was read first.
    private static func wanted(of records: [RecordReference]) -> [RecordReference] {
        let ordered = records.sorted {
            ($0.time, $0.recordID, $0.origin.input) < ($1.time, $1.recordID, $1.origin.input)
        }
        var distinct: [RecordReference] = []
        for record in ordered {
            let isSame = distinct.last.map { ($0.time, $0.recordID) == (record.time, record.recordID) } ?? false
            if !isSame { distinct.append(record) }
        }
        let small = distinct.sorted { ($0.recordID, $0.time) < ($1.recordID, $1.time) }.prefix(10)
        let kept = Set(distinct.prefix(5) + distinct.suffix(5) + small)
        return distinct.filter(kept.contains)
    }
}
