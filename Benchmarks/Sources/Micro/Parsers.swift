// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// The parsers, on the bytes of whole inflated files.
enum Parsers {
    private static let spare = 64
    private static let step = 256 << 10

    /// Hands a content over in pieces, as scans do.
    private static func walk(_ content: [UInt8], _ parse: (UnsafeBufferPointer<UInt8>, UInt64, Bool) -> Int) {
        content.withUnsafeBufferPointer { bytes in
            let count = bytes.count - spare
            var at = 0
            while at < count {
                let end = min(at + step, count)
                let used = parse(UnsafeBufferPointer(rebasing: bytes[at..<end]), UInt64(at), end == count)
                if used == 0, end == count { break }
                at += used
            }
        }
    }

    static func measure(flows: [UInt8], queries: [UInt8], calls: [UInt8]) -> [Figure] {
        let measured = [
            measure("flow line") { count in
                var parser = FlowLogParser()
                var batch = FlowBatch()
                var sum: UInt64 = 0
                walk(flows + padding) { bytes, offset, isFinal in
                    let used = parser.parse(bytes, at: offset, isFinal: isFinal, into: &batch)
                    for record in batch.records { sum &+= record.recordID ^ record.bytes }
                    count += batch.records.count
                    batch.removeAll()
                    return used
                }
                return sum
            },
            measure("resolver query") { count in
                var parser = ResolverQueryParser()
                var sum: UInt64 = 0
                walk(queries + padding) { bytes, offset, isFinal in
                    parser.parse(bytes, at: offset, isFinal: isFinal) { view in
                        sum &+= view.recordID
                        count += 1
                    } refused: { _ in
                    }
                }
                return sum
            },
            measure("CloudTrail event") { count in
                var parser = CloudTrailParser()
                var sum: UInt64 = 0
                walk(calls + padding) { bytes, offset, isFinal in
                    parser.parse(bytes, at: offset, isFinal: isFinal) { view in
                        sum &+= view.recordID
                        count += 1
                    } refused: { _ in
                    }
                }
                return sum
            },
        ]
        return measured
    }

    private static let padding = [UInt8](repeating: 0, count: spare)

    private static func measure(_ what: String, _ body: (inout Int) -> UInt64) -> Figure {
        var count = 0
        _ = body(&count)
        let records = count
        let time = nanoseconds(per: records) {
            var count = 0
            return body(&count)
        }
        return Figure(what: "parsing a \(what)", value: time, unit: "ns")
    }
}
