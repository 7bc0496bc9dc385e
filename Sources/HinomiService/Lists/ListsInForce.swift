// SPDX-License-Identifier: Apache-2.0

package import HinomiIntelligence
import HinomiRecords
package import HinomiStore

/// The lists that users brought, for whoever watches logs: each with the accounts that it acts on.
///
/// What has not changed is not read again.
package struct ListsInForce: Sendable {
    /// The lists as detection asks them.
    package private(set) var accounts = AccountLists.none
    /// Lists that could not be used, by id, and why: each is told once.
    package private(set) var problems: [(list: String, reason: String)] = []
    // Names of lists that act on all accounts: findings tell which is meant.
    private let taken: Set<String>
    private var acting: [DecidingLists] = []
    private var bundles: [String: IntelligenceBundle] = [:]
    private var changes = -1

    /// No lists yet, beside those that act on all accounts.
    package init(beside shared: IntelligenceBundle) { taken = Set(shared.lists.map(\.name)) }

    /// How many lists act.
    package var count: Int { acting.reduce(0) { $0 + $1.lists.count } }

    /// Whether anything may have changed in the store since the last update.
    package func isOutdated(in store: Transaction) throws -> Bool { try store.listChangeCount() != changes }

    /// Brings the lists to what the store has. Returns whether they are others than before.
    package mutating func update(from store: Transaction) throws -> Bool {
        changes = try store.listChangeCount()
        problems = []
        let before = acting
        let known = Dictionary(before.map { ($0.detectorID, $0.lists) }) { first, _ in first }
        acting = try store.decidingLists()
        guard acting != before else { return false }
        var made: [String: IntelligenceBundle] = [:]
        for deciding in acting {
            let old = known[deciding.detectorID] == deciding.lists ? bundles[deciding.detectorID] : nil
            made[deciding.detectorID] = try old ?? bundle(of: deciding.lists, from: store)
        }
        bundles = made
        accounts = AccountLists(
            acting.compactMap { deciding in
                made[deciding.detectorID].map { bundle in
                    AccountLists.Group(
                        bundle,
                        for: deciding.accounts.map { AccountLists.Scope(account: $0, region: deciding.region) })
                }
            })
        return true
    }

    private mutating func bundle(
        of lists: [DecidingLists.Entry], from store: Transaction
    ) throws -> IntelligenceBundle {
        var builder = IntelligenceBundle.Builder(includingBuiltIns: false)
        var taken = taken
        for list in lists {
            guard let content = try store.content(of: list.id) else { continue }
            // A feed, or a list of another kind, may have the same name. Nothing is told of a trusted list by its name.
            let names = [list.name, "\(list.name) (\(list.kind.rawValue))", "\(list.name) (\(list.id))"]
            let free = (list.kind.isTrusted ? names.suffix(1) : names[...]).first { !taken.contains($0) }
            let name = free ?? names[2]
            taken.insert(name)
            do throws(IntelligenceError) {
                try builder.add(content, of: list.kind, list.format, as: name)
            } catch {
                // It was checked when it became active; whatever is wrong with it, others' lists go on.
                problems.append((list.id, "\(error)"))
            }
        }
        return builder.build()
    }
}
