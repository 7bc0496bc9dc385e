// SPDX-License-Identifier: Apache-2.0

extension AccountLife {
    /// Lets an attack happen on a day that was lived already. Returns what is to be known of it; nil where there is nobody to
    /// attack.
    func suffer(_ plan: AttackPlan, _ day: SimulatedDay, _ journal: inout Journal) -> AttackTruth? {
        var random = Randomness(seed: seed, "attack " + plan.kind.rawValue, account.index, plan.number)
        // Time enough is left for it to be over before the day is.
        let start = day.start + Int64(random.within(3_600...14 * 3_600))
        switch plan.kind {
        case .instanceCredentials: return stealInstanceCredentials(plan, day, start, &random, &journal)
        case .mining: return mine(plan, start, &random, &journal)
        case .portScan: return scanPorts(plan, start, &random, &journal)
        case .guessing: return guessPasswords(plan, start, &random, &journal)
        case .dnsExfiltration: return leakNames(plan, start, &random, &journal)
        case .consoleLogin: return signInElsewhere(plan, day, start, &random, &journal)
        case .publicBucket: return openBucket(plan, day, start, &random, &journal)
        default: return useStolenKey(plan, start, &random, &journal)
        }
    }

    /// Users with long-term keys, in an order of the seed.
    private var users: [IAMUser] {
        var order = Randomness(seed: seed, "victims", account.index)
        return order.shuffled(people.filter { $0.joins == 0 }.compactMap(\.user) + [buildUser])
    }

    func user(for plan: AttackPlan) -> IAMUser { users[plan.number % users.count] }

    private func useStolenKey(
        _ plan: AttackPlan, _ start: Int64, _ random: inout Randomness, _ journal: inout Journal
    ) -> AttackTruth? {
        let victim = user(for: plan)
        let intruder = plan.kind == .kali ? Intruder.onKali(&random) : Intruder(&random)
        var theft = Intrusion(self, as: .user(victim, address: "", agent: ""), intruder, at: start)
        theft.call("sts:GetCallerIdentity", &random, &journal)
        var victims = [victim.name, victim.accessKey]
        switch plan.kind {
        case .compromisedCredentials: victims += takeOver(&theft, victim, &random, &journal)
        case .compromisedData: victims += takeData(&theft, &random, &journal)
        case .unusualLaunch: launchMiners(&theft, &random, &journal)
        case .bucketDiscovery, .bucketExfiltration, .bucketDelete, .bucketWrite, .bucketPermission:
            victims += workOnBuckets(plan.kind, &theft, &random, &journal)
        default: follow(plan.kind, &theft, victim, &random, &journal)
        }
        return AttackTruth(
            kind: plan.kind, account: account.id, first: start, last: theft.last, victims: victims,
            remote: theft.intruder.address)
    }
}
