// SPDX-License-Identifier: Apache-2.0

import HinomiIntelligence
import HinomiRecords
import Testing

private func parse(_ text: String) throws(FeedManifest.Fault) -> [FeedManifest.Feed] {
    let result = Array(text.utf8).withUnsafeBufferPointer { bytes in
        Result { () throws(FeedManifest.Fault) in try FeedManifest.parse(bytes) }
    }
    return try result.get()
}

private func manifest(_ feed: String) -> String { #"{"format":1,"feeds":[\#(feed)]}"# }

@Suite struct FeedManifestTests {
    @Test func `feeds are read`() throws {
        let feeds = try parse(
            manifest(
                """
                {"file":"a.tsv.gz","name":"A","indicator":"domain","category":"drive-by","confidence":"medium",
                "columns":["domain","family"],"note":"x"},
                {"file":"t.gz","name":"T","category":"trap","confidence":"none"},
                {"file":"n.gz","name":"N","category":"none"}
                """))
        #expect(feeds.map(\.category) == [.driveBy, nil, nil])
        #expect(feeds[0].file == "a.tsv.gz" && feeds[0].name == "A" && feeds[0].indicator == "domain")
        #expect(feeds[0].confidence == .medium && feeds[0].columns == ["domain", "family"])
    }

    @Test func `mistakes name the feed`() {
        #expect(throws: FeedManifest.Fault.unknownCategory("malwares", feed: "A")) {
            try parse(manifest(#"{"file":"a","name":"A","category":"malwares"}"#))
        }
        #expect(throws: FeedManifest.Fault.unknownConfidence("sure", feed: "A")) {
            try parse(manifest(#"{"file":"a","name":"A","category":"malware","confidence":"sure"}"#))
        }
        #expect(throws: FeedManifest.Fault.missing(member: "name", feed: "a")) {
            try parse(manifest(#"{"file":"a","category":"malware"}"#))
        }
        #expect(throws: FeedManifest.Fault.missing(member: "file", feed: "number 1")) { try parse(manifest("{}")) }
        #expect(throws: FeedManifest.Fault.unsafeFile("../a", feed: "A")) {
            try parse(manifest(#"{"file":"../a","name":"A","category":"malware"}"#))
        }
        #expect(throws: FeedManifest.Fault.unsafeFile("/etc/passwd", feed: "A")) {
            try parse(manifest(#"{"file":"/etc/passwd","name":"A","category":"malware"}"#))
        }
        #expect(throws: FeedManifest.Fault.duplicate(feed: "A")) {
            try parse(manifest(#"{"file":"a","name":"A","category":"malware"},{"file":"b","name":"A","category":"dga"}"#))
        }
        #expect(throws: FeedManifest.Fault.noFeeds) { try parse("[]") }
        #expect(throws: FeedManifest.Fault.unknownFormat) { try parse(#"{"format":2,"feeds":[]}"#) }
        #expect(throws: FeedManifest.Fault.notJSON(JSONError(.unexpectedEnd, at: 1))) { try parse("{") }
        #expect(FeedManifest.Fault.unknownCategory("x", feed: "A").description.contains("“A”"))
    }
}
