// SPDX-License-Identifier: Apache-2.0

/// What the network looks at in a name. `Models/dga/features.py` computes the same for training.
struct NameFeatures {
    let bytes: UnsafeRawBufferPointer
    let offsets: NameModel.Offsets
    let entropies: UnsafeBufferPointer<Float>

    private static let longest = 63

    /// What a symbol is.
    private struct Kind: OptionSet {
        let rawValue: UInt8
        static let vowel = Kind(rawValue: 1)
        static let consonant = Kind(rawValue: 2)
        static let digit = Kind(rawValue: 4)
        static let hexadecimal = Kind(rawValue: 8)
    }

    /// The longest run of something so far, and the one that is still going on.
    private struct Run {
        var now = 0
        var best = 0

        mutating func add(_ goesOn: Bool) {
            now = goesOn ? now + 1 : 0
            best = max(best, now)
        }
    }

    // Ends of the name 0, letters 1…26, digits 27…36, hyphen 37, all else 38.
    private static func symbol(of byte: UInt8) -> UInt8 {
        switch byte {
        case 0x61...0x7A: byte - 0x60
        case 0x41...0x5A: byte - 0x40
        case 0x30...0x39: byte - 0x30 + 27
        case 0x2D: 37
        default: 38
        }
    }

    private static func kind(of symbol: UInt8) -> Kind {
        switch symbol {
        case 1, 5: [.vowel, .hexadecimal]
        case 9, 15, 21: .vowel
        case 2, 3, 4, 6: [.consonant, .hexadecimal]
        case 7...26: .consonant
        case 27...36: [.digit, .hexadecimal]
        default: []
        }
    }

