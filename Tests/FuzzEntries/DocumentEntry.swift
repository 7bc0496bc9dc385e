// SPDX-License-Identifier: Apache-2.0

import HinomiIntelligence
import HinomiPipeline
import HinomiRecords

enum DocumentEntry {
    static func complaint(about input: UnsafeBufferPointer<UInt8>) -> String? {
        do throws(FeedManifest.Fault) {
            for feed in try FeedManifest.parse(input) {
                if feed.file.hasPrefix("/") || feed.file.split(separator: "/").contains("..") {
                    return "a feed outside its folder: \(feed.file)"
                }
            }
        } catch {
            if error.description.isEmpty { return "a refusal without words" }
        }
        if let document = try? JSONValue.parse(input) {
            var inventory = Inventory()
            try? inventory.add(document)
        }
        var builder = GeoTable.Builder()
        if let statistics = try? builder.add(input, file: "geo") {
            if statistics.rows < 0 || statistics.refused < 0 { return "impossible counts: \(statistics)" }
            let table = builder.build()
            for address in probes { _ = table.place(of: address) }
        }
        return nil
    }

    static let probes = [
        IPAddress(192, 0, 2, 1), IPAddress(1, 0, 0, 0), IPAddress(v4: .max), IPAddress(high: 0, low: 0),
        IPAddress(high: 0x2001_0db8 << 32, low: 1), IPAddress(high: .max, low: .max),
    ]
}
