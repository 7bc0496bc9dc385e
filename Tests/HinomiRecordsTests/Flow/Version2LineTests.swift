// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import HinomiRecords

/// The straight reader of ordinary lines against the general reader, which knows all the rest.
@Suite struct Version2LineTests {
    // The same columns, but not the format that has a reader of its own.
    private static let general = FlowLogFormat(
        fields: FlowLogFormat.version2.fields.map { $0 == .version ? .skip : $0 })

    // The ways of reading that this processor has.
    private static let widths = [16, 32, 64].filter { $0 <= Version2Lines.bestWidth }

    private static func parse(
        _ format: FlowLogFormat, _ text: [UInt8], steps: [Int], width: Int32 = Version2Lines.bestWidth
    ) -> FlowBatch {
        var parser = FlowLogParser(format: format)
        parser.width = width
        var batch = FlowBatch()
        // Exactly as many readable bytes behind the text as are promised, and none of them zero.
        let padded = text + [UInt8](repeating: 0x37, count: 64)
        padded.withUnsafeBufferPointer { bytes in
            var at = 0
            for step in steps + [text.count] {
                let end = max(at, min(step, text.count))
                let piece = UnsafeBufferPointer(rebasing: bytes[at..<end])
                at += parser.parse(piece, at: UInt64(at), isFinal: end == text.count, into: &batch)
            }
        }
        return batch
    }

    private static func address(_ numbers: inout Numbers) -> String {
        let limits = [10, 100, 256, 256, 300]
        return (0..<((numbers.below(40) == 0) ? 3 : 4))
            .map { _ in
                let octet = String(numbers.below(limits[numbers.below(limits.count)]))
                return numbers.below(100) == 0 ? ["0", "00", "1", "10000000"][numbers.below(4)] + octet : octet
            }.joined(separator: ".")
    }

    private static func number(_ numbers: inout Numbers, _ limits: [Int]) -> String {
        let text = String(numbers.below(limits[numbers.below(limits.count)]))
        return (numbers.below(60) == 0) ? String(text.dropLast()) : (numbers.below(60) == 0) ? "0" + text : text
    }

    private static func line(_ numbers: inout Numbers) -> [UInt8] {
        let start = 1_700_000_000 + numbers.below(1_000)
        let end = (numbers.below(30) == 0) ? start * 10 : start + numbers.below(200) - 5
        let ports = [10, 1_000, 65_536, 70_000]
        let counts = [10, 10_000, 99_999_999, 100_000_001, 1 << 40]
        let fields: [String] = [
            (numbers.below(30) == 0) ? "" : "2", (numbers.below(30) == 0) ? "-" : "123456789012",
            (numbers.below(20) == 0) ? "-" : "eni-0\(numbers.below(1 << 40))", address(&numbers), address(&numbers),
            number(&numbers, ports), number(&numbers, ports), number(&numbers, [20, 256, 300]),
            number(&numbers, counts),
            number(&numbers, counts), (numbers.below(30) == 0) ? "170000000x" : String(start), String(end),
            ["ACCEPT", "REJECT", "-", "ERROR", ""][(numbers.below(5) == 0) ? numbers.below(5) : numbers.below(2)],
            ["OK", "NODATA", "SKIPDATA", "", "KO"][(numbers.below(10) == 0) ? numbers.below(5) : 0],
        ]
        var text = Array(fields.joined(separator: (numbers.below(40) == 0) ? "  " : " ").utf8)
        if numbers.below(10) == 0 {
            // One byte that does not belong.
            text[numbers.below(text.count)] = [0x20, 0x2E, 0x09, 0x2D, 0x3A, 0x2F, 0xB0, 0x0A, 0x00][numbers.below(9)]
        }
        if numbers.below(12) == 0 { text.append(contentsOf: (numbers.below(2) == 0) ? [0x0D] : [0x20]) }
        return text
    }

    @Test(arguments: 0..<60)
    func `ordinary lines are read as the general reader reads them`(seed: Int) {
        var numbers = Numbers(state: UInt64(seed))
        var text: [UInt8] = []
        for _ in 0..<200 { text += Self.line(&numbers) + [0x0A] }
        if numbers.below(2) == 0 { text.removeLast() }
        let steps = (0..<numbers.below(5)).map { _ in numbers.below(text.count) }.sorted()
        let straight = Self.parse(.version2, text, steps: steps)
        for width in Self.widths {
            let same = Self.parse(.version2, text, steps: steps, width: Int32(width))
            #expect(same.records.map { "\($0)" } == straight.records.map { "\($0)" })
            #expect(same.interfaces == straight.interfaces)
        }
        let patient = Self.parse(Self.general, text, steps: steps)
        #expect(straight.records.map { "\($0)" } == patient.records.map { "\($0)" })
        #expect(straight.interfaces == patient.interfaces)
        #expect(straight.refused.map { "\($0)" } == patient.refused.map { "\($0)" })
        #expect(straight.noDataCount == patient.noDataCount)
        #expect(straight.records.count > 40)
    }
}
