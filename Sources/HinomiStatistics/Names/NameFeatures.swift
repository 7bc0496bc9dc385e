// SPDX-License-Identifier: Apache-2.0

/// What the network looks at in a name. `Models/dga/features.py` computes the same for training.
struct NameFeatures {
    let bytes: UnsafeRawBufferPointer
    let offsets: NameModel.Offsets
    let entropies: UnsafeBufferPointer<Float>

    private static let longest = 63

    /// The longest run of something so far, and the one that is still going on.
    private struct Run {
        var now = 0
        var best = 0

        // Without a branch: what comes next in a random name cannot be foretold.
        @inline(__always)
        mutating func add(_ goesOn: Int) {
            now = (now &+ 1) & (0 &- goesOn)
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

    // A bit for each symbol.
    private static let vowels: UInt64 = 1 << 1 | 1 << 5 | 1 << 9 | 1 << 15 | 1 << 21
    private static let letters: UInt64 = (1 << 27) - 2
    private static let digits: UInt64 = (1 << 37) - (1 << 27)
    private static let hyphen: UInt64 = 1 << 37
    private static let hexadecimals: UInt64 = digits | 0x7E

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
            above7 &+= (7 * 16 &- cost) >> 63 & 1
            above10 &+= (10 * 16 &- cost) >> 63 & 1
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
            let known = Int(pair &>> UInt8(truncatingIfNeeded: (slot & 1) &* 4) & 15)
            // The sign says whether it is below the limit, without a branch.
            let isUnseen = (known &- 1) >> 63 & 1
            sum &+= known
            unseen &+= isUnseen
            often &+= 1 ^ ((known &- 5) >> 63 & 1)
            least = min(least, known)
            unseenRun.add(isUnseen)
            seenRun.add(1 ^ ((known &- 2) >> 63 & 1))
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
        var before = (vowel: 0, letter: 0, digit: 0)
        for i in 1..<(count + 1) {
            // Below 64, so that the shift needs no look at its size.
            let symbol = UInt64(symbols[i] & 63)
            let vowel = Int(NameFeatures.vowels &>> symbol & 1)
            let letter = Int(NameFeatures.letters &>> symbol & 1)
            let digit = Int(NameFeatures.digits &>> symbol & 1)
            let consonant = letter ^ vowel
            vowels &+= vowel
            digits &+= digit
            hyphens &+= Int(NameFeatures.hyphen &>> symbol & 1)
            hexadecimals &+= Int(NameFeatures.hexadecimals &>> symbol & 1)
            changes &+= (digit & before.letter) | (letter & before.digit)
            alternations &+= (vowel & (before.letter ^ before.vowel)) | (consonant & before.vowel)
            consonantRun.add(consonant)
            vowelRun.add(vowel)
            digitRun.add(digit)
            letterRun.add(letter)
            before = (vowel, letter, digit)
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
        out[41] = NameFeatures.digits >> UInt64(symbols[1]) & 1 == 1 ? 1 : 0
    }

    // How often each symbol occurs, wherever it stands.
    private func describeTally(
        _ symbols: UnsafeMutableBufferPointer<UInt8>, _ count: Int, into out: UnsafeMutableBufferPointer<Float>
    ) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: NameModel.symbols) { tally in
            tally.initialize(repeating: 0)
            var kinds = 0
            var most = 0
            var sum: Float = 0
            for i in 1..<(count + 1) {
                let times = Int(tally[Int(symbols[i])])
                tally[Int(symbols[i])] = UInt8(truncatingIfNeeded: times &+ 1)
                kinds &+= (times &- 1) >> 63 & 1
                most = max(most, times &+ 1)
                sum += entropies[times + 1] - entropies[times]
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

    /// Writes the features of a suffix. Returns its place among those with a feature of their own.
    func describe(suffix: UnsafeBufferPointer<UInt8>, into out: UnsafeMutableBufferPointer<Float>) -> Int? {
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
        return (0..<NameModel.marked).first { i in
            UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offsets.marked + 4 * i, as: UInt32.self)) == hash
        }
    }
}
