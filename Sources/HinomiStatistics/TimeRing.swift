// SPDX-License-Identifier: Apache-2.0

/// Counts in the last minutes: a ring of buckets of equal width that moves along with event time.
public struct TimeRing: Hashable, Codable, Sendable {
    private var counts: [UInt32]
    private var newest: Int64 = .min
    private let width: Int64

    /// A ring of `buckets` buckets of `width` seconds each.
    public init(buckets: Int, width: Int64) {
        counts = [UInt32](repeating: 0, count: buckets)
        self.width = width
    }

    private enum CodingKeys: CodingKey { case counts, newest, width }

    /// Reads a ring; throws where it has no buckets, or times that would leave the numbers there are.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        counts = try values.decode([UInt32].self, forKey: .counts)
        newest = try values.decode(Int64.self, forKey: .newest)
        width = try values.decode(Int64.self, forKey: .width)
        guard !counts.isEmpty, width > 0, newest == .min || newest.magnitude <= .max / 4 else {
            throw DecodingError.impossible("a ring", in: decoder)
        }
    }

    /// Adds `amount` at a time in seconds; times older than the ring are forgotten at once.
    public mutating func add(_ amount: UInt32 = 1, at seconds: Int64) {
        let bucket = seconds >= 0 ? seconds / width : (seconds + 1) / width - 1
        let size = Int64(counts.count)
        if newest == .min || bucket - newest >= size {
            for i in counts.indices { counts[i] = 0 }
            newest = bucket
        } else if bucket > newest {
            for gone in (newest + 1)...bucket { counts[Int((gone % size + size) % size)] = 0 }
            newest = bucket
        } else if newest - bucket >= size {
            return
        }
        let slot = Int((bucket % size + size) % size)
        counts[slot] = counts[slot].addingReportingOverflow(amount).overflow ? .max : counts[slot] + amount
    }

    /// What the ring holds.
    public var total: Int { counts.reduce(0) { $0 + Int($1) } }
}
