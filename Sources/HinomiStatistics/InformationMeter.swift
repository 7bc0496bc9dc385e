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

    private var pairs: [UInt8]
    private var totals: [UInt16]
    private var labels: [UInt32] = []
    private var oldest = 0

    public init() {
        pairs = [UInt8](repeating: 1, count: InformationMeter.symbols * InformationMeter.symbols)
        totals = [UInt16](repeating: UInt16(InformationMeter.symbols), count: InformationMeter.symbols)
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
        var cost = 0.0
        var previous = 0
        for byte in label {
            let (symbol, extra) = InformationMeter.symbol(of: byte)
            let at = previous * InformationMeter.symbols + symbol
            cost += Double(
                InformationMeter.logarithms[Int(totals[previous])] - InformationMeter.logarithms[Int(pairs[at])])
            cost += extra
            count(at, in: previous)
            previous = symbol
        }
        return cost
    }

    private mutating func count(_ at: Int, in row: Int) {
        pairs[at] += 4
        totals[row] += 4
        guard pairs[at] > 250 else { return }
        var sum: UInt16 = 0
        for i in (row * InformationMeter.symbols)..<((row + 1) * InformationMeter.symbols) {
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
