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
    /// How many files are read beside each other.
    let threads: Int

    init(
        input: @escaping (UInt32) -> CitedInput?, kept: KeptRecords = KeptRecords(), pool: ReaderPool, threads: Int = 1
    ) {
        self.input = input
        self.kept = kept
        self.pool = pool
        self.threads = threads
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
        let errands = wanted.keys.sorted().compactMap { number in
            input(number).map { Errand(number: number, cited: $0, offsets: wanted[number, default: []].sorted()) }
        }
        let runners = PerThread(min(threads, max(1, errands.count))) { thread in
            Runner(
                errands: stride(from: thread, to: errands.count, by: threads).map { errands[$0] }, pool: pool)
        }
        runners.forEach { $0.run() }
        return runners.reduce(into: ([:], [])) { result, runner in
            result.0.merge(runner.fetched) { first, _ in first }
            result.1 += runner.problems
        }
    }

    // Records that are wanted of one input.
    private struct Errand {
        var number: UInt32
        var cited: CitedInput
        var offsets: [UInt64]
    }

    // Fetches the records of some inputs, one after the other.
    private struct Runner {
        let errands: [Errand]
        let pool: ReaderPool
        var fetched: [Origin: FetchedRecord] = [:]
        var problems: [ScanProblem] = []

        mutating func run() {
            for errand in errands {
                let (file, shape) = (
                    errand.cited.file, errand.cited.kind == .flow ? RawRecordFetcher.Shape.line : .jsonValue
                )
                do throws(SourceError) {
                    let records = try RawRecordFetcher(pool: pool).fetch(
                        file: file, offsets: errand.offsets, shape: shape)
                    for record in records { fetched[Origin(input: errand.number, offset: record.offset)] = record }
                } catch {
                    problems.append(
                        ScanProblem(
                            path: errand.cited.name,
                            what: "records behind findings cannot be read again: \(error.reason)", isDamage: true))
                }
            }
        }
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
