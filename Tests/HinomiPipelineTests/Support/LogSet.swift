// SPDX-License-Identifier: Apache-2.0

import Foundation
import HinomiRecords
import Testing

/// A log apart in its records, so that it can be written to files in any way.
struct LogPart {
    enum Kind {
        /// Lines behind a header.
        case flow(header: String)
        case query
        case call
    }

    var kind: Kind
    /// The records as they stand in the log, and their times.
    var records: [(text: String, seconds: Int64)]

    /// A file of some of the records.
    func file(_ records: [String]) -> [UInt8] {
        switch kind {
        case .flow(let header): Array(([header] + records).joined(separator: "\n").utf8) + [0x0A]
        case .query: Array(records.joined(separator: "\n").utf8) + [0x0A]
        case .call: Array("{\"Records\":[\(records.joined(separator: ",\n"))]}\n".utf8)
        }
    }

    private static func withSpare(_ bytes: [UInt8], _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
        (bytes + [UInt8](repeating: 0, count: 64)).withUnsafeBufferPointer {
            body(UnsafeBufferPointer(rebasing: $0[..<bytes.count]))
        }
    }

    /// A flow log with a header in its first line.
    static func flow(_ content: [UInt8]) -> LogPart {
        let lines = String(decoding: content, as: UTF8.self).split(separator: "\n").map(String.init)
        let columns = lines[0].split(separator: " ")
        let start = columns.firstIndex(of: "start") ?? 0
        return LogPart(
            kind: .flow(header: lines[0]),
            records: lines.dropFirst().map { ($0, Int64($0.split(separator: " ")[start]) ?? 0) })
    }

    static func query(_ content: [UInt8]) -> LogPart {
        var records: [(String, Int64)] = []
        withSpare(content) { bytes in
            var parser = ResolverQueryParser()
            _ = parser.parse(bytes, at: 0, isFinal: true) {
                records.append((String(decoding: $0.record.bytes, as: UTF8.self), $0.time.seconds))
            } refused: { _ in
            }
        }
        return LogPart(kind: .query, records: records)
    }

    static func call(_ content: [UInt8]) -> LogPart {
        var records: [(String, Int64)] = []
        withSpare(content) { bytes in
            var parser = CloudTrailParser()
            _ = parser.parse(bytes, at: 0, isFinal: true) {
                records.append((String(decoding: $0.record.bytes, as: UTF8.self), $0.time.seconds))
            } refused: { _ in
            }
        }
        return LogPart(kind: .call, records: records)
    }
}

/// Everything that one scan reads.
struct LogSet {
    var parts: [LogPart]

    var recordCount: Int { parts.reduce(0) { $0 + $1.records.count } }

    /// The logs of all fixtures that raise something, as one: each record once, in order of time.
    /// Of every so many-th type only where `every` is more than one, beginning with that at `offset`.
    static func fixtures(every: Int = 1, from offset: Int = 0) throws -> LogSet {
        var flows: [String: [String: Int64]] = [:]
        var queries: [String: Int64] = [:]
        var calls: [String: Int64] = [:]
        for (i, type) in Folders.names(in: Folders.findings).enumerated() where i % every == offset % every {
            let folder = Folders.findings.appending(path: "\(type)/raises")
            for name in Folders.names(in: folder) where ["vpcflow.log", "dns.log", "cloudtrail.json"].contains(name) {
                let content = try Folders.bytes(folder.appending(path: name))
                switch name {
                case "vpcflow.log":
                    let part = LogPart.flow(content)
                    guard case .flow(let header) = part.kind else { continue }
                    for record in part.records { flows[header, default: [:]][record.text] = record.seconds }
                case "dns.log": for record in LogPart.query(content).records { queries[record.text] = record.seconds }
                default: for record in LogPart.call(content).records { calls[record.text] = record.seconds }
                }
            }
        }
        func sorted(_ records: [String: Int64]) -> [(text: String, seconds: Int64)] {
            records.map { (text: $0.key, seconds: $0.value) }.sorted { ($0.seconds, $0.text) < ($1.seconds, $1.text) }
        }
        return LogSet(
            parts: flows.sorted { $0.key < $1.key }.map {
                LogPart(kind: .flow(header: $0.key), records: sorted($0.value))
            }
                + [LogPart(kind: .query, records: sorted(queries)), LogPart(kind: .call, records: sorted(calls))])
    }

