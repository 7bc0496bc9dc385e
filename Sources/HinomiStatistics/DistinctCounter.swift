// SPDX-License-Identifier: Apache-2.0

import CBytes

/// How many distinct things were seen: exact up to 64, then HyperLogLog with 256 registers (standard error 6.5 %).
///
/// Takes well-mixed 64-bit hashes. The result depends only on the set of hashes, not on their order.
public struct DistinctCounter: Hashable, Codable, Sendable {
    private static let exactCapacity = 64
    private static let size = 256
    private var exact: [UInt32] = []
    private var registers: [UInt8] = []

    public init() {}

    private enum CodingKeys: CodingKey { case exact, registers }

    /// Reads a counter; throws where it holds what none does.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        exact = try values.decode([UInt32].self, forKey: .exact)
        registers = try values.decode([UInt8].self, forKey: .registers)
        guard exact.count <= DistinctCounter.exactCapacity,
            registers.isEmpty || registers.count == DistinctCounter.size && registers.allSatisfy({ $0 <= 25 })
        else {
            throw DecodingError.impossible("a counter", in: decoder)
        }
    }

    /// Takes in a hash. Returns whether it may be new (never false for a hash not seen before while the count is exact).
    @discardableResult
    public mutating func insert(_ hash: UInt64) -> Bool {
        if registers.isEmpty {
            let short = UInt32(truncatingIfNeeded: hash >> 32)
            var low = 0
            var high = exact.count
            while low < high {
                let middle = (low + high) / 2
                if exact[middle] < short { low = middle + 1 } else { high = middle }
            }
            if low < exact.count, exact[low] == short { return false }
            if exact.count < DistinctCounter.exactCapacity {
                exact.insert(short, at: low)
                return true
            }
            registers = [UInt8](repeating: 0, count: DistinctCounter.size)
            for known in exact { note(UInt64(known) << 32) }
            exact = []
        }
        return note(hash)
    }

    @discardableResult
    private mutating func note(_ hash: UInt64) -> Bool {
        // Only the upper 32 bits are used, so that what was exact before counts the same way.
        let short = UInt32(truncatingIfNeeded: hash >> 32)
        let register = Int(short >> 24)
        let rank = UInt8((short << 8 | 0x80).leadingZeroBitCount + 1)
        if rank <= registers[register] { return false }
        registers[register] = rank
        return true
    }

    /// The number of distinct hashes, rounded.
    public var count: Int {
        if registers.isEmpty { return exact.count }
        var sum = 0.0
        var zeros = 0
        for register in registers {
            sum += Double(sign: .plus, exponent: -Int(register), significand: 1)
            if register == 0 { zeros += 1 }
        }
        let raw = 0.7213 / (1 + 1.079 / 256) * 256 * 256 / sum
        // Linear counting is better as long as registers are free.
        let estimate = raw <= 640 && zeros > 0 ? 256 * hinomi_log(256 / Double(zeros)) : raw
        return max(65, Int(estimate.rounded()))
    }

    /// The count in words: "31", or "about 1,100" where it is an estimate.
    public var words: String {
        guard !registers.isEmpty else { return String(count) }
        var step = 1
        while count / step >= 100 { step *= 10 }
        let digits = Array(String((count + step / 2) / step * step).reversed())
        let groups = stride(from: 0, to: digits.count, by: 3).map {
            String(digits[$0..<min($0 + 3, digits.count)].reversed())
        }
        return "about " + groups.reversed().joined(separator: ",")
    }
}
