// SPDX-License-Identifier: Apache-2.0

import HinomiRecords
import HinomiSources

/// What kind of log an input holds.
public enum LogKind: String, CaseIterable, Sendable {
    case flow = "VPC flow logs"
    case query = "DNS query logs"
    case call = "CloudTrail"
}

/// One log file on its way through the scan: where it was found, what it is, and how far it was read.
///
/// A class, because it is handed from thread to thread; whoever leased it is its only user.
final class ScanInput {
    let index: UInt32
    let file: DiscoveredFile
    /// What its source knows it by, and people.
    let id: String
    let name: String
    let key: S3KeyFacts?
    let kind: LogKind
    /// Time of the first record, seconds since the epoch: nothing much earlier is expected.
    let firstSeconds: Int64
    /// The latest record time met so far.
    var position: Int64
    /// Behind the first byte of the last record that was delivered, in the content of the file.
    var delivered: UInt64 = 0
    /// Records that begin before this were delivered in an earlier run, and are passed over.
    let skipBefore: UInt64
    /// Why it could not be read to its end.
    var damage: SourceError?
    /// What is left to do when the survey read the whole file already.
    var whole: WholeInput?
    var parser: InputParser
    var reader: InputReader?
    private(set) var buffer: ChunkBuffer?
    /// Compressed bytes accounted for in the progress.
    var countedBytes: UInt64 = 0
    /// What was refused so far, by whichever thread read it.
    var refusals = RefusalTally()

    init(
        index: UInt32, source: LogInput, key: S3KeyFacts?, kind: LogKind, firstSeconds: Int64, whole: WholeInput?,
        parser: InputParser
    ) {
        self.index = index
        file = source.file
        (id, name, skipBefore) = (source.id, source.name, source.skipBefore)
        delivered = skipBefore
        self.key = key
        self.kind = kind
        self.firstSeconds = firstSeconds
        self.whole = whole
        self.parser = parser
        position = firstSeconds
    }

    /// Gives the input a buffer to read into.
    func take(_ buffer: ChunkBuffer) {
        buffer.reset(at: base)
        self.buffer = buffer
    }

    /// Where its content begins in that of its file.
    var base: UInt64 { file.part?.start ?? 0 }

    /// Lets go of everything that takes memory. Returns the buffer for the next one.
    func release() -> ChunkBuffer? {
        reader?.close()
        reader = nil
        whole = nil
        defer { buffer = nil }
        return buffer
    }
}

/// A file that was read as a whole.
enum WholeInput {
    /// Its records, and how many bytes they were read from.
    case flows(FlowBatch, count: Int)
    /// Its bytes, with spare ones behind them.
    case bytes([UInt8])

    /// About how many bytes of memory it takes.
    var weight: Int {
        switch self {
        case .flows(let batch, _):
            batch.records.count * MemoryLayout<FlowRecord>.stride
                + batch.interfaces.count * 2 * MemoryLayout<InterfaceAnnouncement>.stride
        case .bytes(let bytes): bytes.count
        }
    }
}

/// The parser for the kind of log an input holds.
enum InputParser {
    /// Somebody parses with it. A copy left behind would have all its tables copied with the first change.
    case lent
    case flow(FlowLogParser)
    case query(ResolverQueryParser)
    case call(CloudTrailParser)
}
