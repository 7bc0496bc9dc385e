// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// Numbers that look random and are the same for the same seed, on every machine: xoshiro256**, seeded by SplitMix64.
struct Randomness: Sendable {
    private var s: (UInt64, UInt64, UInt64, UInt64)

    /// The stream of a seed and of what it is for: streams of different names know nothing of each other, so that one more
    /// event here leaves everything else as it was.
    init(seed: UInt64, _ name: String, _ numbers: Int...) {
        var hash = StableHash(seed: seed)
        hash.combine(name)
        for number in numbers { hash.combine(UInt64(bitPattern: Int64(number))) }
        var state = hash.value
        func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
        s = (next(), next(), next(), next())
    }

    mutating func next() -> UInt64 {
        func rotated(_ x: UInt64, _ by: UInt64) -> UInt64 { (x << by) | (x >> (64 - by)) }
        let result = rotated(s.1 &* 5, 7) &* 9
        let t = s.1 << 17
        s.2 ^= s.0
        s.3 ^= s.1
        s.1 ^= s.2
        s.0 ^= s.3
        s.2 ^= t
        s.3 = rotated(s.3, 45)
        return result
    }

    /// A number below `limit`; 0 where there is none.
    mutating func below(_ limit: Int) -> Int {
        guard limit > 0 else { return 0 }
        return Int(next().multipliedFullWidth(by: UInt64(limit)).high)
    }

    mutating func within(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + below(range.upperBound - range.lowerBound + 1)
    }

    /// From 0 up to, and without, 1.
    mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

    mutating func chance(_ probability: Double) -> Bool { unit() < probability }
}

extension Randomness {
    /// An element; nil of an empty array.
    mutating func pick<Element>(_ elements: [Element]) -> Element? {
        elements.isEmpty ? nil : elements[below(elements.count)]
    }

    /// An element, or what stands in for one.
    mutating func pick<Element>(_ elements: [Element], or other: Element) -> Element { pick(elements) ?? other }

    mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
        var elements = elements
        for i in elements.indices.dropFirst().reversed() { elements.swapAt(i, below(i + 1)) }
        return elements
    }

    /// So many lower-case hexadecimal digits.
    mutating func hex(_ digits: Int) -> String { text(digits, Randomness.hexDigits) }

    /// So many digits and capital letters, as in the ids of IAM.
    mutating func capitals(_ count: Int) -> String { text(count, Randomness.base32) }

    /// So many letters and digits of both cases.
    mutating func letters(_ count: Int) -> String { text(count, Randomness.alphanumeric) }

    /// In the shape of a UUID of version 4.
    mutating func uuid() -> String {
        var digits = [UInt8](repeating: 0x2D, count: 36)
        var (high, low) = (next(), next())
        for place in 0..<36 where place != 8 && place != 13 && place != 18 && place != 23 {
            let nibble = Int(place < 18 ? high & 15 : low & 15)
            if place < 18 { high >>= 4 } else { low >>= 4 }
            digits[place] = Randomness.hexDigits[place == 14 ? 4 : place == 19 ? 8 | (nibble & 3) : nibble]
        }
        return String(decoding: digits, as: UTF8.self)
    }

    private mutating func text(_ count: Int, _ alphabet: [UInt8]) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count)
        for _ in 0..<count { bytes.append(alphabet[below(alphabet.count)]) }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static let hexDigits = Array("0123456789abcdef".utf8)
    private static let base32 = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)
    private static let alphanumeric = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)
}
