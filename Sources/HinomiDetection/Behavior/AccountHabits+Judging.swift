// SPDX-License-Identifier: Apache-2.0

public import HinomiFindings
import HinomiRecords
import HinomiStatistics

extension AccountHabits {
    /// False findings a day and account that may be expected of each learned behaviour: of Medium and above, and of Low.
    static let budget = (medium: 0.1, low: 1.0)
    /// Other interfaces that turn to the same new thing within a day, from which on it is a roll-out rather than one host.
    static let rollOut = 3

    /// Holds a finding that rests on being unusual against its whole account. Returns whether it is worth telling, and makes
    /// it Low where it is less sure than Medium asks for.
    ///
    /// `group` names the kind of host behind an interface, where it is known: interfaces of one kind are expected to do alike.
    public func judge(_ finding: inout Finding, group: (UInt64) -> String?) -> Bool {
        guard let oddity = finding.oddity, let account = accounts[finding.account] else { return true }
        let expected: Double
        switch oddity.kind {
        case .firstUse(let thing, let rule):
            judge(&finding, oddity, by: account.uses[thing] ?? [], group)
            expected = account.noveltiesPerDay(rule, at: oddity.first.seconds)
            add("new ones a day that are to be expected in this account", expected, to: &finding)
        case .volume(let chance):
            expected = chance * 24 * Double(max(1, account.volumes))
            add("hours a day that are to come so high in this account", expected, to: &finding)
        }
        if expected > AccountHabits.budget.low { return false }
        if expected > AccountHabits.budget.medium {
            lower(&finding, "As much is to be expected in this account now and then.")
        }
        return true
    }

    // Neighbours that do the same make it less surprising.
    private func judge(_ finding: inout Finding, _ oddity: Oddity, by uses: [Use], _ group: (UInt64) -> String?) {
        let today = Int(FirstUseProfile.day(of: oddity.first.seconds))
        let others = uses.filter { $0.interface != oddity.interface }
        let alike = others.filter { $0.wasNew && (today - 1...today).contains(Int($0.day)) }
        if alike.count >= AccountHabits.rollOut {
            let word = alike.count + 1 >= AccountHabits.maxUses ? "\(alike.count) or more" : "\(alike.count)"
            lower(
                &finding,
                "\(word) other interfaces of the account turned to it within a day: new software, or something that spreads."
            )
        }
        guard let kind = group(oddity.interface) else { return }
        if others.contains(where: { Int($0.day) < today - 1 && group($0.interface) == kind }) {
            lower(&finding, "Instances of the same image and role did so before.")
        }
    }

    private func add(_ what: String, _ expected: Double, to finding: inout Finding) {
        finding.reasons.append(
            Reason(what, observed: AccountHabits.rounded(expected), limit: AccountHabits.budget.medium))
    }

    // Two digits that count, whatever the size.
    static func rounded(_ x: Double) -> Double {
        guard x > 0, x.isFinite else { return x }
        var scale = 1.0
        while x * scale < 10, scale < 1e12 { scale *= 10 }
        return (x * scale).rounded() / scale
    }

    private func lower(_ finding: inout Finding, _ why: String) {
        finding.severity = min(finding.severity, .low)
        finding.caveats.append(why)
    }
}
