// SPDX-License-Identifier: Apache-2.0

/// Attacks that show by where somebody is, and a mistake from the usual place.
extension AccountLife {
    /// The credentials of an instance, used from a server of the attacker.
    func stealInstanceCredentials(
        _ plan: AttackPlan, _ day: SimulatedDay, _ start: Int64, _ random: inout Randomness, _ journal: inout Journal
    ) -> AttackTruth? {
        guard let victim = standing(plan) else { return nil }
        let begin = max(start, victim.session.since + 900)
        let intruder = Intruder(&random)
        var theft = Intrusion(self, as: .role(victim.session, address: "", agent: ""), intruder, at: begin)
        theft.calls("sts:GetCallerIdentity s3:ListBuckets ec2:DescribeInstances", &random, &journal)
        let bucket = account.dataBuckets.first ?? account.logBucket
        for _ in 0..<random.within(20...50) { theft.call("s3:GetObject", bucket: bucket, &random, &journal) }
        return AttackTruth(
            kind: plan.kind, account: account.id, first: begin, last: theft.last,
            victims: [
                victim.id, victim.session.accessKey, victim.session.roleName, "\(victim.session.roleID):\(victim.id)",
            ],
            remote: intruder.address)
    }

    /// Instances that stood before the log began, and still do.
    func standing(_ plan: AttackPlan) -> Instance? {
        let old = instances.filter { $0.terminated == nil && $0.purpose != .bastion }
        return old.isEmpty ? nil : old[plan.number % old.count]
    }

    /// A password is used from the other end of the world, an hour after its owner signed in.
    func signInElsewhere(
        _ plan: AttackPlan, _ day: SimulatedDay, _ start: Int64, _ random: inout Randomness, _ journal: inout Journal
    ) -> AttackTruth? {
        let able = people.filter { $0.joins == 0 && $0.user != nil }
        guard !able.isEmpty else { return nil }
        let victim = able[plan.number % able.count]
        guard let user = victim.user else { return nil }
        let own = journal.attack
        journal.attack = nil
        var at = start
        _ = signIn(user, victim, &at, victim.homeAddress, day, &random, &journal)
        journal.attack = own
        // Far from every office.
        let far = NetworkPool.hostileHomes.filter { ["NG", "BR"].contains($0.country) }
        let address = random.pick(far, or: NetworkPool.hostile[0]).address(&random)
        let begin = at + 3_600
        let browser = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:115.0) Gecko/20100101 Firefox/115.0"
        consoleLogin(user, at: begin, address: address, agent: browser, succeeds: true, mfa: false, &random, &journal)
        let caller = Caller.consoleUser(
            user, key: "ASIA" + random.capitals(16), since: begin, mfa: false, address: address, agent: browser)
        var last = begin + 10
        for name in ["iam:GetAccountSummary", "iam:ListUsers", "ec2:DescribeInstances", "s3:ListBuckets"] {
            make(API(name), at: last, by: caller, &random, &journal)
            last += Int64(random.within(5...60))
        }
        return AttackTruth(
            kind: plan.kind, account: account.id, first: begin, last: last, victims: [user.name, caller.accessKey],
            remote: address)
    }

    /// Somebody who means well opens a bucket to everybody, from the usual place.
    func openBucket(
        _ plan: AttackPlan, _ day: SimulatedDay, _ start: Int64, _ random: inout Randomness, _ journal: inout Journal
    ) -> AttackTruth? {
        let able = people.filter { $0.joins == 0 }
        guard !able.isEmpty else { return nil }
        let person = able[plan.number % able.count]
        let user = person.user ?? buildUser
        let bucket = account.buckets[2 % account.buckets.count]
        var last = start
        for name in ["DeleteBucketPublicAccessBlock", "PutBucketPolicy"] {
            let api = API("s3", name)
            let address = person.user == nil ? NetworkPool.runners.address(&random) : person.homeAddress
            let caller = Caller.user(
                user, address: address, agent: person.client.tool(api, day: day.index, script: false))
            var call = Call(api, at: last, in: account.region)
            Arguments(account: account, instances: []).fillBucket(&call, bucket: bucket, &random)
            if name == "PutBucketPolicy" {
                call.request = AccountLife.policy(bucket: bucket, principal: "*", region: account.region)
            }
            journal.record(call, by: caller, in: account.index)
            last += 40
        }
        return AttackTruth(
            kind: plan.kind, account: account.id, first: start, last: last - 40,
            victims: [bucket, user.name, user.accessKey],
            remote: "")
    }
}
