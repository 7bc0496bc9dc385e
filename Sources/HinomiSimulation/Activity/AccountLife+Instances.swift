// SPDX-License-Identifier: Apache-2.0

extension AccountLife {
    /// The web tier grows in the morning and shrinks in the evening.
    mutating func scale(_ day: SimulatedDay, _ journal: inout Journal) {
        var random = Randomness(seed: seed, "scaling", account.index, day.index)
        guard day.isWorkday || random.chance(0.3) else { return }
        let group = RoleSession(
            account: account.id, role: scalingRole.name, roleID: scalingRole.id, name: "AutoScaling", since: day.start,
            &random)
        let caller = Caller.serviceRole(group, service: "autoscaling")
        for _ in 0..<random.within(1...3) {
            let time = day.start + Int64(random.within(5 * 3_600...10 * 3_600))
            var instance = Instance(.web, account: account, role: roles[0], at: time, &random)
            let zone = account.region + random.pick(["a", "b", "c"], or: "a")
            var launch = Call(API("ec2", "RunInstances"), at: time, in: account.region)
            launch.request =
                "{\"instancesSet\":{\"items\":[{\"imageId\":\"\(account.image)\",\"minCount\":1,\"maxCount\":1}]},\"instanceType\":"
                + "\"t3.medium\",\"blockDeviceMapping\":{},\"monitoring\":{\"enabled\":false},\"subnetId\":\"\(instance.subnet)\","
                + "\"disableApiTermination\":false,\"clientToken\":\"fleet-\(random.uuid())\"}"
            launch.response =
                "{\"requestId\":\"\(random.uuid())\",\"reservationId\":\"r-0\(random.hex(16))\",\"ownerId\":\"\(account.id)\","
                + "\"groupSet\":{},\"instancesSet\":{\"items\":["
                + instance.launchText(account: account, zone: zone, type: "t3.medium") + "]}}"
            journal.record(launch, by: caller, in: account.index)
            let end = day.start + Int64(random.within(17 * 3_600...22 * 3_600))
            instance.terminated = end
            var stop = Call(API("ec2", "TerminateInstances"), at: end, in: account.region)
            stop.request = "{\"instancesSet\":{\"items\":[{\"instanceId\":\"\(instance.id)\"}]}}"
            stop.response =
                "{\"requestId\":\"\(random.uuid())\",\"instancesSet\":{\"items\":[{\"instanceId\":\"\(instance.id)\","
                + "\"currentState\":{\"code\":32,\"name\":\"shutting-down\"},\"previousState\":{\"code\":16,\"name\":\"running\"}}]}}"
            journal.record(stop, by: caller, in: account.index)
            instances.append(instance)
        }
    }

    /// Instances use their roles: AWS renews the credentials, agents report, programs fetch and store.
    mutating func runInstances(_ day: SimulatedDay, _ journal: inout Journal) {
        for i in instances.indices {
            var random = Randomness(seed: seed, "instance " + instances[i].id, day.index)
            let from = max(day.start, instances[i].launched)
            let to = min(day.end, instances[i].terminated ?? .max)
            guard from < to else { continue }
            var at = from + (from == day.start ? Int64(random.below(900)) : 20)
            var renewal = from == day.start ? day.start + Int64(random.below(6 * 3_600)) : from + 5
            while at < to {
                if renewal <= at {
                    renew(&instances[i], at: renewal, &random, &journal)
                    renewal += 6 * 3_600
                }
                report(instances[i], at: at, &random, &journal)
                at += 300 + Int64(random.below(4))
            }
            let start = max(from, day.start)
            let busy = random.arrivals(from: start, to: to, peak: 12) { second in
                let clock = Double((second % 86_400)) / 86_400
                return 3 + 9 * max(0, 1 - abs(clock - 0.55) * 4)
            }
            for time in busy { use(instances[i], at: time, &random, &journal) }
        }
    }

    private func renew(
        _ instance: inout Instance, at time: Int64, _ random: inout Randomness, _ journal: inout Journal
    ) {
        var session = RoleSession(
            account: account.id, role: instance.session.role, roleID: instance.session.roleID, name: instance.id,
            since: time, &random)
        session.isInstance = true
        instance.session = session
        takeRole(session, for: "ec2", at: time, &random, &journal)
    }

    /// A service takes a role for a program.
    func takeRole(
        _ session: RoleSession, for service: String, at time: Int64, _ random: inout Randomness,
        _ journal: inout Journal
    ) {
        var call = Call(API("sts", "AssumeRole"), at: time, in: account.region)
        call.request = JSONText.object(("roleArn", session.roleARN), ("roleSessionName", session.name))
        call.response = session.credentials(&random, hours: 6)
        call.resources = [
            "{\"accountId\":\"\(account.id)\",\"type\":\"AWS::IAM::Role\",\"ARN\":\"\(session.roleARN)\"}"
        ]
        call.shared = journal.sharedID()
        journal.record(call, by: .service(service), in: account.index)
    }

    private func report(
        _ instance: Instance, at time: Int64, _ random: inout Randomness, _ journal: inout Journal
    ) {
        var call = Call(API("ssm", "UpdateInstanceInformation"), at: time, in: account.region)
        call.request =
            "{\"instanceId\":\"\(instance.id)\",\"agentVersion\":\"3.3.987.0\",\"agentStatus\":\"Active\",\"platformType\":\"Linux\","
            + "\"platformName\":\"Amazon Linux\",\"platformVersion\":\"2023\",\"iPAddress\":\"\(instance.address)\","
            + "\"computerName\":\"ip-\(instance.address.split(separator: ".").joined(separator: "-")).\(account.region).compute.internal\"}"
        let agent = "aws-sdk-go/1.55.5 (go1.22.5; linux; amd64) amazon-ssm-agent/3.3.987.0"
        journal.record(
            call, by: .role(instance.session, address: exit(of: instance), agent: agent), in: account.index)
    }

    private func use(_ instance: Instance, at time: Int64, _ random: inout Randomness, _ journal: inout Journal) {
        let caller = Caller.role(
            instance.session, address: exit(of: instance),
            agent: "Boto3/1.34.140 md/Botocore#1.34.140 ua/2.0 os/linux#6.1.97-104.177.amzn2023.x86_64 md/arch#x86_64 "
                + "lang/python#3.11.6 md/pyimpl#CPython Botocore/1.34.140")
        let buckets = Array(account.dataBuckets)
        switch instance.purpose {
        case .web:
            let api = random.pick(
                ["ssm:GetParameter", "secretsmanager:GetSecretValue", "ecr:GetAuthorizationToken"], or: "")
            if random.chance(0.2) { make(API(api), at: time, by: caller, &random, &journal) }
            objectCall(
                "GetObject", random.pick(buckets, or: account.logBucket), at: time, by: caller, &random, &journal)
        case .worker:
            let name = random.chance(0.5) ? "PutObject" : "GetObject"
            objectCall(name, random.pick(buckets, or: account.logBucket), at: time, by: caller, &random, &journal)
            if random.chance(0.1) { make(API("sqs:GetQueueAttributes"), at: time, by: caller, &random, &journal) }
        case .bastion, .monitor:
            if random.chance(0.1) { make(API("ec2:DescribeInstances"), at: time, by: caller, &random, &journal) }
        }
    }

    /// The address that the world sees an instance at.
    func exit(of instance: Instance) -> String { instance.publicAddress ?? account.natAddress }
}
