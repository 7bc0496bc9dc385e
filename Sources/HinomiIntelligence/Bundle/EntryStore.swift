// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// The entries of all lists while a bundle is built.
final class EntryStore {
    /// A listed name.
    struct Name {
        var key: NameKey
        var indicator: UInt32
    }

    /// A listed name that lies below a registered name, and one of the names between them or the registered name.
    struct Link: Hashable {
        var below: NameKey
        var above: NameKey
        /// How many labels `above` has less.
        var distance: UInt8
    }

    /// A listed network.
    struct Network<Key: FixedWidthInteger & UnsignedInteger> {
        var first: Key
        var length: UInt8
        var indicator: UInt32
    }

    /// In place of an indicator: the entry is trusted.
    static let trusted = UInt32.max
    /// In place of an indicator: the entry is one that everybody uses.
    static let neverAlert = UInt32.max - 1

    private(set) var indicators = [Indicator]()
    private var numbers = [Indicator: UInt32]()
    var names = [Name]()
    var links = [Link]()
    var networks4 = [Network<UInt32>]()
    var networks6 = [Network<UInt128>]()
    private(set) var trustedNames = Set<NameKey>()
    /// The trusted entries as they are asked for one by one.
    var trusted = TrustedEntries()
    private(set) var neverNames = Set<NameKey>()
    /// Those of which everything below is meant as well.
    private var neverTrees = Set<NameKey>()
    private(set) var labelLimit = 0
    let suffixes: PublicSuffixes

    init(suffixes: PublicSuffixes) { self.suffixes = suffixes }

    /// How much the store holds, to go back to when a list turns out to be refused as a whole.
    struct Mark {
        var names: Int
        var links: Int
        var networks4: Int
        var networks6: Int
    }

    var mark: Mark {
        Mark(names: names.count, links: links.count, networks4: networks4.count, networks6: networks6.count)
    }

    /// Drops what was added since a mark; indicators stay, which nothing refers to then.
    func forget(after mark: Mark) {
        for name in names[mark.names...] where name.indicator == EntryStore.trusted { trustedNames.remove(name.key) }
        names.removeSubrange(mark.names...)
        links.removeSubrange(mark.links...)
        networks4.removeSubrange(mark.networks4...)
        networks6.removeSubrange(mark.networks6...)
    }

    /// The number of an indicator, the same for the same.
    func number(of indicator: Indicator) -> UInt32 {
        if let known = numbers[indicator] { return known }
        let number = UInt32(indicators.count)
        indicators.append(indicator)
        numbers[indicator] = number
        return number
    }

    /// Takes in a name; false when everybody uses it and the list is not a customer's own.
    ///
    /// `registered` is where its registered name begins; nil for public suffixes.
    func add(name: ListText, registered: Int?, indicator: UInt32, isCustom: Bool) -> Bool {
        let key = NameKey(name)
        if !isCustom, neverNames.contains(key) { return false }
        let linksBefore = links.count
        let isBelowTree = link(name, key, registered) && !isCustom
        if isBelowTree {
            links.removeSubrange(linksBefore...)
            return false
        }
        names.append(Name(key: key, indicator: indicator))
        return true
    }

    func add(trustedName name: ListText) {
        let key = NameKey(name)
        _ = link(name, key, suffixes.registeredDomainStart(of: name))
        if trustedNames.insert(key).inserted { names.append(Name(key: key, indicator: EntryStore.trusted)) }
    }

    func add(neverName name: ListText, withNamesBelow: Bool) {
        let key = NameKey(name)
        _ = link(name, key, suffixes.registeredDomainStart(of: name))
        if withNamesBelow { neverTrees.insert(key) }
        if neverNames.insert(key).inserted { names.append(Name(key: key, indicator: EntryStore.neverAlert)) }
    }

    func add(network: CIDR, indicator: UInt32) {
        if network.first.isV4, network.prefixLength >= 96 {
            networks4.append(
                Network(first: network.first.v4, length: UInt8(network.prefixLength - 96), indicator: indicator))
        } else {
            networks6.append(
                Network(first: network.first.bits, length: UInt8(network.prefixLength), indicator: indicator))
        }
    }

    /// Notes the names above a name, as far as its registered name; true when one of them forbids all names below.
    private func link(_ name: ListText, _ key: NameKey, _ registered: Int?) -> Bool {
        labelLimit = max(labelLimit, name.count(of: 0x2E) + 1)
        guard let registered, registered > 0 else { return false }
        var at = 0
        var distance: UInt8 = 0
        while at < registered {
            while name[at] != 0x2E { at += 1 }
            at += 1
            distance += 1
            let above = NameKey(name.part(at..<name.count))
            if neverTrees.contains(above) { return true }
            links.append(Link(below: key, above: above, distance: distance))
        }
        return false
    }
}
