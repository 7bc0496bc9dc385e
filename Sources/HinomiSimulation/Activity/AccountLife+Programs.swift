// SPDX-License-Identifier: Apache-2.0

extension AccountLife {
    /// Functions start and stop; each start takes the role and opens a log stream.
    func runFunctions(_ day: SimulatedDay, _ journal: inout Journal) {
        for (number, role) in workers.enumerated() {
            var random = Randomness(seed: seed, "function", account.index, number, day.index)
            let function = account.functions[number % account.functions.count]
            let times = random.arrivals(from: day.start, to: day.end, peak: 2) { second in
                0.6 + 1.4 * max(0, 1 - abs(Double(second % 86_400) / 86_400 - 0.55) * 4)
            }
            for time in times {
                let session = RoleSession(
                    account: account.id, role: role.name, roleID: role.id, name: function, since: time, &random)
                takeRole(session, for: "lambda", at: time, &random, &journal)
                let caller = Caller.role(
                    session, address: NetworkPool.amazon(account.region).address(&random),
                    agent:
                        "Boto3/1.34.145 md/Botocore#1.34.145 ua/2.0 os/linux#5.10.224 md/arch#x86_64 lang/python#3.12.4 "
                        + "exec-env/AWS_Lambda_python3.12 Botocore/1.34.145")
                var stream = Call(API("logs", "CreateLogStream"), at: time + 1, in: account.region)
                stream.request = JSONText.object(
                    ("logGroupName", "/aws/lambda/\(function)"),
                    ("logStreamName", "\(CivilDay(second: time).path)/[$LATEST]\(random.hex(32))"))
                journal.record(
                    stream, by: caller.with(agent: "awslambda-worker/1.0 rusoto/0.48.0 rust/1.79.0 linux"),
                    in: account.index)
                let usual = [
                    "dynamodb:DescribeTable", "secretsmanager:GetSecretValue", "ssm:GetParameter", "kms:Decrypt",
                ]
                // Each function does one or two things for ever.
                make(API(usual[number % usual.count]), at: time + 2, by: caller, failing: 0.005, &random, &journal)
                if number % 3 == 0, let bucket = account.dataBuckets.last {
                    objectCall("PutObject", bucket, at: time + 3, by: caller, &random, &journal)
                }
            }
        }
    }

    /// Infrastructure as code: now and then a pipeline changes many things within minutes.
    func deploy(_ day: SimulatedDay, _ journal: inout Journal) {
        var random = Randomness(seed: seed, "deploy", account.index, day.index)
        let count = day.isWorkday ? random.poisson(2.2) : random.poisson(0.1)
        for _ in 0..<count {
            var at = Double(day.start) + Double(random.within(7 * 3_600...18 * 3_600))
            let session = RoleSession(
                account: account.id, role: pipelineRole.name, roleID: pipelineRole.id, name: "GitHubActions",
                since: Int64(at), &random)
            let address = NetworkPool.runners.address(&random)
            let repository = "repo:example/infrastructure:ref:refs/heads/main"
            var assume = Call(API("sts", "AssumeRoleWithWebIdentity"), at: Int64(at), in: account.region)
            assume.request = JSONText.object(("roleArn", session.roleARN), ("roleSessionName", session.name))
            assume.response = session.credentials(&random)
            assume.resources = [
                "{\"accountId\":\"\(account.id)\",\"type\":\"AWS::IAM::Role\",\"ARN\":\"\(session.roleARN)\"}"
            ]
            let provider = "arn:aws:iam::\(account.id):oidc-provider/token.actions.githubusercontent.com"
            let identity = JSONText.object(
                ("type", "WebIdentityUser"), ("principalId", "\(provider):sts.amazonaws.com:\(repository)"),
                ("userName", repository), ("identityProvider", provider))
            journal.record(
                assume,
                by: Caller(
                    identity: identity, address: address,
                    agent: "aws-sdk-nodejs/2.1692.0 linux/v20.17.0 configure-aws-credentials-for-github-actions promise"
                ),
                in: account.index)
            let agent =
                "APN/1.0 HashiCorp/1.0 Terraform/1.9.5 (+https://www.terraform.io) terraform-provider-aws/5.\(60 + day.index / 14).0 "
                + "(+https://registry.terraform.io/providers/hashicorp/aws) aws-sdk-go-v2/1.30.4 ua/2.1 os/linux lang/go#1.22.6"
            let caller = Caller.role(session, address: address, agent: agent)
            at += 20
            make(API("sts:GetCallerIdentity"), at: Int64(at), by: caller, &random, &journal)
            // First everything is read, then some of it changed.
            for _ in 0..<random.within(30...120) {
                make(
                    random.pick(Deployment.reads, or: API("ec2:DescribeVpcs")), at: Int64(at), by: caller,
                    failing: 0.004, &random, &journal)
                at += random.wait(mean: 0.4)
            }
            for _ in 0..<random.within(0...25) {
                make(
                    Deployment.changes[random.zipf(Deployment.changes.count)], at: Int64(at), by: caller, failing: 0.02,
                    &random, &journal)
                at += random.wait(mean: 3)
            }
        }
    }

