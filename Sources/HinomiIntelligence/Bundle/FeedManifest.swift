// SPDX-License-Identifier: Apache-2.0

public import HinomiRecords

/// The manifest `feeds.json` of a folder of vendors' lists.
public enum FeedManifest {
    /// One list of the folder.
    public struct Feed: Hashable, Sendable {
        /// The name of the file within the folder.
        public var file: String
        /// The name of the list, by which findings mention it.
        public var name: String
        /// What the list holds: `ip`, `domain` or `mixed`.
        public var indicator: String
        /// What it is listed for; nil when the list is not to be loaded.
        public var category: ThreatCategory?
        public var confidence: Confidence
        /// The headings of its columns.
        public var columns: [String]
    }

    /// What is wrong with a manifest.
    public enum Fault: Error, Hashable, Sendable, CustomStringConvertible {
        case notJSON(JSONError)
        case unknownFormat
        case noFeeds
        case missing(member: String, feed: String)
        case unknownCategory(String, feed: String)
        case unknownConfidence(String, feed: String)
        case unsafeFile(String, feed: String)
        case duplicate(feed: String)

        public var description: String {
            switch self {
            case .notJSON(let error): "The manifest is not JSON: \(error)"
            case .unknownFormat: "The manifest is of a format this version does not know; “format” must be 1."
            case .noFeeds: "The manifest has no array “feeds”."
            case .missing(let member, let feed): "The feed “\(feed)” has no “\(member)”."
            case .unknownCategory(let category, let feed):
                "The feed “\(feed)” is of the unknown category “\(category)”; known are "
                    + ThreatCategory.allCases.map(\.spelling).joined(separator: ", ") + " and none."
            case .unknownConfidence(let confidence, let feed):
                "The feed “\(feed)” has the unknown confidence “\(confidence)”; known are "
                    + Confidence.allCases.map(\.spelling).joined(separator: ", ") + " and none."
            case .unsafeFile(let file, let feed): "The feed “\(feed)” names a file outside its folder: “\(file)”."
            case .duplicate(let feed): "Two feeds are called “\(feed)”."
            }
        }
    }

    /// Reads a manifest; feeds of category or confidence `none` are given without a category.
    public static func parse(_ bytes: UnsafeBufferPointer<UInt8>) throws(Fault) -> [Feed] {
        let manifest: JSONValue
        do throws(JSONError) {
            manifest = try JSONValue.parse(bytes, maximumBytes: 16 << 20)
        } catch {
            throw .notJSON(error)
        }
        if let format = manifest["format"], format.integer != 1 { throw .unknownFormat }
        guard let feeds = manifest["feeds"]?.elements else { throw .noFeeds }
        var read = [Feed]()
        var names = Set<String>()
        for (position, feed) in feeds.enumerated() {
            let feed = try self.feed(feed, position: position)
            guard names.insert(feed.name).inserted else { throw .duplicate(feed: feed.name) }
            read.append(feed)
        }
        return read
    }

    private static func feed(_ value: JSONValue, position: Int) throws(Fault) -> Feed {
        let label = value["name"]?.text ?? value["file"]?.text ?? "number \(position + 1)"
        func text(_ member: String) throws(Fault) -> String {
            guard let text = value[member]?.text, !text.isEmpty else { throw .missing(member: member, feed: label) }
            return text
        }
        let file = try text("file")
        guard !file.hasPrefix("/"), !file.utf8.contains(0), !file.split(separator: "/").contains("..") else {
            throw .unsafeFile(file, feed: label)
        }
        let category = try text("category")
        let confidence = try value["confidence"].map { (_) throws(Fault) in try text("confidence") } ?? "high"
        var feed = Feed(
            file: file, name: try text("name"), indicator: value["indicator"]?.text ?? "mixed", category: nil,
            confidence: .hint, columns: value["columns"]?.elements?.compactMap(\.text) ?? [])
        if category == "none" || confidence == "none" { return feed }
        guard let known = ThreatCategory(spelling: category) else { throw .unknownCategory(category, feed: label) }
        guard let trust = Confidence(spelling: confidence) else { throw .unknownConfidence(confidence, feed: label) }
        feed.category = known
        feed.confidence = trust
        return feed
    }
}
