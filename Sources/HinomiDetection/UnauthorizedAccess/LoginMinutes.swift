// SPDX-License-Identifier: Apache-2.0

/// Connections that look like attempts to log in, and the guesses that fit into them, in each of the last thirty minutes
/// of event time. A minute counts 65,535 attempts at most, and 255 guesses more than attempts.
struct LoginMinutes: Sendable {
    private static let size: Int64 = 30

    // In place, since there are as many as there are strangers who call.
    private var attemptCounts = InlineArray<30, UInt16>(repeating: 0)
    // Guesses beyond the first of each attempt.
    private var extraCounts = InlineArray<30, UInt8>(repeating: 0)
    // Minutes since 1970, of the latest attempt.
    private var newest = Int32.min

    init() {}

    /// Notes an attempt and its guesses, one at least, at a time in seconds; what is older than half an hour is forgotten at once.
    mutating func add(guesses: Int64, at seconds: Int64) {
        let minute = Int64(Int32(clamping: seconds >= 0 ? seconds / 60 : (seconds + 1) / 60 - 1))
        let latest = Int64(newest)
        guard latest - minute < Self.size else { return }
        if minute > latest {
            for gone in max(latest + 1, minute - Self.size + 1)...minute {
                attemptCounts[Self.place(gone)] = 0
                extraCounts[Self.place(gone)] = 0
            }
            newest = Int32(minute)
        }
        let place = Self.place(minute)
        if attemptCounts[place] < .max { attemptCounts[place] += 1 }
        extraCounts[place] = UInt8(clamping: Int64(extraCounts[place]) + guesses - 1)
    }

    private static func place(_ minute: Int64) -> Int { Int((minute % size + size) % size) }

    /// Attempts within half an hour.
    var attempts: Int { attemptCounts.indices.reduce(0) { $0 + Int(attemptCounts[$1]) } }

    /// Guesses within half an hour.
    var guesses: Int { extraCounts.indices.reduce(attempts) { $0 + Int(extraCounts[$1]) } }
}

extension LoginMinutes: Codable {
    private enum CodingKeys: CodingKey { case newest, attempts, extras }

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        newest = try values.decode(Int32.self, forKey: .newest)
        let attempts = try values.decode([UInt16].self, forKey: .attempts)
        let extras = try values.decode([UInt8].self, forKey: .extras)
        guard attempts.count == attemptCounts.count, extras.count == extraCounts.count else {
            throw SnapshotError.damaged
        }
        for i in attemptCounts.indices { (attemptCounts[i], extraCounts[i]) = (attempts[i], extras[i]) }
    }

    func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(newest, forKey: .newest)
        try values.encode(attemptCounts.indices.map { attemptCounts[$0] }, forKey: .attempts)
        try values.encode(extraCounts.indices.map { extraCounts[$0] }, forKey: .extras)
    }
}