    /// The build system pushes images and code with the key of a user.
    func build(_ day: SimulatedDay, _ journal: inout Journal) {
        var random = Randomness(seed: seed, "build", account.index, day.index)
        let apis = [
            "sts:GetCallerIdentity", "ecr:GetAuthorizationToken", "ecr:DescribeRepositories", "ecr:InitiateLayerUpload",
            "ecr:CompleteLayerUpload", "ecr:PutImage", "lambda:UpdateFunctionCode20150331v2",
            "ecs:RegisterTaskDefinition",
            "ecs:UpdateService", "ecs:DescribeServices",
        ].map { API($0) }
        for _ in 0..<(day.isWorkday ? random.poisson(7) : random.poisson(0.6)) {
            var at = Double(day.start) + Double(random.within(6 * 3_600...21 * 3_600))
            let address = NetworkPool.runners.address(&random)
            for api in apis where random.chance(0.85) {
                let agent =
                    "aws-cli/2.17.\(40 + day.index / 7) md/awscrt#0.21.2 ua/2.0 os/linux#6.8.0-1014-azure md/arch#x86_64 "
                    + "lang/python#3.11.9 md/pyimpl#CPython exec-env/GitHub_Actions md/command#\(api.service).\(api.dashed)"
                make(
                    api, at: Int64(at), by: .user(buildUser, address: address, agent: agent), failing: 0.01, &random,
                    &journal)
                at += random.lognormal(median: 9, spread: 0.8)
            }
        }
    }

    /// Once a week an audit reads everything there is.
    func audit(_ day: SimulatedDay, _ journal: inout Journal) {
        guard (day.index + account.index) % 7 == 2 else { return }
        var random = Randomness(seed: seed, "audit", account.index, day.index)
        var fixed = Randomness(seed: seed, "auditor")
        let address = NetworkPool.amazon("us-east-1").address(&fixed)
        var at = Double(day.start) + 3 * 3_600 + random.wait(mean: 120)
        let session = RoleSession(
            account: account.id, role: auditRole.name, roleID: auditRole.id, name: "ProwlerAssessmentSession",
            since: Int64(at), &random)
        takeRole(session, for: "ecs-tasks", at: Int64(at), &random, &journal)
        let agent =
            "Boto3/1.34.151 md/Botocore#1.34.151 ua/2.0 os/linux#5.10.223 md/arch#x86_64 lang/python#3.12.5 "
            + "md/pyimpl#CPython cfg/retry-mode#standard exec-env/AWS_ECS_FARGATE Botocore/1.34.151 APN_1826889"
        let caller = Caller.role(session, address: address, agent: agent)
        for region in [account.region, account.otherRegion] {
            for api in APICatalogue.audited where !api.isGlobal || region == account.region {
                for _ in 0..<(random.chance(0.3) ? random.within(2...6) : 1) {
                    make(api, at: Int64(at), by: caller, in: region, failing: 0.03, &random, &journal)
                    at += random.wait(mean: 0.25)
                }
            }
        }
    }

