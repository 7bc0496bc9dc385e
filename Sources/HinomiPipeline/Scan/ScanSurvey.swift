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

    /// Looks at all files of a discovery on as many threads as the options say.
    static func run(_ files: [DiscoveredFile], options: ScanOptions, pool: ReaderPool) -> ScanSurvey {
        let results = Mutex<[(index: Int, result: Looked)]>([])
        let next = Atomic(0)
        let kept = Atomic(0)
        WorkerThreads.run(min(options.threads, max(1, files.count / 8))) { _ in
            let buffer = ChunkBuffer(capacity: sampleSize)
            var mine: [(index: Int, result: Looked)] = []
            while true {
                let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard index < files.count else { break }
                mine.append((index, look(files[index], index, options, pool, buffer, kept)))
            }
            let found = mine
            results.withLock { $0 += found }
        }
        var survey = ScanSurvey()
        for (_, looked) in results.withLock({ $0 }).sorted(by: { $0.index < $1.index }) {
            switch looked {
            case .input(let input): survey.inputs.append(input)
            case .problem(let problem): survey.problems.append(problem)
            case .nothing: break
            }
        }
        return survey
    }

    private enum Looked: @unchecked Sendable {
        // @unchecked: an input is handed over as a whole; nobody keeps it on this side.
        case input(ScanInput)
        case problem(ScanProblem)
        case nothing
    }

    private static func look(
        _ file: DiscoveredFile, _ index: Int, _ options: ScanOptions, _ pool: ReaderPool, _ buffer: ChunkBuffer,
        _ kept: borrowing Atomic<Int>
    ) -> Looked {
        buffer.reset()
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
        let key = S3Key.parse(file.path.bytes)
        let name = file.displayName
        if buffer.count == 0, let damage {
            return .problem(ScanProblem(path: name, what: damage.withoutPath, isDamage: true))
        }
        let region = key?.region ?? options.region
        switch ContentKind.recognise(buffer.bytes) {
        case .empty:
            return .problem(ScanProblem(path: name, what: "is empty", isDamage: false))
        case .other(let what):
            return .problem(ScanProblem(path: name, what: "is no log that is known: \(what)", isDamage: false))
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
            var sample = Sample(buffer.bytes, isWhole: isWhole)
            let firstSeconds = sample.firstSeconds(parser)
            var whole = isWhole ? sample.whole : nil
            if let weight = whole?.weight, kept.add(weight, ordering: .relaxed).newValue > keptBytes { whole = nil }
            return .input(
                ScanInput(
                    index: UInt32(index), file: file, key: key, kind: kind, firstSeconds: firstSeconds,
                    whole: whole, parser: parser))
        }
    }
}

/// The beginning of a file.
private struct Sample {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let isWhole: Bool
    private var flows: FlowBatch?

    init(_ bytes: UnsafeBufferPointer<UInt8>, isWhole: Bool) {
        self.bytes = bytes
        self.isWhole = isWhole
    }

    /// The earliest record time; very early when there is none to read, so that nothing waits in vain.
    mutating func firstSeconds(_ parser: InputParser) -> Int64 {
        var earliest = Int64.max
        switch parser {
        case .lent: break
        case .flow(var parser):
            var batch = FlowBatch()
            _ = parser.parse(bytes, at: 0, isFinal: isWhole, into: &batch)
            for i in batch.records.indices { earliest = min(earliest, batch.records[i].start) }
            flows = batch
        case .query(var parser):
            _ = parser.parse(bytes, at: 0, isFinal: isWhole) {
                earliest = min(earliest, $0.time.seconds)
            } refused: { _ in
            }
        case .call(var parser):
            _ = parser.parse(bytes, at: 0, isFinal: isWhole) {
                earliest = min(earliest, $0.time.seconds)
            } refused: { _ in
            }
        }
        return earliest == .max ? .min / 2 : earliest
    }

    /// What is left to do where this is the whole file: flows were parsed already.
    var whole: WholeInput {
        if let flows { return .flows(flows, count: bytes.count) }
        return .bytes(Array(bytes) + [UInt8](repeating: 0, count: ChunkBuffer.spare))
    }
}