    /// The folders of all fixtures' lists, each list once.
    static func fixtureLists(in folder: TemporaryFolder) throws -> URL {
        var feeds: [String: [String: Any]] = [:]
        for type in Folders.names(in: Folders.findings) {
            let from = Folders.findings.appending(path: "\(type)/intel")
            guard Folders.exists(from) else { continue }
            let manifest = try JSONSerialization.jsonObject(with: Data(contentsOf: from.appending(path: "feeds.json")))
            for feed in (manifest as? [String: Any])?["feeds"] as? [[String: Any]] ?? [] {
                guard let name = feed["name"] as? String, let file = feed["file"] as? String else { continue }
                // Fixtures have files and lists of the same names.
                var feed = feed
                feed["file"] = "\(type)-\(file)"
                feed["name"] = "\(type) \(name)"
                try folder.write("intel/\(type)-\(file)", try Folders.bytes(from.appending(path: file)))
                feeds["\(type) \(name)"] = feed
            }
        }
        let all: [String: Any] = ["format": 1, "feeds": feeds.sorted { $0.key < $1.key }.map(\.value)]
        try folder.write("intel/feeds.json", Array(try JSONSerialization.data(withJSONObject: all)))
        return folder.url.appending(path: "intel")
    }

    /// The logs of a laboratory scenario.
    static func lab(_ scenario: String) throws -> LogSet {
        let folder = Folders.lab.appending(path: scenario)
        var parts = [LogPart.flow(try inflate(folder.appending(path: "vpcflow.log.gz")))]
        parts.append(.query(try inflate(folder.appending(path: "dns.log.gz"))))
        let calls = folder.appending(path: "cloudtrail.json.gz")
        if Folders.exists(calls) { parts.append(.call(try inflate(calls))) }
        return LogSet(parts: parts)
    }

    static func inflate(_ file: URL) throws -> [UInt8] { try gzip(["-dc", file.path]) }
    static func deflate(_ file: URL) throws -> [UInt8] { try gzip(["-nc", file.path]) }

    private static func gzip(_ arguments: [String]) throws -> [UInt8] {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["gzip"] + arguments
        process.standardOutput = output
        try process.run()
        let content = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Array(content)
    }
}

/// One way of spreading logs over files.
struct Layout: CustomTestStringConvertible, Sendable {
    /// Files that each log is cut into; every so many-th record goes into one when they are interleaved.
    var pieces = 1
    var isInterleaved = false
    /// Seconds by which records stand out of order.
    var disorder = 0
    var isCompressed = false
    /// Whether files have names in no order, in folders of their own.
    var isScattered = false
    var copies = 1
    var threads = 1

    var testDescription: String {
        "\(pieces) pieces\(isInterleaved ? " interleaved" : "")\(isCompressed ? " compressed" : "")\(isScattered ? " scattered" : ""), out of order by \(disorder) s, \(copies) copies, \(threads) threads"
    }

    /// Writes the logs and returns the folder to scan.
    func write(_ set: LogSet, to folder: TemporaryFolder, seed: UInt64) throws -> String {
        var numbers = Numbers(seed)
        let root = "logs-\(seed)"
        for copy in 0..<copies {
            for (p, part) in set.parts.enumerated() {
                var records = part.records
                if disorder > 0 {
                    let keyed = records.map { ($0, $0.seconds + Int64(numbers.below(disorder))) }
                    records = keyed.sorted { $0.1 < $1.1 }.map(\.0)
                }
                var files = [[String]](repeating: [], count: pieces)
                for (i, record) in records.enumerated() {
                    files[isInterleaved ? i % pieces : i * pieces / records.count].append(record.text)
                }
                for (f, texts) in files.enumerated() where !texts.isEmpty {
                    let name =
                        isScattered
                        ? "\(root)/\(numbers.below(5))/\(String(numbers.next(), radix: 36))-\(p)-\(f)-\(copy).log"
                        : "\(root)/log-\(p)-\(f)-\(copy).log"
                    let file = try folder.write(name, part.file(texts))
                    guard isCompressed else { continue }
                    try folder.write(name + ".gz", try LogSet.deflate(file))
                    try FileManager.default.removeItem(at: file)
                }
            }
        }
        return folder.url.appending(path: root).path
    }

    static let all: [Layout] = [
        Layout(), Layout(threads: 2), Layout(threads: 3), Layout(isCompressed: true, threads: 2), Layout(pieces: 7),
        Layout(pieces: 7, isScattered: true, threads: 3), Layout(pieces: 5, isInterleaved: true),
        Layout(pieces: 5, isInterleaved: true, isCompressed: true, isScattered: true, threads: 2),
        Layout(disorder: 600), Layout(pieces: 4, disorder: 600, isScattered: true, threads: 3),
        Layout(copies: 2),
        Layout(pieces: 6, isInterleaved: true, disorder: 300, isScattered: true, copies: 2, threads: 3),
    ]
}
