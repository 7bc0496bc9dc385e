// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// Something of the input that could not be used, for people.
public struct ScanProblem: Hashable, Sendable {
    /// File as people know it.
    public var path: String
    /// What is wrong, and where.
    public var what: String
    /// Whether something that should be in the results may be missing.
    public var isDamage: Bool

    public init(path: String, what: String, isDamage: Bool) {
        self.path = path
        self.what = what
        self.isDamage = isDamage
    }
}

/// Lines or objects of one input that are no records: how many, and the first few for each reason.
struct RefusalTally: Sendable {
    static let sampleSize = 3

    private(set) var counts: [RefusalReason: Int] = [:]
    private(set) var samples: [ParseRefusal] = []

    var total: Int { counts.values.reduce(0, +) }

    mutating func add(_ refusal: ParseRefusal) {
        counts[refusal.reason, default: 0] += 1
        if counts[refusal.reason, default: 0] <= RefusalTally.sampleSize { samples.append(refusal) }
    }

    /// "3 records refused: fewer fields than the format has (at byte 812, 1,024, 5,120)".
    var description: String {
        let reasons = RefusalReason.allCases.compactMap { reason -> String? in
            guard let count = counts[reason] else { return nil }
            let places = samples.filter { $0.reason == reason }.map { String($0.offset) }
            let at =
                places.isEmpty
                ? "" : " (at byte " + places.joined(separator: ", ") + (count > places.count ? ", …" : "") + ")"
            return "\(count) \(reason.rawValue)\(at)"
        }
        return "\(total) record\(total == 1 ? "" : "s") refused: " + reasons.joined(separator: "; ")
    }
}
