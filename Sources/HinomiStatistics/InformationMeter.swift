// SPDX-License-Identifier: Apache-2.0

import CBytes

/// How many bits a stream of names carries: an upper bound by compression, in bounded memory.
///
/// Each name is taken apart into labels. A label seen before costs a little; a new one costs what an adaptive model of
/// character pairs needs to say it. Repeating or counting names therefore cost next to nothing, words a little, and
/// random or encrypted data nearly its full size (Paxson et al., USENIX Security 2013, bound tunnels in this way).
///
/// State: 2 KiB of pair counts, 2 KiB of label hashes. The order of names matters.
public struct InformationMeter: Hashable, Codable, Sendable {
    private static let symbols = 40
    private static let capacity = 512
    private static let seenLabelBits = 4.0
    // log2 of 0 … 16383, the largest row sum being 40 × 255.
    private static let logarithms: [Float] = (0..<16_384).map { n in
        n == 0 ? 0 : Float(hinomi_log(Double(n)) / 0.693_147_180_559_945_3)
    }

    // Counts that pass it are halved.
    private static let most: UInt8 = 250
    private var pairs: [UInt8]
    private var totals: [UInt16]
    private var labels: [UInt32] = []
    private var oldest = 0

    public init() {
        pairs = [UInt8](repeating: 1, count: InformationMeter.symbols * InformationMeter.symbols)
        totals = [UInt16](repeating: UInt16(InformationMeter.symbols), count: InformationMeter.symbols)
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        pairs = try container.decode([UInt8].self, forKey: .pairs)
        totals = try container.decode([UInt16].self, forKey: .totals)
        labels = try container.decode([UInt32].self, forKey: .labels)
        oldest = try container.decode(Int.self, forKey: .oldest)
        // What is added up later relies on it.
        let symbols = InformationMeter.symbols
        guard pairs.count == symbols * symbols, pairs.allSatisfy({ 1...InformationMeter.most ~= $0 }),
            totals.count == symbols,
            totals.indices.allSatisfy({ row in
                Int(totals[row]) == pairs[(row * symbols)..<((row + 1) * symbols)].reduce(0) { $0 + Int($1) }
            }), labels.count <= InformationMeter.capacity, 0..<InformationMeter.capacity ~= oldest
        else {
            throw DecodingError.impossible("counts", in: decoder)
        }
    }

    /// Takes in one name (lower case, without the part that is always the same). Returns the bits it added.
    public mutating func add(_ name: UnsafeBufferPointer<UInt8>) -> Double {
        var cost = 0.0
        var start = 0
        for end in 0...name.count where end == name.count || name[end] == 0x2E {
            if end > start { cost += addLabel(UnsafeBufferPointer(rebasing: name[start..<end])) }
            start = end + 1
        }
        return cost
    }

    private mutating func addLabel(_ label: UnsafeBufferPointer<UInt8>) -> Double {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in label { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        let short = UInt32(truncatingIfNeeded: hash ^ hash >> 32)
        let isSeen = labels.withUnsafeBufferPointer { hinomi_contains32($0.baseAddress, $0.count, short) != 0 }
        if isSeen { return InformationMeter.seenLabelBits }
        if labels.count < InformationMeter.capacity {
            labels.append(short)
        } else {
            labels[oldest] = short
            oldest = (oldest + 1) % InformationMeter.capacity
        }
        // By pointer: each pair costs two look-ups and two changes, which are in bounds by how symbols are made.
        return pairs.withUnsafeMutableBufferPointer { pairs in
            totals.withUnsafeMutableBufferPointer { totals in
                InformationMeter.logarithms.withUnsafeBufferPointer { logarithms in
                    InformationMeter.cost(of: label, pairs, totals, logarithms)
                }
            }
        }
    }

    // What a label costs; its pairs are counted.
    private static func cost(
        of label: UnsafeBufferPointer<UInt8>, _ pairs: UnsafeMutableBufferPointer<UInt8>,
        _ totals: UnsafeMutableBufferPointer<UInt16>, _ logarithms: UnsafeBufferPointer<Float>
    ) -> Double {
        var cost = 0.0
        var previous = 0
        for byte in label {
            let (symbol, extra) = InformationMeter.symbol(of: byte)
            let at = previous * symbols + symbol
            cost += Double(logarithms[Int(totals[previous])] - logarithms[Int(pairs[at])])
            cost += extra
            pairs[at] += 4
            totals[previous] += 4
            if pairs[at] > most { halve(previous, pairs, totals) }
            previous = symbol
        }
        return cost
    }

    // Halves the counts of a row, so that new habits count more than old ones.
    private static func halve(
        _ row: Int, _ pairs: UnsafeMutableBufferPointer<UInt8>, _ totals: UnsafeMutableBufferPointer<UInt16>
    ) {
        var sum: UInt16 = 0
        for i in (row * symbols)..<((row + 1) * symbols) {
            pairs[i] = max(1, pairs[i] / 2)
            sum += UInt16(pairs[i])
        }
        totals[row] = sum
    }

    // Start of label, letters, digits, hyphen, underscore, and "anything else", which costs seven bits more.
    private static func symbol(of byte: UInt8) -> (Int, Double) {
        switch byte {
        case 0x61...0x7A: (Int(byte) - 0x60, 0)
        case 0x41...0x5A: (Int(byte) - 0x40, 0)
        case 0x30...0x39: (Int(byte) - 0x30 + 27, 0)
        case 0x2D: (37, 0)
        case 0x5F: (38, 0)
        default: (39, 7)
        }
    }
}
