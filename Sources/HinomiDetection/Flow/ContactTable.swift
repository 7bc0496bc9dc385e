// SPDX-License-Identifier: Apache-2.0

/// The open contacts of an engine by interface and 5-tuple.
///
/// A value like any other, though it works on memory of its own: `take` copies that when somebody else has it too.
struct ContactTable {
    private var owner: Owner

    private final class Owner {
        var cells: ContactCells
        init(_ cells: ContactCells) { self.cells = cells }
        deinit { cells.deallocate() }
    }

    init(seed: UInt64 = .random(in: .min ... .max)) { owner = Owner(ContactCells(seed: seed)) }

    /// The number of contacts.
    var count: Int { owner.cells.count }

    /// The contacts.
    var contacts: [FlowContact] {
        let cells = owner.cells
        return cells.places.map { cells.contacts[$0] }
    }

    /// Puts in a contact that is not there yet. Returns its place.
    @discardableResult
    mutating func insert(_ contact: FlowContact) -> Int {
        var cells = take()
        defer { put(cells) }
        return cells.insert(contact, hash: cells.hash(of: contact))
    }

    /// The memory itself, for work on many contacts; until it is `put` back, nothing else may use the table.
    mutating func take() -> ContactCells {
        if !isKnownUniquelyReferenced(&owner) { owner = Owner(ContactCells(copying: owner.cells)) }
        return owner.cells
    }

    /// Puts back what was taken.
    mutating func put(_ cells: ContactCells) { owner.cells = cells }
}
