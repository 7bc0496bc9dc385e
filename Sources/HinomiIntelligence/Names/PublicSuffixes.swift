// SPDX-License-Identifier: Apache-2.0

public import HinomiRecords

/// Which names anybody can register names under, by the rules of the Public Suffix List.
///
/// Registries (`com`, `co.uk`) and shared hosts (`github.io`, `s3.amazonaws.com`: the list's private section) are kept
/// apart. A name is a buffer of lower-case bytes without a final dot; look-ups make no text and take some tens of
/// nanoseconds.
public struct PublicSuffixes: Sendable {
    /// The list that comes with Hinomi.
    public static let builtIn = PublicSuffixes(registry: registryRules, private: privateRules)

    /// What the list says about one suffix. The rules are kept as a hash table of suffixes; these are the low bits.
    @usableFromInline
    struct Marks: OptionSet {
        @usableFromInline let rawValue: UInt64
        @usableFromInline init(rawValue: UInt64) { self.rawValue = rawValue }

        @usableFromInline static var rule: Marks { Marks(rawValue: 1) }
        @usableFromInline static var rulePrivate: Marks { Marks(rawValue: 2) }
        @usableFromInline static var wildcard: Marks { Marks(rawValue: 4) }
        @usableFromInline static var wildcardPrivate: Marks { Marks(rawValue: 8) }
        @usableFromInline static var exception: Marks { Marks(rawValue: 16) }
        @usableFromInline static var exceptionPrivate: Marks { Marks(rawValue: 32) }
        /// Keeps the slot of a suffix that only leads to longer ones from being empty.
        @usableFromInline static var present: Marks { Marks(rawValue: 64) }
        @usableFromInline static var all: UInt64 { 127 }
    }

    /// Slots of 57 bits of hash and 7 marks, a power of two of them, at most half of them used; 0 is empty.
    @usableFromInline let slots: [UInt64]

    /// A list of rules in the notation of publicsuffix.org, separated by white space.
    public init(registry: String, private: String = "") {
        var marks = [UInt64: UInt64]()
        for (rules, isPrivate) in [(registry, false), (`private`, true)] {
            for rule in rules.utf8.split(whereSeparator: { $0 <= 0x20 }) {
                var name = rule
                var kind: Marks = isPrivate ? .rulePrivate : .rule
                if rule.first == UInt8(ascii: "!") {
                    name = rule.dropFirst()
                    kind = isPrivate ? .exceptionPrivate : .exception
                } else if rule.starts(with: "*.".utf8) {
                    name = rule.dropFirst(2)
                    kind = isPrivate ? .wildcardPrivate : .wildcard
                }
                let bytes = Array(name)
                bytes.withUnsafeBufferPointer { bytes in
                    marks[PublicSuffixes.key(bytes[...]), default: 0] |= kind.rawValue
                    for at in bytes.indices where bytes[at] == 0x2E {
                        marks[PublicSuffixes.key(bytes[(at + 1)...]), default: 0] |= Marks.present.rawValue
                    }
                }
            }
        }
        var capacity = 16
        while capacity < marks.count * 2 { capacity *= 2 }
        var slots = [UInt64](repeating: 0, count: capacity)
        // In the order of the keys, so that the table does not depend on the dictionary's.
        for (key, mark) in marks.sorted(by: { $0.key < $1.key }) {
            var at = Int(truncatingIfNeeded: key >> 7) & (capacity - 1)
            while slots[at] != 0 { at = (at + 1) & (capacity - 1) }
            slots[at] = key | mark
        }
        self.slots = slots
    }

    /// The hash of a suffix with the bits of the marks cleared.
    @inlinable
    static func key(_ suffix: Slice<UnsafeBufferPointer<UInt8>>) -> UInt64 {
        StableHash.of(UnsafeBufferPointer(rebasing: suffix)) & ~Marks.all
    }

    /// What the list says about a suffix; empty where it knows nothing.
    @inlinable
    func marks(_ suffix: Slice<UnsafeBufferPointer<UInt8>>) -> Marks {
        let key = PublicSuffixes.key(suffix)
        let mask = slots.count - 1
        var at = Int(truncatingIfNeeded: key >> 7) & mask
        while true {
            let slot = slots[at]
            if slot == 0 { return [] }
            if slot & ~Marks.all == key { return Marks(rawValue: slot & Marks.all) }
            at = (at + 1) & mask
        }
    }
}
