// SPDX-License-Identifier: Apache-2.0

extension AccountLife {
    /// What AWS itself does in an account all day.
    func serve(_ day: SimulatedDay, _ journal: inout Journal) {
        var random = Randomness(seed: seed, "services", account.index, day.index)
        deliver(day, &random, &journal)
        for (service, role, apis, mean) in AccountLife.recorders {
            var at = day.start + Int64(random.wait(mean: mean / 2))
            var fixed = Randomness(seed: seed, "service role " + service, account.index)
            let path = "aws-service-role/\(service).amazonaws.com/\(role)"
            let roleID = "AROA" + fixed.capitals(17)
            while at < day.end {
                let session = RoleSession(
                    account: account.id, role: path, roleID: roleID, name: role.replacingPrefix("AWSServiceRoleFor"),
                    since: at, &random)
                let caller = Caller.serviceRole(session, service: service)
                for step in 0..<random.within(1...4) {
                    make(
                        random.pick(apis, or: API("ec2:DescribeInstances")), at: at + Int64(step), by: caller,
                        failing: 0.01,
                        &random, &journal)
                }
                at += max(1, Int64(random.wait(mean: mean)))
            }
        }
        if random.chance(0.03) {
            var rotation = Call(
                API("kms", "RotateKey"), at: day.start + Int64(random.below(86_400)), in: account.region)
            rotation.type = "AwsServiceEvent"
            rotation.resources = [
                "{\"accountId\":\"\(account.id)\",\"type\":\"AWS::KMS::Key\",\"ARN\":\"arn:aws:kms:\(account.region):\(account.id):key/\(account.key)\"}"
            ]
            let identity = JSONText.object(("accountId", account.id), ("invokedBy", "AWS Internal"))
            journal.record(
                rotation,
                by: Caller(identity: identity, address: "AWS Internal", agent: "AWS Internal", isService: true),
                in: account.index)
        }
    }

    // CloudTrail looks whether it may write to the bucket, and gets a key to write with.
    private func deliver(_ day: SimulatedDay, _ random: inout Randomness, _ journal: inout Journal) {
        var at = day.start + Int64(random.below(200))
        let caller = Caller.service("cloudtrail")
        while at < day.end {
            var check = Call(API("s3", "GetBucketAcl"), at: at, in: account.region)
            Arguments(account: account, instances: []).fillBucket(&check, bucket: account.logBucket, &random)
            check.shared = journal.sharedID()
            journal.record(check, by: caller, in: account.index)
            if random.chance(0.6) {
                var key = Call(API("kms", "GenerateDataKey"), at: at + 1, in: account.region)
                Arguments(account: account, instances: []).fill(&key, by: caller, &random)
                key.request =
                    "{\"keyId\":\"arn:aws:kms:\(account.region):\(account.id):key/\(account.key)\",\"encryptionContext\":{"
                    + "\"aws:cloudtrail:arn\":\"arn:aws:cloudtrail:\(account.region):\(account.id):trail/\(account.trail)\","
                    + "\"aws:s3:arn\":\"arn:aws:s3:::\(account.logBucket)/AWSLogs/\(account.id)/CloudTrail/\"},\"keySpec\":\"AES_256\"}"
                key.shared = journal.sharedID()
                journal.record(key, by: caller, in: account.index)
            }
            at += 180 + Int64(random.below(240))
        }
    }

    // Service, its role, what it calls, and seconds between two rounds.
    private static let recorders: [(String, String, [API], Double)] = [
        (
            "config", "AWSServiceRoleForConfig",
            apis(
                "ec2:DescribeSecurityGroups ec2:DescribeInstances ec2:DescribeVolumes s3:GetBucketPolicy s3:GetBucketAcl "
                    + "iam:GetRole iam:ListAttachedRolePolicies lambda:GetPolicy20150331v2 rds:DescribeDBInstances"),
            900
        ),
        (
            "trustedadvisor", "AWSServiceRoleForTrustedAdvisor",
            apis("ec2:DescribeAddresses rds:DescribeDBInstances iam:GetAccountSummary s3:GetBucketVersioning"), 5_400
        ),
        (
            "autoscaling", "AWSServiceRoleForAutoScaling",
            apis("ec2:DescribeInstanceStatus elasticloadbalancing:DescribeTargetHealth monitoring:DescribeAlarms"),
            1_800
        ),
        (
            "resource-explorer-2", "AWSServiceRoleForResourceExplorer",
            apis("ec2:DescribeVpcs ec2:DescribeSubnets s3:ListBuckets lambda:ListFunctions20150331 iam:ListRoles"),
            7_200
        ),
    ]

    private static func apis(_ text: String) -> [API] { text.split(separator: " ").map { API(String($0)) } }
}
