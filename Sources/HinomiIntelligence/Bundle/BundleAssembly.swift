// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// Makes the tables of a bundle from the entries of all lists.
struct BundleAssembly {
    let store: EntryStore
    /// The indicators in the order of sets, and for each number of the store its place there.
    let indicators: [Indicator]
    let rank: [UInt32]
    let indicatorHashes: [UInt64]
    var interner: SetInterner
    /// By list number.
    var tallies: [Tally]
    let listNumbers: [String: UInt32]
    /// The sum over all entries in force of their hashes: the same in every order.
    var contentSum: UInt64 = 0

    /// What became of the entries of a list.
    struct Tally {
        var inForce = 0
        var droppedByTrusted = 0
        var droppedByNeverAlert = 0
    }

    init(_ store: EntryStore) {
        self.store = store
        let order = store.indicators.indices.sorted { store.indicators[$0] < store.indicators[$1] }
        indicators = order.map { store.indicators[$0] }
        var rank = [UInt32](repeating: 0, count: order.count)
        for (place, number) in order.enumerated() { rank[number] = UInt32(place) }
        self.rank = rank
        var listNumbers = [String: UInt32]()
        for list in Set(indicators.map(\.list)).sorted() { listNumbers[list] = UInt32(listNumbers.count) }
        self.listNumbers = listNumbers
        tallies = [Tally](repeating: Tally(), count: listNumbers.count)
        indicatorHashes = indicators.map(BundleAssembly.hash)
        interner = SetInterner(
            traits: indicators.map {
                SetInterner.Trait(
                    list: listNumbers[$0.list] ?? 0, isCustom: $0.category == .custom,
                    matchesSubdomains: $0.matchesSubdomains)
            })
    }

    private static func hash(_ indicator: Indicator) -> UInt64 {
        var hash = StableHash()
        hash.combine(indicator.list)
        hash.combine(indicator.threatName)
        hash.combine(UInt64(indicator.category.rawValue))
        hash.combine(UInt64(indicator.confidence.rawValue))
        hash.combine(indicator.port.map { UInt64($0) + 1 } ?? 0)
        hash.combine(indicator.matchesSubdomains ? 1 : 0)
        return hash.value
    }

    /// Notes that an entry is in force.
    mutating func noteInForce(_ indicator: UInt32, _ first: UInt64, _ second: UInt64, _ length: UInt64) {
        tallies[Int(interner.traits[Int(indicator)].list)].inForce += 1
        addToContent(indicatorHashes[Int(indicator)], first, second, length)
    }

    /// Takes an entry into the hash of the content.
    mutating func addToContent(_ seed: UInt64, _ first: UInt64, _ second: UInt64, _ length: UInt64) {
        var hash = StableHash(seed: seed)
        hash.combine(first)
        hash.combine(second)
        hash.combine(length)
        contentSum &+= hash.value
    }

    func list(of indicator: UInt32) -> Int { Int(interner.traits[Int(indicator)].list) }
}

extension IntelligenceBundle.Builder {
    /// The bundle of all lists added so far.
    public func build() -> IntelligenceBundle {
        var assembly = BundleAssembly(store)
        let ranges4 = assembly.ranges(store.networks4)
        let ranges6 = assembly.ranges(store.networks6)
        let names = assembly.names()

        var hash = StableHash()
        hash.combine(assembly.contentSum)
        suffixes.slots.withUnsafeBytes { hash.combine($0.bindMemory(to: UInt8.self)) }
        if hasBuiltIns {
            for group in NeverAlert.nameGroups + NeverAlert.addressGroups { hash.combine(group.members) }
        }
        let statistics = zip(lists, listIsThreat).map { list, isThreat in
            var list = list
            guard isThreat else {
                list.inForce = list.entries
                return list
            }
            if let number = assembly.listNumbers[list.name] {
                let tally = assembly.tallies[Int(number)]
                list.inForce = tally.inForce
                list.droppedByTrusted = tally.droppedByTrusted
                list.droppedByNeverAlert += tally.droppedByNeverAlert
            }
            return list
        }
        return IntelligenceBundle(
            addresses: AddressTable(ranges4, ranges6), names: names, suffixes: suffixes, contentHash: hash.value,
            lists: statistics,
            sets: assembly.interner.sets.map { ids in IndicatorSet(ids.map { assembly.indicators[Int($0)] }) },
            trusted: store.trusted)
    }
}
