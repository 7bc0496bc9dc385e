// SPDX-License-Identifier: Apache-2.0

import CBytes
import HinomiRecords

/// The callers met lately: each makes many calls, and to read an identity costs more than to remember what it said.
struct CallerCache: Sendable {
    /// What an identity said.
    struct Entry: Sendable {
        fileprivate var number: UInt64
        var traits: CallerTraits
        var texts: CallerTexts
        /// nil for callers of whom no habits are learned.
        var facts: CallerFacts?
    }

    private static let size = 4_096
    private var known: [Entry]
    private var reader = CallerIdentityReader()
    // Identities come from outside, and might be chosen to pass for each other.
    private let seed = UInt64.random(in: .min ... .max)

    init() {
        let nobody = CallerIdentity()
        known = Array(
            repeating: Entry(number: 0, traits: CallerTraits(nobody), texts: CallerTexts(nobody), facts: nil),
            count: CallerCache.size)
    }

    /// The number of a `userIdentity`, by which `entry` is asked. The memory that it will read is asked for already: it is slow.
    func number(of userIdentity: JSONSlice) -> UInt64 {
        var hash = StableHash(seed: seed)
        hash.combine(userIdentity.bytes)
        let number = hash.value
        known.withUnsafeBufferPointer { known in
            guard let base = known.baseAddress else { return }
            let entry = UnsafeRawPointer(base + place(of: number))
            for line in stride(from: 0, to: MemoryLayout<Entry>.stride, by: 64) { hinomi_prefetch(entry + line) }
        }
        return number
    }

    /// What a `userIdentity` of this number says.
    mutating func entry(_ number: UInt64, _ userIdentity: JSONSlice) -> Entry {
        let place = place(of: number)
        if known[place].number == number { return known[place] }
        let identity = reader.read(userIdentity)
        known[place] = Entry(
            number: number, traits: CallerTraits(identity), texts: CallerTexts(identity), facts: CallerFacts(identity))
        return known[place]
    }

    private func place(of number: UInt64) -> Int { Int(number & UInt64(CallerCache.size - 1)) }
}

/// Where the texts of an identity that findings show lie in its `userIdentity`.
struct CallerTexts: Sendable {
    /// How many there are.
    static let count = 5

    // Each one's offset, and below it the number of its bytes, as many as are shown.
    private var spans = InlineArray<5, UInt32>(repeating: 0)

    init(_ identity: CallerIdentity) {
        guard let base = identity.whole.base else { return }
        // In the order of the first cases of `ConductText`.
        let slices = [
            identity.type, identity.principalID, identity.accessKeyID, identity.userName, identity.issuerUserName,
        ]
        for (i, slice) in slices.enumerated() where slice.isString {
            guard let text = slice.base, 0..<1 << 24 ~= text - base else { continue }
            spans[i] = UInt32(text - base) << 8 | UInt32(min(slice.count, ConductText.limit))
        }
    }

    /// A text in the `userIdentity` that they were found in, or another one of the same bytes; empty where there is none.
    @inline(__always)
    func text(_ number: Int, in userIdentity: JSONSlice) -> UnsafeBufferPointer<UInt8> {
        let (offset, count) = (Int(spans[number] >> 8), Int(spans[number] & 255))
        guard count > 0, offset + count <= userIdentity.count else { return UnsafeBufferPointer(start: nil, count: 0) }
        return UnsafeBufferPointer(rebasing: userIdentity.bytes[offset..<(offset + count)])
    }
}
