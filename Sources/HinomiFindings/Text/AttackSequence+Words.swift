// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

extension AttackSequence {
    // Steps of a tactic that are told one by one.
    private static let shown = 6

    /// The attack as a story: tactic by tactic in the order in which they began, and of each what was done when, from where.
    var story: [String] {
        tactics.flatMap { tactic in
            let own = steps.filter { $0.tactic == tactic }
            var lines = ["— " + tactic.name + " —"] + own.prefix(AttackSequence.shown).map(line)
            if own.count > AttackSequence.shown { lines.append("and \(own.count - AttackSequence.shown) more") }
            return lines
        }.map { VisibleText.of($0) }
    }

    private func line(_ step: Step) -> String {
        let isOneDay = steps.allSatisfy { PlainTime.day($0.first) == PlainTime.day(step.first) }
        var words = (isOneDay ? "" : PlainTime.day(step.first) + " ") + PlainTime.clock(step.first)
        words += " " + (step.api.isEmpty ? step.call : step.service + " " + step.api)
        if let thing = step.thing, thing.kind != .accessKey { words += " on " + thing.name }
        if step.count > 1 { words += ", " + PlainNumber.times(step.count) }
        if let address = step.address { words += ", from " + address.description }
        if actors.count > 1, let actor = actors.first(where: { $0.id == step.actor }) { words += ", by " + actor.name }
        if step.isRefused { words += ", refused" }
        return words + (step.type.isEmpty ? "" : " (" + step.type + ")")
    }
}

extension AttackSequence.Actor {
    // Users are known by their names, sessions of roles by their keys as well.
    fileprivate var name: String {
        if caller.userType == "AssumedRole", !caller.userName.isEmpty, !caller.accessKeyID.isEmpty {
            return "role " + caller.userName + " with " + caller.accessKeyID
        }
        return caller.name
    }
}
