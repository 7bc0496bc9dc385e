// SPDX-License-Identifier: Apache-2.0

import Foundation
public import HinomiIntelligence
import HinomiSources

/// Reads lists of threats and trusted lists from files and folders.
public struct IntelligenceFiles: Sendable {
    /// Folders with a `feeds.json`, and files that are a customer's own threat lists.
    public var threats: [String]
    /// Files whose entries are never reported.
    public var trusted: [String]

    public init(threats: [String], trusted: [String] = []) {
        self.threats = threats
        self.trusted = trusted
    }

    /// What was read, and what should be said about it.
    public struct Loaded: Sendable {
        public var bundle: IntelligenceBundle
        /// Lines of lists that could not be used.
        public var problems: [ScanProblem]
    }

    /// Reads everything; throws for a file that cannot be read or is no list at all.
    public func load() throws(KnowledgeError) -> Loaded {
        var builder = IntelligenceBundle.Builder()
        var problems: [ScanProblem] = []
        let pool = ReaderPool()
        for path in threats {
            var isFolder: ObjCBool = false
            let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
            guard exists else { throw KnowledgeError(path: path, what: "there is no such file or folder") }
            if isFolder.boolValue {
                try addFolder(path, to: &builder, pool, &problems)
            } else {
                let content = try WholeFile.read(path, pool: pool)
                try add(content, path, to: &builder, &problems) { builder, bytes throws(IntelligenceError) in
                    try builder.add(list: bytes, name: IntelligenceFiles.name(of: path), category: .custom)
                }
            }
        }
        for path in trusted {
            let content = try WholeFile.read(path, pool: pool)
            try add(content, path, to: &builder, &problems) { builder, bytes throws(IntelligenceError) in
                try builder.addTrusted(bytes, name: IntelligenceFiles.name(of: path))
            }
        }
        return Loaded(bundle: builder.build(), problems: problems)
    }

    private func addFolder(
        _ folder: String, to builder: inout IntelligenceBundle.Builder, _ pool: ReaderPool,
        _ problems: inout [ScanProblem]
    ) throws(KnowledgeError) {
        let manifest = folder + "/feeds.json"
        let content = try WholeFile.read(manifest, pool: pool)
        let feeds: [FeedManifest.Feed]
        do {
            feeds = try content.withUnsafeBufferPointer { try FeedManifest.parse($0) }
        } catch {
            throw KnowledgeError(path: manifest, what: "\(error)")
        }
        for feed in feeds {
            guard let category = feed.category else { continue }
            // A manifest names files of its own folder, nothing else.
            guard !feed.file.hasPrefix("/"), !feed.file.split(separator: "/").contains("..") else {
                throw KnowledgeError(
                    path: manifest, what: "the feed \(feed.name) points outside the folder: \(feed.file)")
            }
            let path = folder + "/" + feed.file
            let list = try WholeFile.read(path, pool: pool)
            let kinds: IntelligenceBundle.EntryKinds =
                feed.indicator == "ip" ? .addresses : feed.indicator == "domain" ? .names : .all
            try add(list, path, to: &builder, &problems) { builder, bytes throws(IntelligenceError) in
                try builder.add(
                    list: bytes, name: feed.name, category: category, confidence: feed.confidence,
                    columns: feed.columns,
                    kinds: kinds)
            }
        }
    }

    private func add(
        _ content: [UInt8], _ path: String, to builder: inout IntelligenceBundle.Builder,
        _ problems: inout [ScanProblem],
        _ body: (inout IntelligenceBundle.Builder, UnsafeBufferPointer<UInt8>) throws(IntelligenceError) ->
            ListStatistics
    ) throws(KnowledgeError) {
        do {
            let statistics = try content.withUnsafeBufferPointer { try body(&builder, $0) }
            guard statistics.refused > 0 else { return }
            let samples = statistics.refusedSamples.prefix(3).map { "line \($0.line): \($0.reason.rawValue)" }.joined(
                separator: "; ")
            problems.append(
                ScanProblem(
                    path: path, what: "\(statistics.refused) entries cannot be used (\(samples))", isDamage: false))
        } catch {
            throw KnowledgeError(path: path, what: "\(error)")
        }
    }

    // The name that findings give the list: the file's, without what only says how it is packed.
    private static func name(of path: String) -> String {
        let file = path.split(separator: "/").last.map(String.init) ?? path
        return file.hasSuffix(".gz") ? String(file.dropLast(3)) : file
    }
}
