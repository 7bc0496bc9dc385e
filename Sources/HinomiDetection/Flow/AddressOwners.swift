// SPDX-License-Identifier: Apache-2.0

public import HinomiRecords

/// Which interfaces of which account were seen to own which addresses, over all partitions.
///
/// An interface that talked with one other address only does not show which of the two is its own; that the other one
/// belongs to another interface does.
public struct AddressOwners: Sendable {
    private struct Place: Hashable {
        var account: AccountID
        var address: IPAddress
    }

    private var owners: [Place: Set<UInt64>] = [:]
    /// The latest time that any part of the run came to, in seconds.
    var latest = Int64.min
    /// The time that all parts of the run together came to, unmoved by a few records of broken clocks.
    var recent = SweepClock()

    public init() {}

    /// Notes that an interface owns an address.
    public mutating func add(_ address: IPAddress, account: AccountID, interface: UInt64) {
        owners[Place(account: account, address: address), default: []].insert(interface)
    }

    /// Takes in what another part of the run saw.
    public mutating func merge(_ other: AddressOwners) {
        latest = max(latest, other.latest)
        recent.merge(other.recent)
        for (place, interfaces) in other.owners { owners[place, default: []].formUnion(interfaces) }
    }

    /// Whether another interface of the account owns the address.
    func isForeign(_ address: IPAddress, account: AccountID, interface: UInt64) -> Bool {
        guard let known = owners[Place(account: account, address: address)] else { return false }
        return !known.contains(interface)
    }
}