    /// Writes the features of a label.
    func describe(label: UnsafeBufferPointer<UInt8>, into out: UnsafeMutableBufferPointer<Float>) {
        let count = min(label.count, NameFeatures.longest)
        // Zeros in front and behind stand for the ends of the name.
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: NameFeatures.longest + 2) { symbols in
            symbols.initialize(repeating: 0)
            for i in 0..<count { symbols[i + 1] = NameFeatures.symbol(of: label[i]) }
            describeCost(symbols, count, into: out)
            describeFamiliarity(symbols, count, order: 4, table: offsets.familiar4, into: out, at: 8)
            describeFamiliarity(symbols, count, order: 5, table: offsets.familiar5, into: out, at: 15)
            describeMakeUp(symbols, count, into: out)
            describeTally(symbols, count, into: out)
        }
        let prefix: StaticString = "xn--"
        out[40] = count >= 4 && (0..<4).allSatisfy { label[$0] == prefix.utf8Start[$0] } ? 1 : 0
    }

    // What each symbol costs after the two before it.
    private func describeCost(
        _ symbols: UnsafeMutableBufferPointer<UInt8>, _ count: Int, into out: UnsafeMutableBufferPointer<Float>
    ) {
        var sum = 0
        var squares = 0
        var most = 0
        var above7 = 0
        var above10 = 0
        var mostOfFour = 0
        var last = (0, 0, 0)
        for i in 0..<count {
            let key = (Int(symbols[i]) * 40 + Int(symbols[i + 1])) * 40 + Int(symbols[i + 2])
            let cost = Int(bytes[offsets.trigrams + key])
            sum += cost
            squares += cost * cost
            most = max(most, cost)
            above7 += cost > 7 * 16 ? 1 : 0
            above10 += cost > 10 * 16 ? 1 : 0
            mostOfFour = max(mostOfFour, last.0 + last.1 + last.2 + cost)
            last = (last.1, last.2, cost)
        }
        let steps = Float(max(count, 1))
        let mean = Float(sum) / 16 / steps
        out[0] = mean
        out[1] = max(Float(squares) / 256 / steps - mean * mean, 0).squareRoot()
        out[2] = Float(most) / 16
        out[3] = (Float(sum) / 16 - 3.8 * steps) / 8
        out[4] = Float(mostOfFour) / 64
        out[5] = Float(above7) / steps
        out[6] = Float(above7)
        out[7] = Float(above10)
    }

    // How often runs of symbols were met in benign names.
    private func describeFamiliarity(
        _ symbols: UnsafeMutableBufferPointer<UInt8>, _ count: Int, order: Int, table: Int,
        into out: UnsafeMutableBufferPointer<Float>, at first: Int
    ) {
        var sum = 0
        var unseen = 0
        var often = 0
        var least = 15
        var unseenRun = Run()
        var seenRun = Run()
        let runs = max(0, count + 3 - order)
        let power: UInt64 = order == 4 ? 64_000 : 2_560_000
        var key: UInt64 = 0
        for i in 0..<(runs == 0 ? 0 : count + 2) {
            if i >= order { key -= UInt64(symbols[i - order]) * power }
            key = key * 40 + UInt64(symbols[i])
            guard i >= order - 1 else { continue }
            let mixed = key &* 0x9E37_79B9_7F4A_7C15
            let slot = Int(truncatingIfNeeded: mixed >> UInt64(64 - NameModel.longBits))
            // Two slots a byte.
            let pair = bytes[table + (slot >> 1)]
            let known = Int(slot & 1 == 0 ? pair & 15 : pair >> 4)
            sum += known
            unseen += known == 0 ? 1 : 0
            often += known >= 5 ? 1 : 0
            least = min(least, known)
            unseenRun.add(known == 0)
            seenRun.add(known >= 2)
        }
        let steps = Float(max(runs, 1))
        out[first] = Float(sum) / steps
        out[first + 1] = Float(unseen) / steps
        out[first + 2] = Float(unseen)
        out[first + 3] = Float(unseenRun.best)
        out[first + 4] = Float(seenRun.best)
        out[first + 5] = Float(often) / steps
        out[first + 6] = Float(least)
    }

    // Which kinds of symbols follow each other.
    private func describeMakeUp(
        _ symbols: UnsafeMutableBufferPointer<UInt8>, _ count: Int, into out: UnsafeMutableBufferPointer<Float>
    ) {
        var vowels = 0
        var digits = 0
        var hyphens = 0
        var hexadecimals = 0
        var changes = 0
        var alternations = 0
        var consonantRun = Run()
        var vowelRun = Run()
        var digitRun = Run()
        var letterRun = Run()
        var before: Kind = []
        for i in 1..<(count + 1) {
            let kind = NameFeatures.kind(of: symbols[i])
            let isLetter = kind.contains(.vowel) || kind.contains(.consonant)
            vowels += kind.contains(.vowel) ? 1 : 0
            digits += kind.contains(.digit) ? 1 : 0
            hyphens += symbols[i] == 37 ? 1 : 0
            hexadecimals += kind.contains(.hexadecimal) ? 1 : 0
            let wasLetter = before.contains(.vowel) || before.contains(.consonant)
            if (kind.contains(.digit) && wasLetter) || (isLetter && before.contains(.digit)) { changes += 1 }
            if (kind.contains(.vowel) && before.contains(.consonant))
                || (kind.contains(.consonant) && before.contains(.vowel))
            {
                alternations += 1
            }
            consonantRun.add(kind.contains(.consonant))
            vowelRun.add(kind.contains(.vowel))
            digitRun.add(kind.contains(.digit))
            letterRun.add(isLetter)
            before = kind
        }
        let size = Float(max(count, 1))
        out[22] = Float(count) / 8
        out[23] = Float(max(0, 8 - count))
        out[24] = Float(vowels) / size
        out[25] = Float(digits) / size
        out[26] = Float(digits)
        out[27] = Float(min(hyphens, 4))
        out[28] = Float(min(consonantRun.best, 12))
        out[29] = Float(min(vowelRun.best, 8))
        out[30] = Float(min(digitRun.best, 12))
        out[31] = Float(letterRun.best) / 4
        out[32] = Float(changes)
        out[33] = Float(alternations) / size
        out[34] = hexadecimals == count ? 1 : 0
        out[41] = NameFeatures.kind(of: symbols[1]).contains(.digit) ? 1 : 0
    }

    // How often each symbol occurs, wherever it stands.
    private func describeTally(
        _ symbols: UnsafeMutableBufferPointer<UInt8>, _ count: Int, into out: UnsafeMutableBufferPointer<Float>
    ) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: NameModel.symbols) { tally in
            tally.initialize(repeating: 0)
            for i in 1..<(count + 1) { tally[Int(symbols[i])] += 1 }
            var kinds = 0
            var most = 0
            var sum: Float = 0
            for i in 1..<NameModel.symbols {
                let times = Int(tally[i])
                kinds += times > 0 ? 1 : 0
                most = max(most, times)
                sum += entropies[times]
            }
            let rare =
                Int(tally[10]) + Int(tally[17]) + Int(tally[23]) + Int(tally[24]) + Int(tally[25]) + Int(tally[26])
            let size = Float(max(count, 1))
            out[35] = Float(kinds) / size
            out[36] = Float(kinds) / 4
            out[37] = Float(most) / size
            // log2 n - (sum of n log2 n) / n
            out[38] = (entropies[count] - sum) / size
            out[39] = Float(rare) / size
        }
    }

    /// Writes the features of a suffix.
    func describe(suffix: UnsafeBufferPointer<UInt8>, into out: UnsafeMutableBufferPointer<Float>) {
        var hash: UInt32 = 0x811C_9DC5
        var labels = 1
        var last = 0
        for byte in suffix {
            hash = (hash ^ UInt32(byte)) &* 0x0100_0193
            last = byte == 0x2E ? 0 : last + 1
            labels += byte == 0x2E ? 1 : 0
        }
        let common = bytes[offsets.suffixes + Int(hash) % NameModel.suffixSlots]
        out[42] = Float(common) / 32
        out[43] = common < 16 ? 1 : 0
        out[44] = last == 2 ? 1 : 0
        out[45] = labels > 1 ? 1 : 0
        for i in 0..<NameModel.marked {
            let marked = bytes.loadUnaligned(fromByteOffset: offsets.marked + 4 * i, as: UInt32.self)
            out[46 + i] = UInt32(littleEndian: marked) == hash ? 1 : 0
        }
    }
}
