// SPDX-License-Identifier: Apache-2.0

import Foundation
import HinomiIntelligence
import HinomiRecords
import Testing

@Suite(.enabled(if: SharedData.isPresent, "the shared data folder is absent"))
struct SharedFeedsTests {
    @Test func `all feeds of the data folder load`() throws {
        let feeds = try SharedData.read("intel/feeds.json").withUnsafeBufferPointer { try FeedManifest.parse($0) }
        #expect(feeds.count == 29)
        var builder = IntelligenceBundle.Builder()
        var expected = [String: Int]()
        for feed in feeds {
            guard let category = feed.category else { continue }
            let bytes = try SharedData.read("intel/" + feed.file)
            let statistics = try bytes.withUnsafeBufferPointer {
                try builder.add(
                    list: $0, name: feed.name, category: category, confidence: feed.confidence, columns: feed.columns)
            }
            #expect(statistics.format == .txt, "\(feed.name)")
            expected[feed.name] = contentLines(bytes)
        }
        let bundle = builder.build()
        var entries = 0
        for list in bundle.lists where expected[list.name] != nil {
            // Every line that is no comment is accounted for, and nearly all are used.
            #expect(list.entries + list.refused + list.ignored == expected[list.name], "\(list.name)")
            #expect(list.refused * 50 <= list.entries, "\(list.name)")
            entries += list.entries
            print(
                "PRINT \(list.name): \(list.entries) entries, \(list.inForce) in force, \(list.refused) refused, "
                    + "\(list.ignored) ignored, \(list.droppedByNeverAlert) never alert",
                list.refusedSamples.prefix(3).map { "\($0.line) \($0.text): \($0.reason.rawValue)" })
        }
        print("PRINT total \(entries), hash \(String(bundle.contentHash, radix: 16)), names \(bundle.names.count)"
            + " at \(bundle.names.byteCount / max(1, bundle.names.count)) B, ranges \(bundle.addresses.count)")
        #expect(entries > 1_250_000)
        #expect(bundle.hits("1.1.141.234").map(\.port).contains(31337))
        #expect(bundle.hits("1.116.73.99").contains { $0.category == .commandAndControl && $0.threatName == "PANDA C2" })
        #expect(bundle.hits("pool.2miners.com").contains { $0.category == .mining })
        #expect(bundle.hits("0--0.gq").map(\.threatName).contains("android_mellat"))
        #expect(bundle.hits("104.131.144.7").contains { $0.category == .scanner })
        for name in ["google.com", "www.microsoft.com", "example.duckdns.org", "d111111abcdef8.cloudfront.net"] {
            #expect(!bundle.has(name), "\(name)")
        }
    }

    private func contentLines(_ bytes: [UInt8]) -> Int {
        var count = 0
        var previous: UInt8 = 0x0A
        for byte in bytes {
            if previous == 0x0A, byte != 0x0A, byte != UInt8(ascii: "#") { count += 1 }
            previous = byte
        }
        return count
    }

    @Test func `most addresses of shared hosts that feeds list wrongly never alert`() throws {
        let bytes = try SharedData.read("intel/malware-ips-removed-shared-hosts.tsv.gz")
        var builder = IntelligenceBundle.Builder()
        _ = try bytes.withUnsafeBufferPointer {
            try builder.add(list: $0, name: "trap", category: .malware, columns: ["ip[:port]", "family"])
        }
        let bundle = builder.build()
        let trap = try #require(bundle.lists.first { $0.name == "trap" })
        var alerting = Set<String>()
        for line in bytes.split(separator: 0x0A) {
            let text = String(decoding: line, as: UTF8.self)
            guard !text.hasPrefix("#"), let field = text.split(separator: "\t").first?.split(separator: ":").first else { continue }
            if bundle.has(String(field)) { alerting.insert(String(field)) }
        }
        print("PRINT trap: \(trap.entries) entries, still alerting: \(alerting.sorted())")
        #expect(alerting.count * 10 < trap.entries)
    }
}
