// SPDX-License-Identifier: Apache-2.0

public import HinomiFindings
import HinomiRecords
import HinomiStatistics

extension AccountHabits {
    struct Limits: LimitSet {
        var mediumPerDay = 0.1
        var lowPerDay = 1.0
        var rollOut = 3

        static let rows: [Limit<Limits>] = [
            Limit(
                "mediumPerDay", \.mediumPerDay, 0.0001...1_000,
                "findings a day of a kind that are to be expected in the account, above which one is Low"),
            Limit("lowPerDay", \.lowPerDay, 0.0001...1_000, "the same, above which one is not told"),
            Limit(
                "rollOut", \.rollOut, 1...8, unit: "interfaces",
                "other interfaces that turn to the same new thing within a day, from which on it is Low"),
        ]

        static let ascending = [["mediumPerDay", "lowPerDay"]]
    }

    /// Holds a finding that rests on being unusual against its whole account. Returns whether it is worth telling, and makes
    /// it Low where it is less sure than Medium asks for.
    ///
    /// `group` names the kind of host behind an interface, where it is known: interfaces of one kind are expected to do alike.
    public func judge(_ finding: inout Finding, by limits: DetectionLimits, group: (UInt64) -> String?) -> Bool {
        let limits = limits.habits
        guard let oddity = finding.oddity, let account = accounts[finding.account] else { return true }
        let expected: Double
        switch oddity.kind {
        case .firstUse(let thing, let rule):
            judge(&finding, oddity, by: account.uses[thing] ?? [], limits, group)
            expected = account.noveltiesPerDay(rule, at: oddity.first.seconds)
            add("new ones a day that are to be expected in this account", expected, limits, to: &finding)
        case .volume(let chance):
            expected = chance * 24 * Double(max(1, account.volumes))
            add("hours a day that are to come so high in this account", expected, limits, to: &finding)
        }
        if expected > limits.lowPerDay { return false }
        if expected > limits.mediumPerDay {
            lower(&finding, "As much is to be expected in this account now and then.")
        }
        return true
    }

    // Neighbours that do the same make it less surprising.
    private func judge(
        _ finding: inout Finding, _ oddity: Oddity, by uses: [Use], _ limits: Limits, _ group: (UInt64) -> String?
    ) {
        let today = Int(FirstUseProfile.day(of: oddity.first.seconds))
        let others = uses.filter { $0.interface != oddity.interface }
        let alike = others.filter { $0.wasNew && (today - 1...today).contains(Int($0.day)) }
        if alike.count >= limits.rollOut {
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

    private func add(_ what: String, _ expected: Double, _ limits: Limits, to finding: inout Finding) {
        finding.reasons.append(
            Reason(what, observed: AccountHabits.rounded(expected), limit: limits.mediumPerDay))
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
