// SPDX-License-Identifier: Apache-2.0

public import HinomiRecords

/// Which set of indicators a name belongs to, by itself or by a name above it.
///
/// Holds hashes, not names: 17.5 bytes a name in a Bloom filter and an open-addressed table of 64-bit hashes. A name is
/// a buffer of lower-case bytes without a final dot.
public final class NameTable: Sendable {
    /// The value of names that end the search: trusted ones and those that everybody uses.
    static let stop = UInt32.max

    @usableFromInline let filter: BlockedBloom
    @usableFromInline let keys: FixedStorage<UInt64>
    @usableFromInline let values: FixedStorage<UInt32>
    /// By set, the part that holds for names below a listed one.
    @usableFromInline let inherited: [UInt32]
    /// The most labels that a listed name has; longer suffixes need no look.
    @usableFromInline let labelLimit: Int
    @usableFromInline let suffixes: PublicSuffixes
    /// The number of names.
    public let count: Int

    /// Names in ascending order of their keys, their values, and a filter that has them all.
    init(
        names: [NameKey], values: [UInt32], filter: BlockedBloom, inherited: [UInt32], labelLimit: Int,
        suffixes: PublicSuffixes
    ) {
        let capacity = names.isEmpty ? 1 : names.count + names.count / 3 + 4
        let table = FixedStorage<UInt64>(zeroed: capacity)
        let tableValues = FixedStorage<UInt32>(zeroed: capacity)
        self.filter = filter
        for (name, value) in zip(names, values) {
            var at = Int(truncatingIfNeeded: name.first.multipliedFullWidth(by: UInt64(capacity)).high)
            while table.base[at] != 0 { at = at + 1 == capacity ? 0 : at + 1 }
            table.base[at] = name.second
            tableValues.base[at] = value
        }
        keys = table
        self.values = tableValues
        self.inherited = inherited
        self.labelLimit = labelLimit
        self.suffixes = suffixes
        count = names.count
    }

    /// The memory of the table.
    public var byteCount: Int { filter.words.byteCount + keys.byteCount + values.byteCount + inherited.count * 4 }

    /// The index of the set of indicators for a name; 0 when no list has it.
    ///
    /// The name itself comes first, then the names above it up to its registered name; never a public suffix above.
    @inlinable
    public func lookup(_ name: UnsafeBufferPointer<UInt8>) -> UInt32 { find(name).value }

    /// The offset in a name at which the listed name begins that `lookup` goes by; nil where there is none.
    public func matchedStart(_ name: UnsafeBufferPointer<UInt8>) -> Int? {
        let (value, start) = find(name)
        return value == 0 ? nil : start
    }

    @inlinable
    func find(_ name: UnsafeBufferPointer<UInt8>) -> (value: UInt32, start: Int) {
        guard let base = name.baseAddress else { return (0, 0) }
        let count = name.count
        var (start, dots) = longestSuffix(of: name)
        while dots > 0 {
            let suffix = UnsafeBufferPointer(start: base + start, count: count &- start)
            let hash = StableHash.of(suffix)
            if filter.mayContain(hash), let value = resolve(hash, suffix, start, name) { return (value, start) }
            while base[start] != 0x2E { start &+= 1 }
            start &+= 1
            dots &-= 1
        }
        return (0, 0)
    }

    // Where the first suffix begins that may be listed, and the dots in it: labels on the left that no listed name reaches
    // to are left out.
    @inlinable
    func longestSuffix(of name: UnsafeBufferPointer<UInt8>) -> (start: Int, dots: Int) {
        guard let base = name.baseAddress else { return (0, 0) }
        var dots = 0
        var at = name.count
        while at > 0 {
            at &-= 1
            if base[at] == 0x2E {
                if dots &+ 1 == labelLimit { return (at &+ 1, dots) }
                dots &+= 1
            }
        }
        return (0, dots)
    }

    /// Asks for the memory that `lookup` will look at first, which with millions of names is in no cache: worth it when
    /// something else is to be done before.
    public func prefetch(_ name: UnsafeBufferPointer<UInt8>) {
        let (start, dots) = longestSuffix(of: name)
        if dots > 0 { filter.prefetch(StableHash.of(UnsafeBufferPointer(rebasing: name[start...]))) }
    }

    /// The value for a suffix that passed the filter: a set, 0 to end the search, nil to go on with the next.
    @usableFromInline
    func resolve(
        _ hash: UInt64, _ suffix: UnsafeBufferPointer<UInt8>, _ start: Int, _ name: UnsafeBufferPointer<UInt8>
    ) -> UInt32? {
        guard let value = value(hash, NameKey.second(of: suffix)) else { return nil }
        if start > 0 {
            // What is listed here may belong to others than the owner of the name: `github.io`, `co.uk`.
            guard let registered = suffixes.registeredDomainStart(of: name), start <= registered else { return 0 }
        }
        if value == NameTable.stop { return 0 }
        if start == 0 { return value }
        let part = inherited[Int(value)]
        return part == 0 ? nil : part
    }

    /// The value of a key; nil when it is not in the table.
    func value(_ first: UInt64, _ second: UInt64) -> UInt32? {
        let capacity = keys.count
        var at = Int(truncatingIfNeeded: first.multipliedFullWidth(by: UInt64(capacity)).high)
        while keys.base[at] != 0 {
            if keys.base[at] == second { return values.base[at] }
            at = at + 1 == capacity ? 0 : at + 1
        }
        return nil
    }
}
