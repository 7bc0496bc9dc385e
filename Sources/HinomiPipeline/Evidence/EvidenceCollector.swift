// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords
import HinomiSources

/// An input that findings may cite.
struct CitedInput: Sendable {
    var file: DiscoveredFile
    var name: String
    var kind: LogKind
}

/// Fetches the raw records behind findings, and finds the lines of weak signals: goes back to the files they were read from,
/// once each.
struct EvidenceCollector {
    /// The input of a number, as long as it can be read again.
    let input: (UInt32) -> CitedInput?
    let kept: KeptRecords
    let pool: ReaderPool

    init(input: @escaping (UInt32) -> CitedInput?, kept: KeptRecords = KeptRecords(), pool: ReaderPool) {
        self.input = input
        self.kept = kept
        self.pool = pool
    }

    /// Puts the raw records into the findings. Returns what could not be read any more.
    func collect(into findings: inout [Finding]) -> [ScanProblem] {
        var wanted: [UInt32: Set<UInt64>] = [:]
        for finding in findings {
            for reference in finding.evidence.references where kept[reference.origin] == nil {
                wanted[reference.origin.input, default: []].insert(reference.origin.offset)
            }
        }
        let (fetched, problems) = fetch(wanted)
        for i in findings.indices {
            findings[i].records = findings[i].evidence.references.compactMap { reference in
                let record = fetched[reference.origin]
                guard let raw = record?.raw ?? kept[reference.origin] else { return nil }
                return EvidenceRecord(
                    time: reference.time, raw: String(decoding: raw, as: UTF8.self),
                    file: input(reference.origin.input)?.name ?? "", line: Int(record?.line ?? 0))
            }
        }
        return problems
    }

    /// Fetches the records at these offsets of inputs. Tells as well what could not be read any more.
    func fetch(_ wanted: [UInt32: Set<UInt64>]) -> (records: [Origin: FetchedRecord], problems: [ScanProblem]) {
        var problems: [ScanProblem] = []
        var fetched: [Origin: FetchedRecord] = [:]
        for number in wanted.keys.sorted() {
            guard let cited = input(number), let offsets = wanted[number] else { continue }
            do throws(SourceError) {
                let fetcher = RawRecordFetcher(pool: pool)
                let records = try fetcher.fetch(
                    file: cited.file, offsets: offsets.sorted(), shape: cited.kind == .flow ? .line : .jsonValue)
                for record in records { fetched[Origin(input: number, offset: record.offset)] = record }
            } catch {
                problems.append(
                    ScanProblem(
                        path: cited.name, what: "records behind findings cannot be read again: \(error.reason)",
                        isDamage: true))
            }
        }
        return (fetched, problems)
    }

    /// Says of weak signals in which file and line their first calls stand. Returns what could not be read any more.
    func place(_ signals: inout WeakSignals) -> [ScanProblem] {
        var wanted: [UInt32: [UInt64]] = [:]
        for signal in signals.all { wanted[signal.first.origin.input, default: []].append(signal.first.origin.offset) }
        var problems: [ScanProblem] = []
        var lines: [Origin: UInt64] = [:]
        for number in wanted.keys.sorted() {
            guard let cited = input(number), let offsets = wanted[number] else { continue }
            do throws(SourceError) {
                for (offset, line) in try RawRecordFetcher(pool: pool).lines(file: cited.file, offsets: offsets) {
                    lines[Origin(input: number, offset: offset)] = line
                }
            } catch {
                problems.append(
                    ScanProblem(
                        path: cited.name, what: "lines of weak signals cannot be counted: \(error.reason)",
                        isDamage: true))
            }
        }
        for i in signals.all.indices {
            let origin = signals.all[i].first.origin
            guard let cited = input(origin.input) else { continue }
            signals.all[i].file = cited.name
            signals.all[i].line = Int(lines[origin] ?? 0)
        }
        return problems
    }
}
