// SPDX-License-Identifier: Apache-2.0

import HinomiIntelligence
import HinomiRecords

/// The first byte picks the format, the rest is a list; behind a NUL follows a second one, and behind another a trusted one.
enum ListEntry {
    static func complaint(about input: UnsafeBufferPointer<UInt8>) -> String? {
        guard let choice = input.first else { return nil }
        let parts = input.dropFirst().split(separator: 0, maxSplits: 2, omittingEmptySubsequences: false)
            .map { UnsafeBufferPointer(rebasing: $0) }
        let bundle = bundle(parts, choice: Int(choice), order: [0, 1])
        for list in bundle.lists where list.entries < 0 || list.refused < list.refusedSamples.count {
            return "the counts of a list are impossible: \(list)"
        }
        _ = bundle.indicators(for: IPAddress(192, 0, 2, 1))
        _ = bundle.names.lookup(parts[0])
        _ = bundle.trusted.contains(IPAddress(192, 0, 2, 1))
        guard parts.count > 1 else { return nil }
        let other = self.bundle(parts, choice: Int(choice), order: [1, 0])
        return other.contentHash == bundle.contentHash ? nil : "the order of lists changes the hash of their content"
    }

    private static func bundle(
        _ parts: [UnsafeBufferPointer<UInt8>], choice: Int, order: [Int]
    ) -> IntelligenceBundle {
        let formats = ListFormat.allCases
        let number = choice % (formats.count + 2)
        let format = number < formats.count ? formats[number] : nil
        let columns = number > formats.count ? ["domain", "family", "ip", "port"] : []
        var builder = IntelligenceBundle.Builder(includingBuiltIns: false, suffixes: Lists.suffixes)
        for place in order where place < parts.count {
            _ = try? builder.add(
                list: parts[place], name: "list \(place)", format: format, category: place == 0 ? .malware : .custom,
                columns: columns)
        }
        if parts.count > 2 { _ = try? builder.addTrusted(parts[2], name: "trusted", format: format) }
        return builder.build()
    }
}
