// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords
import HinomiSources

/// Fetches the raw records behind findings, and finds the lines of weak signals: goes back to the files they were read from,
/// once each.
struct EvidenceCollector {
    let files: [DiscoveredFile]
    let kinds: [UInt32: LogKind]
    let kept: KeptRecords
    let pool: ReaderPool

    init(files: [DiscoveredFile], inputs: [ScanInput], kept: KeptRecords, pool: ReaderPool) {
        self.files = files
        self.kept = kept
        self.pool = pool
        kinds = Dictionary(inputs.map { ($0.index, $0.kind) }, uniquingKeysWith: { first, _ in first })
    }

    /// Puts the raw records into the findings. Returns what could not be read any more.
    func collect(into findings: inout [Finding]) -> [ScanProblem] {
        var wanted: [UInt32: Set<UInt64>] = [:]
        for finding in findings {
            for reference in finding.evidence.references where kept[reference.origin] == nil {
                wanted[reference.origin.input, default: []].insert(reference.origin.offset)
            }
        }
        var problems: [ScanProblem] = []
        var fetched: [Origin: FetchedRecord] = [:]
        for input in wanted.keys.sorted() {
            guard Int(input) < files.count, let offsets = wanted[input] else { continue }
            let file = files[Int(input)]
            do throws(SourceError) {
                let fetcher = RawRecordFetcher(pool: pool)
                let records = try fetcher.fetch(
                    file: file, offsets: offsets.sorted(), shape: kinds[input] == .flow ? .line : .jsonValue)
                for record in records { fetched[Origin(input: input, offset: record.offset)] = record }
            } catch {
                problems.append(
                    ScanProblem(
                        path: file.displayName, what: "records behind findings cannot be read again: \(error.reason)",
                        isDamage: true))
            }
        }
        for i in findings.indices {
            findings[i].records = findings[i].evidence.references.compactMap { reference in
                let record = fetched[reference.origin]
                guard let raw = record?.raw ?? kept[reference.origin] else { return nil }
                return EvidenceRecord(
                    time: reference.time, raw: String(decoding: raw, as: UTF8.self),
                    file: files[Int(reference.origin.input)].displayName, line: Int(record?.line ?? 0))
            }
        }
        return problems
    }

    /// Says of weak signals in which file and line their first calls stand. Returns what could not be read any more.
    func place(_ signals: inout WeakSignals) -> [ScanProblem] {
        var wanted: [UInt32: [UInt64]] = [:]
        for signal in signals.all { wanted[signal.first.origin.input, default: []].append(signal.first.origin.offset) }
        var problems: [ScanProblem] = []
        var lines: [Origin: UInt64] = [:]
        for input in wanted.keys.sorted() {
            guard Int(input) < files.count, let offsets = wanted[input] else { continue }
            let file = files[Int(input)]
            do throws(SourceError) {
                for (offset, line) in try RawRecordFetcher(pool: pool).lines(file: file, offsets: offsets) {
                    lines[Origin(input: input, offset: offset)] = line
                }
            } catch {
                problems.append(
                    ScanProblem(
                        path: file.displayName, what: "lines of weak signals cannot be counted: \(error.reason)",
                        isDamage: true))
            }
        }
        for i in signals.all.indices {
            let origin = signals.all[i].first.origin
            guard Int(origin.input) < files.count else { continue }
            signals.all[i].file = files[Int(origin.input)].displayName
            signals.all[i].line = Int(lines[origin] ?? 0)
        }
        return problems
    }
}
