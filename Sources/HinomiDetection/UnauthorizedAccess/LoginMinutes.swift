// SPDX-License-Identifier: Apache-2.0

/// Connections that look like attempts to log in, and the guesses that fit into them, in each of the last thirty minutes
/// of event time.
struct LoginMinutes: Sendable {
    private static let size: Int64 = 30

    private struct Minute {
        var attempts: UInt16 = 0
        var guesses: UInt16 = 0
    }

    // In place, since there are as many as there are strangers who call.
    private var minutes = InlineArray<30, Minute>(repeating: Minute())
    // Minutes since 1970, of the latest attempt.
    private var newest = Int32.min

    init() {}

    /// Notes an attempt and its guesses at a time in seconds; what is older than half an hour is forgotten at once.
    mutating func add(guesses: Int64, at seconds: Int64) {
        let minute = Int64(Int32(clamping: seconds >= 0 ? seconds / 60 : (seconds + 1) / 60 - 1))
        let latest = Int64(newest)
        guard latest - minute < Self.size else { return }
        if minute > latest {
            for gone in max(latest + 1, minute - Self.size + 1)...minute { minutes[Self.place(gone)] = Minute() }
            newest = Int32(minute)
        }
        let place = Self.place(minute)
        if minutes[place].attempts < .max { minutes[place].attempts += 1 }
        minutes[place].guesses = UInt16(clamping: Int64(minutes[place].guesses) + guesses)
    }

    private static func place(_ minute: Int64) -> Int { Int((minute % size + size) % size) }

    /// Attempts within half an hour.
    var attempts: Int { sum { $0.attempts } }

    /// Guesses within half an hour.
    var guesses: Int { sum { $0.guesses } }

    private func sum(_ number: (Minute) -> UInt16) -> Int {
        var sum = 0
        for i in minutes.indices { sum += Int(number(minutes[i])) }
        return sum
    }
}

extension LoginMinutes: Codable {
    private enum CodingKeys: CodingKey { case newest, counts }

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        newest = try values.decode(Int32.self, forKey: .newest)
        let counts = try values.decode([UInt16].self, forKey: .counts)
        guard counts.count == 2 * minutes.count else { throw SnapshotError.damaged }
        for i in minutes.indices { minutes[i] = Minute(attempts: counts[2 * i], guesses: counts[2 * i + 1]) }
    }

    func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(newest, forKey: .newest)
        try values.encode(minutes.indices.flatMap { [minutes[$0].attempts, minutes[$0].guesses] }, forKey: .counts)
    }
}
