// SPDX-License-Identifier: Apache-2.0

public import HinomiRecords

// What an account sees: what the lists for all and its own say together. What one of them trusts is no threat by any.
extension IntelligenceBundle {
    /// What the lists say about an address where `own` act as well; `shared` is what those for all say.
    public func mark(_ shared: UInt32, of address: IPAddress, beside own: OwnLists) -> ListMark {
        var mark = ListMark(shared: shared, own: own.lookup(address))
        if mark.shared != 0, own.bundle.trusted.contains(address) { mark.shared = 0 }
        if mark.own != 0, trusted.contains(address) { mark.own = 0 }
        return mark
    }

    /// What the lists say about a name where `own` act as well; `shared` is what those for all say.
    public func mark(_ shared: UInt32, of name: UnsafeBufferPointer<UInt8>, beside own: OwnLists) -> ListMark {
        var mark = ListMark(shared: shared, own: own.lookup(name))
        // Asked for names that are on a list only, which few are.
        if mark.shared != 0, own.bundle.trusted.contains(name: String(decoding: name, as: UTF8.self)) {
            mark.shared = 0
        }
        if mark.own != 0, trusted.contains(name: String(decoding: name, as: UTF8.self)) { mark.own = 0 }
        return mark
    }

    /// The set of a mark; the empty set where nothing is marked.
    public func set(_ mark: ListMark) -> IndicatorSet {
        if mark.own == 0 { return set(mark.shared) }
        let own = accounts.sets[Int(mark.own)]
        return mark.shared == 0 ? own : IndicatorSet(set(mark.shared).indicators + own.indicators)
    }

    /// The categories of a mark.
    @inlinable
    public func categories(_ mark: ListMark) -> ThreatCategories {
        mark.own == 0 ? categories(mark.shared) : set(mark).categories
    }

    /// The listed name that a mark of `name` goes by, the name itself or one above it; of two the longer.
    public func matchedName(
        _ name: UnsafeBufferPointer<UInt8>, _ mark: ListMark, beside own: OwnLists?
    ) -> String? {
        let starts = [
            mark.shared == 0 ? nil : names.matchedStart(name),
            mark.own == 0 ? nil : own?.bundle.names.matchedStart(name),
        ]
        return starts.compactMap(\.self).min().map { String(decoding: name[$0...], as: UTF8.self) }
    }

    /// Whether anything is trusted, by anybody.
    public var trustsAnything: Bool { !trusted.isEmpty || accounts.trustsAnything }

    /// Whether nothing is to be reported of an address in an account and a region.
    public func trusts(_ address: IPAddress, account: AccountID, region: @autoclosure () -> String) -> Bool {
        guard trustsAnything else { return false }
        return trusted.contains(address)
            || accounts.lists(of: account, in: region())?.bundle.trusted.contains(address) ?? false
    }

    /// Whether nothing is to be reported of a name in an account and a region.
    public func trusts(name: String, account: AccountID, region: @autoclosure () -> String) -> Bool {
        guard trustsAnything else { return false }
        return trusted.contains(name: name)
            || accounts.lists(of: account, in: region())?.bundle.trusted.contains(name: name) ?? false
    }
}
