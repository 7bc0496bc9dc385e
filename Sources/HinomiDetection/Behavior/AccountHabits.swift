// SPDX-License-Identifier: Apache-2.0

import HinomiRecords
import HinomiStatistics

/// What is usual in whole accounts: which interfaces do what since when, how often any of them turns to something new, and how
/// many are watched.
///
/// What is rare for each of two hundred interfaces happens every day in their account: findings that rest on nothing but
/// being unusual are held against the account as well. Merging is commutative, and bounded for each account.
public struct AccountHabits: Sendable {
    /// Interfaces remembered for a thing: so many that did it first, and so many that did it first last.
    static let maxUses = 8
    /// Things remembered for an account: of more, those with the least hashes, so that it does not matter who merges whom.
    fileprivate static let maxThings = 100_000

    struct Use: Hashable, Sendable {
        var day: UInt16
        var interface: UInt64
        /// Whether it was new for the interface then; what it did from its first days on is no news.
        var wasNew: Bool

        static func isEarlier(_ a: Use, _ b: Use) -> Bool { (a.day, a.interface) < (b.day, b.interface) }
    }

    struct Account: Sendable {
        var since = Int64.max
        var uses: [UInt32: [Use]] = [:]
        /// New things by kind and day.
        var novelties: [UInt8: [UInt16: Int]] = [:]
        var volumes = 0
    }

    private(set) var accounts: [AccountID: Account] = [:]

    public init() {}

    mutating func add(_ habits: Habits, account id: AccountID) {
        var account = accounts.removeValue(forKey: id) ?? Account()
        account.since = min(account.since, habits.since)
        if habits.hasVolumes { account.volumes += 1 }
        let settled = FirstUseProfile.day(of: habits.since &+ FirstUseProfile.settling)
        for (thing, day) in habits.firstUses {
            let use = Use(day: day, interface: habits.interface, wasNew: day >= settled)
            account.add([use], of: thing)
        }
        account.bound()
        for (rule, day) in habits.novelties { account.novelties[rule, default: [:]][day, default: 0] += 1 }
        accounts[id] = account
    }

    /// Takes in the habits of other interfaces.
    public mutating func merge(_ other: AccountHabits) {
        for (id, theirs) in other.accounts {
            guard var account = accounts.removeValue(forKey: id) else {
                accounts[id] = theirs
                continue
            }
            account.since = min(account.since, theirs.since)
            account.volumes += theirs.volumes
            for (thing, uses) in theirs.uses { account.add(uses, of: thing) }
            account.bound()
            for (rule, days) in theirs.novelties {
                account.novelties[rule, default: [:]].merge(days) { $0 + $1 }
            }
            accounts[id] = account
        }
    }
}

extension AccountHabits.Account {
    fileprivate mutating func add(_ more: [AccountHabits.Use], of thing: UInt32) {
        let known = uses[thing] ?? []
        var all = (known + more).sorted(by: AccountHabits.Use.isEarlier)
        // The earliest tell who has always done it, the latest who begins now.
        if all.count > 2 * AccountHabits.maxUses {
            all.removeSubrange(AccountHabits.maxUses..<(all.count - AccountHabits.maxUses))
        }
        uses[thing] = all
    }

    fileprivate mutating func bound() {
        guard uses.count > AccountHabits.maxThings else { return }
        for thing in uses.keys.sorted()[AccountHabits.maxThings...] { uses[thing] = nil }
    }

    /// New things a day to be expected of all interfaces together: those of the last month, up to the day before
    /// yesterday, and half a one for what was not seen yet. What came up with the event itself tells nothing of calm days.
    func noveltiesPerDay(_ rule: UInt8, at seconds: Int64) -> Double {
        let today = Int(FirstUseProfile.day(of: seconds))
        let recent = novelties[rule, default: [:]].reduce(0) { sum, day in
            (today - Int(FirstUseProfile.rateDays)..<today - 1).contains(Int(day.key)) ? sum + day.value : sum
        }
        let learned = min(FirstUseProfile.rateDays * 86_400, seconds - since - FirstUseProfile.settling)
        return (Double(recent) + 0.5) / max(1, Double(learned) / 86_400)
    }
}
