// SPDX-License-Identifier: Apache-2.0

import Foundation
import HinomiRecords
import HinomiSources
import Synchronization

/// The first look at all files: what each is, and when its records begin.
///
/// Content decides what a file is, not its name. Small files are kept, so that they are read only once.
struct ScanSurvey {
    /// Decompressed bytes looked at; a file that ends within them is kept.
    static let sampleSize = 64 << 10
    /// Bytes of small files kept in memory at most.
    static let keptBytes = 64 << 20

    var inputs: [ScanInput] = []
    var problems: [ScanProblem] = []
    /// What is no input, by its place among all, and why.
    var refused: [(place: Int, why: String, isTorn: Bool)] = []

    /// Looks at all of these on as many threads as the options say, and numbers them from `firstIndex` on.
    static func run(
        _ sources: [LogInput], firstIndex: UInt32 = 0, options: ScanOptions, pool: ReaderPool
    ) -> ScanSurvey {
        let results = Mutex<[(index: Int, result: Looked)]>([])
        let next = Atomic(0)
        let kept = Atomic(0)
        WorkerThreads.run(min(options.threads, max(1, sources.count / 8))) { _ in
            let buffer = ChunkBuffer(capacity: sampleSize)
            var mine: [(index: Int, result: Looked)] = []
            while true {
                let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard index < sources.count else { break }
                mine.append((index, look(sources[index], firstIndex &+ UInt32(index), options, pool, buffer, kept)))
            }
            let found = mine
            results.withLock { $0 += found }
        }
        var survey = ScanSurvey()
        for (index, looked) in results.withLock({ $0 }).sorted(by: { $0.index < $1.index }) {
            switch looked {
            case .input(let input): survey.inputs.append(input)
            case .problem(let problem, let isTorn):
                survey.problems.append(problem)
                survey.refused.append((index, problem.what, isTorn))
            }
        }
        return survey
    }

    private enum Looked: @unchecked Sendable {
        // @unchecked: an input is handed over as a whole; nobody keeps it on this side.
        case input(ScanInput)
        case problem(ScanProblem, isTorn: Bool)
    }

    private static func look(
        _ source: LogInput, _ index: UInt32, _ options: ScanOptions, _ pool: ReaderPool, _ buffer: ChunkBuffer,
        _ kept: borrowing Atomic<Int>
    ) -> Looked {
        let file = source.file
        buffer.reset(at: file.part?.start ?? 0)
        var damage: SourceError?
        var isWhole = false
        do throws(SourceError) {
            let reader = try InputReader(file: file, pool: pool)
            defer { reader.close() }
            while buffer.count < sampleSize {
                let room = buffer.room()
                let count = try reader.read(into: room.start, capacity: room.count)
                if count == 0 {
                    isWhole = true
                    break
                }
                buffer.fill(count)
            }
        } catch {
            damage = error
        }
        let key = S3Key.parse(source.key)
        let name = source.name
        if buffer.count == 0, let damage {
            return .problem(
                ScanProblem(path: name, what: damage.withoutPath, isDamage: true), isTorn: damage.kind == .torn)
        }
        // What a part of a file means, the file's first line says.
        let head = ScanSurvey.firstLine(before: file, pool)
        let region = key?.region ?? options.region
        let kind = ScanSurvey.kind(of: buffer, head)
        switch kind {
        case .empty:
            return .problem(ScanProblem(path: name, what: "is empty", isDamage: false), isTorn: false)
        case .other(let what):
            return .problem(
                ScanProblem(path: name, what: "is no log that is known: \(what)", isDamage: false), isTorn: false)
        case .vpcFlow:
            return input(.flow(FlowLogParser(region: region)), .flow)
        case .cloudWatchFlow:
            return input(.flow(FlowLogParser(format: .cloudWatchExport, region: region)), .flow)
        case .resolverQuery:
            return input(.query(ResolverQueryParser()), .query)
        case .cloudTrail:
            return input(.call(CloudTrailParser()), .call)
        }

        func input(_ parser: InputParser, _ kind: LogKind) -> Looked {
            var parser = parser
            if !head.isEmpty { Sample.prime(&parser, with: head) }
            var sample = Sample(buffer.bytes, at: buffer.offset, isWhole: isWhole)
            let firstSeconds = sample.firstSeconds(parser)
            var whole = isWhole ? sample.whole : nil
            if let weight = whole?.weight, kept.add(weight, ordering: .relaxed).newValue > keptBytes { whole = nil }
            return .input(
                ScanInput(
                    index: index, source: source, key: key, kind: kind, firstSeconds: firstSeconds,
                    whole: whole, parser: parser))
        }
    }
}

