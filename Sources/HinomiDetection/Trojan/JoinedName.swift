// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// A registered domain as a generator that joins words makes it: a label of many letters, and a suffix.
struct JoinedName {
    /// The registered label, without the suffix.
    let label: UnsafeBufferPointer<UInt8>
    /// The same for names that one generator would make: by suffix, length, parts, and whether there are digits.
    let shape: UInt64

    /// Letters of a label at least: two short words.
    static let shortest = 8
    private static let lengthClass = 12

    /// Nil for names too short to be joined of words.
    init?(_ domain: UnsafeBufferPointer<UInt8>) {
        guard let dot = domain.firstIndex(of: 0x2E), dot >= JoinedName.shortest else { return nil }
        label = UnsafeBufferPointer(rebasing: domain[..<dot])
        let hyphens = label.count { $0 == 0x2D }
        let digits = label.contains { $0 &- 0x30 < 10 }
        var hash = StableHash(seed: 10)
        hash.combine(UnsafeBufferPointer(rebasing: domain[(dot + 1)...]))
        let length = (label.count - JoinedName.shortest) / JoinedName.lengthClass
        hash.combine(UInt64(length) << 8 | UInt64(min(hyphens, 2)) << 1 | (digits ? 1 : 0))
        shape = hash.value
    }

    /// How many of the pairs of letters in a label are in another one too; 0 to 1.
    static func kinship(_ label: UnsafeBufferPointer<UInt8>, _ other: [UInt8]) -> Double {
        guard label.count > 1, other.count > 1 else { return 0 }
        var shared = 0
        for i in 1..<label.count {
            let isShared = (1..<other.count).contains { other[$0 - 1] == label[i - 1] && other[$0] == label[i] }
            if isShared { shared += 1 }
        }
        return Double(shared) / Double(label.count - 1)
    }
}
