// SPDX-License-Identifier: Apache-2.0

import HinomiDetection
import HinomiFindings
import HinomiRecords
import HinomiSources

/// The raw records of findings, kept once they were fetched: their files may be gone when the findings are told again.
struct EvidenceShelf {
    private static let prefix = "evidence/"

    private struct Kept: Codable {
        var time: Timestamp
        var raw: [UInt8]
        var file: String
        var line: Int
    }

    // The records of each finding by their origin, written: most are not looked at for long.
    private var shelves: [String: [UInt8]] = [:]
    private var changed: Set<String> = []
    private var removed: Set<String> = []

    init() {}

    /// Bytes kept.
    var size: Int { shelves.values.reduce(0) { $0 + $1.count } }

    /// Puts the raw records into findings, of which those that were not cited before are fetched. Returns what could not be
    /// read.
    mutating func fill(_ findings: inout [Finding], with collector: EvidenceCollector) throws -> [ScanProblem] {
        var kept: [[Origin: Kept]] = []
        var wanted: [UInt32: Set<UInt64>] = [:]
        for finding in findings {
            var shelf: [Origin: Kept] = [:]
            if let bytes = shelves[finding.id] {
                var reader = try StateReader(sealed: bytes)
                shelf = try reader.decode([Origin: Kept].self)
            }
            for reference in finding.evidence.references where shelf[reference.origin] == nil {
                wanted[reference.origin.input, default: []].insert(reference.origin.offset)
            }
            kept.append(shelf)
        }
        let (fetched, problems) = collector.fetch(wanted)
        for i in findings.indices {
            var shelf: [Origin: Kept] = [:]
            for reference in findings[i].evidence.references {
                let origin = reference.origin
                if let known = kept[i][origin] {
                    shelf[origin] = known
                } else if let record = fetched[origin] {
                    shelf[origin] = Kept(
                        time: reference.time, raw: record.raw, file: collector.input(origin.input)?.name ?? "",
                        line: Int(clamping: record.line))
                }
            }
            findings[i].records = findings[i].evidence.references.compactMap { reference in
                shelf[reference.origin].map {
                    EvidenceRecord(
                        time: reference.time, raw: String(decoding: $0.raw, as: UTF8.self), file: $0.file, line: $0.line
                    )
                }
            }
            try put(shelf, findings[i].id)
        }
        return problems
    }

    private mutating func put(_ shelf: [Origin: Kept], _ id: String) throws {
        var writer = StateWriter()
        try writer.encode(shelf)
        let bytes = writer.sealed
        guard shelves[id] != bytes else { return }
        shelves[id] = bytes
        changed.insert(id)
        removed.remove(id)
    }

    /// Forgets the records of findings.
    mutating func forget(_ ids: some Sequence<String>) {
        for id in ids where shelves.removeValue(forKey: id) != nil {
            changed.remove(id)
            removed.insert(id)
        }
    }

    /// The blocks that changed since they were written last.
    mutating func write(to commit: inout WatchCommit) {
        for id in changed { commit.blocks[EvidenceShelf.prefix + id] = shelves[id] }
        commit.removedBlocks += removed.map { EvidenceShelf.prefix + $0 }
        (changed, removed) = ([], [])
    }

    /// Goes on from what was written.
    init(blocks: [String: [UInt8]]) throws {
        for (name, bytes) in blocks where name.hasPrefix(EvidenceShelf.prefix) {
            var reader = try StateReader(sealed: bytes)
            _ = try reader.decode([Origin: Kept].self)
            shelves[String(name.dropFirst(EvidenceShelf.prefix.count))] = bytes
        }
    }
}