extension ScanSurvey {
    private static func kind(of buffer: ChunkBuffer, _ head: [UInt8]) -> ContentKind {
        if head.isEmpty { return ContentKind.recognise(buffer.bytes) }
        return (head + [UInt8](repeating: 0, count: ChunkBuffer.spare)).withUnsafeBufferPointer {
            ContentKind.recognise(UnsafeBufferPointer(rebasing: $0[..<head.count]))
        }
    }

    // The first line of the file that a part is of; empty where it is read from its beginning.
    private static func firstLine(before file: DiscoveredFile, _ pool: ReaderPool) -> [UInt8] {
        guard let part = file.part, part.start > 0 else { return [] }
        let beginning = FilePart(start: 0, end: min(part.start, UInt64(sampleSize)), linesBefore: 0)
        let first = DiscoveredFile(path: file.path, size: beginning.end, part: beginning)
        guard let reader = try? InputReader(file: first, pool: pool) else { return [] }
        var line = [UInt8](unsafeUninitializedCapacity: sampleSize) { bytes, count in
            guard let base = bytes.baseAddress else { return }
            while count < sampleSize, let more = try? reader.read(into: base + count, capacity: sampleSize - count),
                more > 0
            {
                count += more
            }
        }
        guard let end = line.firstIndex(of: UInt8(ascii: "\n")) else { return [] }
        line.removeSubrange((end + 1)...)
        return line
    }
}

/// The beginning of a file.
private struct Sample {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let base: UInt64
    private let isWhole: Bool
    private var flows: FlowBatch?

    init(_ bytes: UnsafeBufferPointer<UInt8>, at base: UInt64, isWhole: Bool) {
        self.bytes = bytes
        self.base = base
        self.isWhole = isWhole
    }

    /// The earliest record time; very early when there is none to read, so that nothing waits in vain.
    mutating func firstSeconds(_ parser: InputParser) -> Int64 {
        var earliest = Int64.max
        switch parser {
        case .lent: break
        case .flow(var parser):
            var batch = FlowBatch()
            _ = parser.parse(bytes, at: base, isFinal: isWhole, into: &batch)
            for i in batch.records.indices { earliest = min(earliest, batch.records[i].start) }
            flows = batch
        case .query(var parser):
            _ = parser.parse(bytes, at: base, isFinal: isWhole) {
                earliest = min(earliest, $0.time.seconds)
            } refused: { _ in
            }
        case .call(var parser):
            _ = parser.parse(bytes, at: base, isFinal: isWhole) {
                earliest = min(earliest, $0.time.seconds)
            } refused: { _ in
            }
        }
        return earliest == .max ? .min / 2 : earliest
    }

    /// Lets a parser see the first line of a file that it reads on in.
    static func prime(_ parser: inout InputParser, with line: [UInt8]) {
        (line + [UInt8](repeating: 0, count: ChunkBuffer.spare)).withUnsafeBufferPointer { bytes in
            let bytes = UnsafeBufferPointer(rebasing: bytes[..<line.count])
            switch parser {
            case .lent: break
            case .flow(var flows):
                var batch = FlowBatch()
                _ = flows.parse(bytes, at: 0, isFinal: false, into: &batch)
                parser = .flow(flows)
            // Lines of JSON stand for themselves.
            case .query, .call: break
            }
        }
    }

    /// What is left to do where this is the whole file: flows were parsed already.
    var whole: WholeInput {
        if let flows { return .flows(flows, count: bytes.count) }
        return .bytes(Array(bytes) + [UInt8](repeating: 0, count: ChunkBuffer.spare))
    }
}