    /// A vendor's monitoring takes a role from its own account and reads metrics.
    func watch(_ day: SimulatedDay, _ journal: inout Journal) {
        var random = Randomness(seed: seed, "watch", account.index, day.index)
        var fixed = Randomness(seed: seed, "vendor")
        let exits = (0..<4).map { _ in NetworkPool.amazon("us-east-1").address(&fixed) }
        let external = fixed.uuid()
        var at = day.start + Int64(random.below(900))
        while at < day.end {
            let session = RoleSession(
                account: account.id, role: vendorRole.name, roleID: vendorRole.id, name: "MonitoringIntegration",
                since: at,
                &random)
            let address = random.pick(exits, or: exits[0])
            var assume = Call(API("sts", "AssumeRole"), at: at, in: "us-east-1")
            assume.request = JSONText.object(
                ("roleArn", session.roleARN), ("roleSessionName", session.name), ("externalId", external))
            assume.response = session.credentials(&random)
            assume.resources = [
                "{\"accountId\":\"\(account.id)\",\"type\":\"AWS::IAM::Role\",\"ARN\":\"\(session.roleARN)\"}"
            ]
            assume.shared = journal.sharedID()
            let stranger = JSONText.object(
                ("type", "AWSAccount"), ("principalId", "AROA\(external.prefix(8).uppercased())MONITORING:agent"),
                ("accountId", vendorAccount))
            let agent =
                "Boto3/1.34.34 md/Botocore#1.34.34 ua/2.0 os/linux#6.1.79 md/arch#x86_64 lang/python#3.11.9 Botocore/1.34.34"
            journal.record(
                assume, by: Caller(identity: stranger, address: address, agent: agent), in: account.index)
            let caller = Caller.role(session, address: address, agent: agent)
            for (step, api) in Deployment.watched.enumerated() {
                make(api, at: at + 2 + Int64(step), by: caller, failing: 0.004, &random, &journal)
            }
            at += 900 + Int64(random.below(20))
        }
    }
}

/// What pipelines and monitoring call.
enum Deployment {
    static let reads: [API] = apis(
        """
        ec2:DescribeVpcs ec2:DescribeSubnets ec2:DescribeSecurityGroups ec2:DescribeRouteTables iam:GetRole iam:ListRolePolicies
        iam:ListAttachedRolePolicies iam:GetPolicy iam:GetPolicyVersion s3:GetBucketAcl s3:GetBucketPolicy s3:GetBucketVersioning
        s3:GetBucketEncryption s3:GetBucketLocation s3:GetBucketCors s3:GetBucketLifecycle lambda:GetFunction20150331v2
        lambda:GetPolicy20150331v2 dynamodb:DescribeTable rds:DescribeDBInstances kms:DescribeKey kms:GetKeyPolicy logs:DescribeLogGroups
        elasticloadbalancing:DescribeLoadBalancers elasticloadbalancing:DescribeTargetGroups ecs:DescribeServices route53:GetHostedZone
        route53:ListResourceRecordSets sqs:GetQueueAttributes monitoring:DescribeAlarms autoscaling:DescribeAutoScalingGroups
        """)
    static let changes: [API] = apis(
        """
        lambda:UpdateFunctionConfiguration20150331v2 ecs:RegisterTaskDefinition ecs:UpdateService iam:PutRolePolicy
        monitoring:PutMetricAlarm ec2:CreateTags ec2:AuthorizeSecurityGroupIngress iam:AttachRolePolicy iam:CreateRole
        logs:PutRetentionPolicy route53:ChangeResourceRecordSets ec2:RevokeSecurityGroupIngress s3:PutBucketTagging
        iam:CreatePolicyVersion sqs:CreateQueue lambda:CreateFunction20150331 iam:TagRole events:PutRule
        ec2:CreateSecurityGroup iam:DeleteRolePolicy dynamodb:UpdateTable ec2:DeleteSecurityGroup
        """)
    static let watched: [API] = apis(
        """
        monitoring:GetMetricData monitoring:ListMetrics ec2:DescribeInstances monitoring:GetMetricData rds:DescribeDBInstances
        elasticloadbalancing:DescribeLoadBalancers
        """)

    private static func apis(_ text: String) -> [API] {
        text.split(whereSeparator: \.isWhitespace).map { API(String($0)) }
    }
}
