// SPDX-License-Identifier: Apache-2.0

import HinomiIntelligence
import HinomiRecords

// What is held back was marked with what the lists said when it was read. Flows are looked up when they are folded, and states
// hold no marks.

// Readable bytes behind a text, as parsers and tables want them.
private let spare = 64

extension QueryFold {
    /// Marks the queries that are held back with what these lists say of their names.
    mutating func relist(_ intelligence: IntelligenceBundle) {
        let contents = buffer.contents.map { minute, held in
            var slab = QuerySlab()
            for entry in held.entries {
                let name = held.name(of: entry)
                var record = entry.record
                record.forgetName()
                (name + [UInt8](repeating: 0, count: spare)).withUnsafeBufferPointer { bytes in
                    let name = UnsafeBufferPointer(rebasing: bytes[..<name.count])
                    if !name.isEmpty {
                        record.mark = intelligence.names.lookup(name)
                        record.describe(name, domainStart: intelligence.suffixes.registeredDomainStart(of: name))
                    }
                    slab.append(record, name: name)
                }
            }
            return (minute: minute, slab: slab)
        }
        buffer = ReorderBuffer(frontier: buffer.frontier, lateCount: buffer.lateCount, contents: contents)
    }
}

extension CallFold {
    /// Marks the calls that are held back with what these lists say of their source addresses.
    mutating func relist(_ intelligence: IntelligenceBundle) {
        var rereader = CallRereader()
        let contents = buffer.contents.map { minute, held in
            var slab = CallSlab()
            for entry in held.entries {
                let raw = held.raw(of: entry)
                var record = entry.record
                (raw + [UInt8](repeating: 0, count: spare)).withUnsafeBufferPointer { bytes in
                    let raw = UnsafeBufferPointer(rebasing: bytes[..<raw.count])
                    rereader.read(raw, time: record.time) { view, _ in
                        record.mark = view.sourceAddress.map { intelligence.addresses.lookup($0) } ?? 0
                    }
                    slab.append(record, raw: raw)
                }
            }
            for entry in held.conduct.sorted {
                entry.texts.withUnsafeBufferPointer { slab.append(entry.record, texts: $0) }
            }
            return (minute: minute, slab: slab)
        }
        buffer = ReorderBuffer(frontier: buffer.frontier, lateCount: buffer.lateCount, contents: contents)
    }
}
