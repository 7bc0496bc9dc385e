// SPDX-License-Identifier: Apache-2.0

import HinomiIntelligence

enum SuffixEntry {
    static func complaint(about input: UnsafeBufferPointer<UInt8>) -> String? {
        let parts = input.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
        let rules = String(decoding: parts[0], as: UTF8.self)
        let own = PublicSuffixes(registry: rules, private: "*.shared.example")
        for line in (parts.count > 1 ? parts[1] : parts[0]).split(separator: 0x0A, maxSplits: 20) {
            let name = UnsafeBufferPointer(rebasing: line)
            for suffixes in [own, .builtIn] {
                for includesPrivate in [true, false] {
                    let suffix = suffixes.suffix(of: name, includingPrivate: includesPrivate)
                    guard (0...name.count).contains(suffix.start) else { return "a suffix outside the name" }
                    let start = suffixes.registeredDomainStart(of: name, includingPrivate: includesPrivate)
                    if let start, start > suffix.start { return "a registered name behind its suffix" }
                    if (start == nil) != (suffix.start == 0) { return "a suffix without a registered name" }
                }
            }
        }
        return nil
    }
}
