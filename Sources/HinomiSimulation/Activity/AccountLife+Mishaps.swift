// SPDX-License-Identifier: Apache-2.0

extension AccountLife {
    /// What goes wrong without anybody meaning harm: such days must not look like attacks.
    func mishap(_ day: SimulatedDay, _ journal: inout Journal) {
        var random = Randomness(seed: seed, "mishap", account.index, day.index)
        guard random.chance(0.12) else { return }
        let at = day.start + Int64(random.within(7 * 3_600...16 * 3_600))
        switch random.below(3) {
        case 0: retryWithOldKey(at, day, &random, &journal)
        case 1: runWithoutPermission(at, &random, &journal)
        default: tryRegion(at, day, &random, &journal)
        }
    }

    // Credentials ran out, and a job goes on asking.
    private func retryWithOldKey(
        _ start: Int64, _ day: SimulatedDay, _ random: inout Randomness, _ journal: inout Journal
    ) {
        let address = NetworkPool.runners.address(&random)
        let agent =
            "Boto3/1.34.140 md/Botocore#1.34.140 ua/2.0 os/linux#6.8.0-1014-azure md/arch#x86_64 lang/python#3.11.9 "
            + "Botocore/1.34.140"
        var at = start
        for _ in 0..<random.within(40...160) {
            var call = Call(API("ecr", "GetAuthorizationToken"), at: at, in: account.region)
            call.error = CallError(
                code: "ExpiredTokenException", message: "The security token included in the request is expired")
            journal.record(call, by: .user(buildUser, address: address, agent: agent), in: account.index)
            at += Int64(random.within(20...45))
        }
    }

    // A function was deployed without the right to do its work.
    private func runWithoutPermission(_ start: Int64, _ random: inout Randomness, _ journal: inout Journal) {
        guard let role = random.pick(workers) else { return }
        let function = random.pick(account.functions, or: "app")
        let session = RoleSession(
            account: account.id, role: role.name, roleID: role.id, name: function, since: start, &random)
        let caller = Caller.role(
            session, address: NetworkPool.amazon(account.region).address(&random),
            agent: "Boto3/1.34.145 md/Botocore#1.34.145 ua/2.0 os/linux#5.10.224 md/arch#x86_64 lang/python#3.12.4 "
                + "exec-env/AWS_Lambda_python3.12 Botocore/1.34.145")
        let api = random.pick(
            ["sqs:SendMessageBatch", "dynamodb:DescribeTable", "secretsmanager:GetSecretValue"], or: "")
        var at = start
        for _ in 0..<random.within(60...250) {
            var call = Call(API(api), at: at, in: account.region)
            Arguments(account: account, instances: instances).fill(&call, by: caller, &random)
            call.error = .denied(call.api, caller: caller)
            journal.record(call, by: caller, in: account.index)
            at += max(1, Int64(random.wait(mean: 12)))
        }
    }

    // Operations has a look at a region that nobody used before.
    private func tryRegion(
        _ start: Int64, _ day: SimulatedDay, _ random: inout Randomness, _ journal: inout Journal
    ) {
        let able = people.filter {
            $0.archetype.name == "operations" && day.index >= $0.joins && !$0.leave.contains(day.index)
        }
        guard let person = random.pick(able), let user = person.user else { return }
        let region = random.pick(["ap-northeast-1", "ap-southeast-2", "sa-east-1"], or: account.otherRegion)
        var at = Double(start)
        let address = person.place(dayIndex: day.index, account: account, &random)
        for api in ["ec2:DescribeVpcs", "ec2:DescribeSubnets", "ec2:DescribeImages", "ec2:DescribeAvailabilityZones"]
            .map({ API($0) })
        {
            let agent = person.client.tool(api, day: day.index, script: false)
            make(api, at: Int64(at), by: .user(user, address: address, agent: agent), in: region, &random, &journal)
            at += random.lognormal(median: 25, spread: 1)
        }
    }
}
