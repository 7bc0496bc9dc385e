// SPDX-License-Identifier: Apache-2.0

/// Numbers the sets of indicators that occur, so that tables hold four bytes for each; the empty set is 0.
struct SetInterner {
    /// What the rules of combining sets ask of an indicator.
    struct Trait {
        /// The number of its list.
        var list: UInt32
        var isCustom: Bool
        var matchesSubdomains: Bool
    }

    let traits: [Trait]
    /// The sets as numbers of indicators in ascending order.
    private(set) var sets: [[UInt32]] = [[]]
    private var numbers: [[UInt32]: UInt32] = [[]: 0]
    private var single: [UInt32]
    private var merges = [UInt64: UInt32]()
    private var customParts = [UInt32: UInt32]()

    init(traits: [Trait]) {
        self.traits = traits
        single = [UInt32](repeating: 0, count: traits.count)
    }

    /// The number of a set of indicators, given in ascending order without repeats.
    mutating func number(of ids: some Collection<UInt32>) -> UInt32 {
        if ids.count == 1, let id = ids.first {
            if single[Int(id)] == 0 {
                single[Int(id)] = UInt32(sets.count)
                sets.append([id])
            }
            return single[Int(id)]
        }
        // Indicators are numbered most confident first, so that the least confident are cut off.
        let key = Array(ids.prefix(IndicatorSet.limit))
        if let known = numbers[key] { return known }
        let number = UInt32(sets.count)
        numbers[key] = number
        sets.append(key)
        return number
    }

    /// What holds for an entry of these own indicators within one of those: a list that says something about the inner
    /// entry is not asked about the outer.
    mutating func merge(_ own: UInt32, within outer: UInt32) -> UInt32 {
        if outer == 0 { return own }
        if own == 0 { return outer }
        let key = UInt64(own) << 32 | UInt64(outer)
        if let known = merges[key] { return known }
        let ownLists = Set(sets[Int(own)].map { traits[Int($0)].list })
        let added = sets[Int(outer)].filter { !ownLists.contains(traits[Int($0)].list) }
        let merged = added.isEmpty ? own : number(of: (sets[Int(own)] + added).sorted())
        merges[key] = merged
        return merged
    }

    /// The part of a set that is of customers' own lists.
    mutating func customPart(_ set: UInt32) -> UInt32 {
        if let known = customParts[set] { return known }
        let part = number(of: sets[Int(set)].filter { traits[Int($0)].isCustom })
        customParts[set] = part
        return part
    }

    /// The part of a set that holds for names below.
    mutating func inheritedPart(_ set: UInt32) -> UInt32 {
        let ids = sets[Int(set)]
        if ids.allSatisfy({ traits[Int($0)].matchesSubdomains }) { return set }
        return number(of: ids.filter { traits[Int($0)].matchesSubdomains })
    }
}
