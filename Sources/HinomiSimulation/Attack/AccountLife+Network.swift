// SPDX-License-Identifier: Apache-2.0

/// Attacks that show in flow and query logs.
extension AccountLife {
    /// The pools of the simulated miners: what a threat list would name.
    static let miningPools = ["45.77.12.34", "45.77.98.7"]

    private func truth(_ plan: AttackPlan, _ victim: Instance, _ first: Int64, _ last: Int64, _ remote: String)
        -> AttackTruth
    {
        AttackTruth(
            kind: plan.kind, account: account.id, first: first, last: last,
            victims: [victim.id, victim.interface, victim.address], remote: remote)
    }

    /// One long quiet conversation with a pool.
    func mine(
        _ plan: AttackPlan, _ start: Int64, _ random: inout Randomness, _ journal: inout Journal
    ) -> AttackTruth? {
        guard let victim = standing(plan) else { return nil }
        let pool = AccountLife.miningPools[plan.number % AccountLife.miningPools.count]
        let port = FlowWindow.ephemeral(&random)
        let first = start - start % 600
        let windows = Int64(random.within(24...48))
        for number in 0..<windows {
            var window = FlowWindow(account: account, instance: victim, start: first + number * 600)
            let shares = random.within(18...26)
            window.talk(
                from: victim.address, port, to: pool, 3_333, sent: (shares, shares * 260),
                answered: (shares, shares * 190))
            for line in window.texts { journal.flow(line, at: window.start + 599, in: account.index) }
        }
        return truth(plan, victim, first, first + windows * 600, pool)
    }

    /// Ports of one host outside are tried, which turns most down.
    func scanPorts(
        _ plan: AttackPlan, _ start: Int64, _ random: inout Randomness, _ journal: inout Journal
    ) -> AttackTruth? {
        guard let victim = standing(plan) else { return nil }
        let target = NetworkPool.sites.address(&random)
        let ports = random.shuffled(Array(1...1_024)).prefix(random.within(180...400))
        var at = start
        for (number, port) in ports.enumerated() {
            var window = FlowWindow(account: account, instance: victim, start: at)
            let own = FlowWindow.ephemeral(&random)
            window.line(victim.address, target, own, port, 6, 1, 44, at, at, "ACCEPT")
            window.line(target, victim.address, port, own, 6, 1, 40, at, at, "ACCEPT")
            for line in window.texts { journal.flow(line, at: at, in: account.index) }
            if number % 3 == 0 { at += 1 }
        }
        return truth(plan, victim, start, at, target)
    }

    /// Somebody guesses passwords at the machine that stands outside.
    func guessPasswords(
        _ plan: AttackPlan, _ start: Int64, _ random: inout Randomness, _ journal: inout Journal
    ) -> AttackTruth? {
        guard let victim = instances.first(where: { $0.purpose == .bastion }) else { return nil }
        let intruder = Intruder(&random)
        var at = start
        for _ in 0..<random.within(150...300) {
            var window = FlowWindow(account: account, instance: victim, start: at)
            window.talk(
                from: intruder.address, FlowWindow.ephemeral(&random), to: victim.address, 22,
                sent: (random.within(14...16), random.within(1_700...1_800)),
                answered: (random.within(13...15), random.within(2_300...2_400)), from: at,
                for: Int64(random.within(2...4)))
            for line in window.texts { journal.flow(line, at: at, in: account.index) }
            at += Int64(random.within(3...6))
        }
        return truth(plan, victim, start, at, intruder.address)
    }

    /// Data leaves in the names that are asked for.
    func leakNames(
        _ plan: AttackPlan, _ start: Int64, _ random: inout Randomness, _ journal: inout Journal
    ) -> AttackTruth? {
        guard let victim = standing(plan) else { return nil }
        let domain = "cdn-\(random.hex(6)).net"
        var at = start
        for number in 0..<random.within(400...800) {
            let name = "\(random.hex(58)).\(random.hex(58)).\(number).\(domain)"
            journal.query(
                QueryText.line(name, type: "TXT", answer: "\"ok\"", by: victim, account: account, at: at, &random),
                at: at,
                in: account.index)
            if random.chance(0.5) { at += 1 }
        }
        return truth(plan, victim, start, at, domain)
    }
}
