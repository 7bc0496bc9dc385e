// SPDX-License-Identifier: Apache-2.0

public import HinomiRecords

/// All lists of threats as detections use them: read once, then immutable.
///
/// Look-ups give the index of a set of indicators, 0 for none, and neither allocate nor lock. They are of the lists that act on
/// all accounts; what acts on some besides is asked where the account is known (`ListMark`).
public final class IntelligenceBundle: Sendable {
    public let addresses: AddressTable
    public let names: NameTable
    public let suffixes: PublicSuffixes
    /// What nothing is reported of, whatever it does.
    public let trusted: TrustedEntries
    /// The same for the same lists on every machine, in whatever order they were added. Lists of some accounts do not count:
    /// nothing that is kept is marked with them.
    public let contentHash: UInt64
    /// What became of each list, in the order in which they were added.
    public let lists: [ListStatistics]
    @usableFromInline let sets: [IndicatorSet]
    /// Lists that act on some accounts only; everything else is of those that act on all.
    public let accounts: AccountLists

    init(
        addresses: AddressTable, names: NameTable, suffixes: PublicSuffixes, contentHash: UInt64,
        lists: [ListStatistics], sets: [IndicatorSet], trusted: TrustedEntries, accounts: AccountLists = .none
    ) {
        self.addresses = addresses
        self.names = names
        self.suffixes = suffixes
        self.contentHash = contentHash
        self.lists = lists
        self.sets = sets
        self.trusted = trusted
        self.accounts = accounts
    }

    /// The same lists for all accounts, and these for some. The tables are shared.
    public func with(_ accounts: AccountLists) -> IntelligenceBundle {
        IntelligenceBundle(
            addresses: addresses, names: names, suffixes: suffixes, contentHash: contentHash, lists: lists, sets: sets,
            trusted: trusted, accounts: accounts)
    }

    /// A bundle of what is built in alone.
    public static func builtIn() -> IntelligenceBundle { Builder().build() }

    /// The set of an index that a look-up gave; the empty set for 0 and for indexes of no set.
    @inlinable
    public func set(_ index: UInt32) -> IndicatorSet {
        let index = Int(index)
        return index < sets.count ? sets[index] : sets[0]
    }

    /// The categories of a set, without touching its indicators.
    @inlinable
    public func categories(_ index: UInt32) -> ThreatCategories {
        let index = Int(index)
        return index < sets.count ? sets[index].categories : []
    }

    /// What the lists say about an address.
    public func indicators(for address: IPAddress) -> IndicatorSet { set(addresses.lookup(address)) }

    /// What the lists say about a name.
    public func indicators(for name: DomainName) -> IndicatorSet {
        var text = name.text
        return text.withUTF8 { set(names.lookup($0)) }
    }

    /// The listed name that a look-up of `name` goes by: the name itself or one above it; nil where none is listed.
    public func matchedName(_ name: UnsafeBufferPointer<UInt8>) -> String? {
        names.matchedStart(name).map { String(decoding: name[$0...], as: UTF8.self) }
    }

    /// The listed name that a look-up of `name` goes by.
    public func matchedName(_ name: DomainName) -> String? {
        var text = name.text
        return text.withUTF8 { matchedName($0) }
    }
}
