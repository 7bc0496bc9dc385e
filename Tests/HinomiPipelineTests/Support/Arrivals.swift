// SPDX-License-Identifier: Apache-2.0

import Foundation
import HinomiRecords
import HinomiSources
import Testing

/// Logs as they arrive: files, in batches that come one after the other.
struct Arrivals {
    var batches: [[DiscoveredFile]]
    var folder: String

    /// Spreads logs over batches by when each record is delivered, which is at most `disorder` seconds after it happened.
    init(
        _ set: LogSet, batches count: Int, disorder: Int, isCompressed: Bool = false, seed: UInt64,
        in folder: TemporaryFolder
    ) throws {
        var numbers = Numbers(seed)
        let root = "arrivals-\(seed)"
        var delivered: [(at: Int64, part: Int, text: String)] = []
        for (p, part) in set.parts.enumerated() {
            for record in part.records {
                delivered.append((record.seconds + Int64(numbers.below(disorder)), p, record.text))
            }
        }
        delivered.sort { ($0.at, $0.part, $0.text) < ($1.at, $1.part, $1.text) }
        // Cuts anywhere, so that batches are of all sizes.
        var cuts = (0..<(count - 1)).map { _ in numbers.below(delivered.count) }.sorted()
        cuts.append(delivered.count)
        var start = 0
        batches = []
        for (b, end) in cuts.enumerated() {
            var texts: [Int: [[String]]] = [:]
            for record in delivered[start..<end] {
                // Several files of a log, which overlap.
                let file = numbers.below(2)
                texts[record.part, default: [[], []]][file].append(record.text)
            }
            start = end
            var files: [DiscoveredFile] = []
            for (p, both) in texts.sorted(by: { $0.key < $1.key }) {
                for (f, lines) in both.enumerated() where !lines.isEmpty {
                    var url = try folder.write("\(root)/\(b)-\(p)-\(f).log", set.parts[p].file(lines))
                    if isCompressed {
                        let packed = try folder.write("\(root)/\(b)-\(p)-\(f).log.gz", try LogSet.deflate(url))
                        try FileManager.default.removeItem(at: url)
                        url = packed
                    }
                    files += FileDiscovery.discover(paths: [url.path]).files
                }
            }
            batches.append(files)
        }
        self.folder = folder.url.appending(path: root).path
    }
}

/// A source that hands out batches of files, and says when it has no more.
final class ScriptedSource: LogSource {
    let name = "script"
    private let batches: [[DiscoveredFile]]
    private let read = Ledger()
    private let onTurn: @Sendable (Int) -> Bool
    private let onEnd: @Sendable () -> Void
    private let kept: @Sendable () -> [UInt8]

    /// What was read, by name, and how far.
    private final class Ledger: @unchecked Sendable {
        // @unchecked: used by the thread that watches, and after it has come to its end.
        var done: Set<String> = []
        var partial: [String: UInt64] = [:]
        var acknowledged: Set<String> = []
    }

    /// `kept` gives the positions that are on disk. `onTurn` is told which batch comes next, and says whether it is to come
    /// later.
    init(
        _ batches: [[DiscoveredFile]], kept: @escaping @Sendable () -> [UInt8],
        onTurn: @escaping @Sendable (Int) -> Bool, onEnd: @escaping @Sendable () -> Void
    ) {
        self.onTurn = onTurn
        self.kept = kept
        self.batches = batches
        self.onEnd = onEnd
    }

    var acknowledged: Set<String> { read.acknowledged }

    func restore(_ positions: [UInt8]) throws {
        for line in String(decoding: positions, as: UTF8.self).split(separator: "\n") {
            let parts = line.split(separator: "\t")
            if parts.count == 2 {
                read.partial[String(parts[0])] = UInt64(parts[1])
            } else {
                read.done.insert(String(line))
            }
        }
    }

    func start(waking wake: @escaping @Sendable () -> Void) {}

    func next(at now: Timestamp) -> SourceBatch {
        var batch = SourceBatch()
        let next = batches.firstIndex { $0.contains { !read.done.contains($0.path.display) } }
        if let next, onTurn(next) { return batch }
        for file in next.map({ batches[$0] }) ?? [] where !read.done.contains(file.path.display) {
            let id = file.path.display
            batch.inputs.append(LogInput(id: id, file: file, skipBefore: read.partial[id] ?? 0))
        }
        if batch.inputs.isEmpty { onEnd() }
        return batch
    }

    func note(_ progress: [InputProgress]) {
        for one in progress {
            if one.state == .reading { read.partial[one.id] = one.delivered } else { read.done.insert(one.id) }
        }
    }

    func positions() -> [UInt8] {
        let lines =
            read.done.sorted()
            + read.partial.filter { !read.done.contains($0.key) }.sorted { $0.key < $1.key }.map {
                "\($0.key)\t\($0.value)"
            }
        return Array(lines.joined(separator: "\n").utf8)
    }

    func acknowledge(_ inputs: [String]) {
        let safe = Set(String(decoding: kept(), as: UTF8.self).split(separator: "\n").map(String.init))
        #expect(safe.isSuperset(of: inputs))
        read.acknowledged.formUnion(inputs)
    }

    func stop() {}
}
