// SPDX-License-Identifier: Apache-2.0

public import HinomiRecords

/// The lists that act on some accounts only, beside those that act on all.
///
/// Accounts on which the same lists act share their tables. Where an account has none, asking is one look into a dictionary.
public final class AccountLists: Sendable {
    /// No lists.
    public static let none = AccountLists([])

    /// An account in a region.
    public struct Scope: Hashable, Sendable {
        public var account: AccountID
        public var region: String

        public init(account: AccountID, region: String) {
            self.account = account
            self.region = region
        }
    }

    /// Lists, made without what is built in, and whom they act on.
    public struct Group: Sendable {
        public var bundle: IntelligenceBundle
        public var scopes: [Scope]

        public init(_ bundle: IntelligenceBundle, for scopes: [Scope]) {
            self.bundle = bundle
            self.scopes = scopes
        }
    }

    private let places: [AccountID: [(region: String, lists: OwnLists)]]
    /// The sets of all groups; the first is the empty one.
    let sets: [IndicatorSet]
    /// Whether any of them is a list of what is trusted.
    let trustsAnything: Bool

    /// The lists of these groups, no two of which act on the same account in the same region.
    public init(_ groups: [Group]) {
        var places: [AccountID: [(region: String, lists: OwnLists)]] = [:]
        var sets = [IndicatorSet.empty]
        for group in groups {
            let lists = OwnLists(group.bundle, setsBefore: UInt32(sets.count - 1))
            sets += group.bundle.sets.dropFirst()
            for scope in group.scopes { places[scope.account, default: []].append((scope.region, lists)) }
        }
        self.places = places
        self.sets = sets
        trustsAnything = groups.contains { !$0.bundle.trusted.isEmpty }
    }

    /// Whether there are none.
    public var isEmpty: Bool { places.isEmpty }

    /// The lists that act on an account in a region, beside those that act on all; nil where there are none.
    ///
    /// The region is the one that findings have: “unknown” where logs do not say it.
    public func lists(of account: AccountID, in region: @autoclosure () -> String) -> OwnLists? {
        guard !places.isEmpty, let regions = places[account] else { return nil }
        let region = region()
        return regions.first { $0.region == (region.isEmpty ? "unknown" : region) }?.lists
    }
}

/// The lists that act on some accounts alike.
public final class OwnLists: Sendable {
    let bundle: IntelligenceBundle
    // The numbers of sets are those of all groups, one behind the other.
    private let setsBefore: UInt32

    init(_ bundle: IntelligenceBundle, setsBefore: UInt32) {
        self.bundle = bundle
        self.setsBefore = setsBefore
    }

    /// The set for an address; 0 when no list has it.
    public func lookup(_ address: IPAddress) -> UInt32 { number(bundle.addresses.lookup(address)) }

    /// The set for a name; 0 when no list has it.
    public func lookup(_ name: UnsafeBufferPointer<UInt8>) -> UInt32 { number(bundle.names.lookup(name)) }

    private func number(_ set: UInt32) -> UInt32 { set == 0 ? 0 : setsBefore &+ set }
}
