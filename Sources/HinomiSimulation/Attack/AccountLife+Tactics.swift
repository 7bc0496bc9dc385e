// SPDX-License-Identifier: Apache-2.0

extension AccountLife {
    /// One tactic, with a stolen key.
    func follow(
        _ kind: AttackKind, _ theft: inout Intrusion, _ victim: IAMUser, _ random: inout Randomness,
        _ journal: inout Journal
    ) {
        let yes = "{\"requestId\":\"\(random.uuid())\",\"_return\":true}"
        switch kind {
        case .discovery:
            theft.calls(
                """
                iam:GetAccountAuthorizationDetails iam:ListUsers iam:ListGroups iam:GetAccountPasswordPolicy ec2:DescribeVpcEndpoints
                ec2:DescribeVpcPeeringConnections organizations:ListAccounts guardduty:ListDetectors ses:GetSendQuota
                ses:ListIdentities route53domains:ListDomains lightsail:GetInstances iam:SimulatePrincipalPolicy
                """, &random, &journal)
        case .credentialAccess:
            theft.call("secretsmanager:ListSecrets", &random, &journal)
            for secret in account.secrets {
                theft.call("secretsmanager:GetSecretValue", request: "{\"secretId\":\"\(secret)\"}", &random, &journal)
            }
            for instance in instances.prefix(8) {
                theft.call(
                    "ec2:GetPasswordData", request: "{\"instanceId\":\"\(instance.id)\"}", denied: true, &random,
                    &journal)
            }
        case .persistence:
            theft.call("iam:ListUsers", &random, &journal)
            createKey(of: victim.name, &theft, &random, &journal)
            theft.call(
                "ec2:ImportKeyPair", request: "{\"keyName\":\"backup-key\"}",
                response:
                    "{\"requestId\":\"\(random.uuid())\",\"keyName\":\"backup-key\",\"keyPairId\":\"key-0\(random.hex(16))\"}",
                &random, &journal)
            theft.call(
                "iam:CreateLoginProfile", request: "{\"userName\":\"\(victim.name)\",\"passwordResetRequired\":false}",
                response:
                    "{\"loginProfile\":{\"userName\":\"\(victim.name)\",\"createDate\":\"\(TimeText.spoken(Int64(theft.at)))\","
                    + "\"passwordResetRequired\":false}}", &random, &journal)
        case .privilegeEscalation:
            theft.calls("iam:ListAttachedUserPolicies iam:ListGroups iam:ListPolicies", &random, &journal)
            theft.call(
                "iam:PutUserPolicy",
                request: JSONText.object(
                    ("userName", victim.name), ("policyName", "inline"),
                    ("policyDocument", "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}")),
                &random,
                &journal)
            theft.call(
                "iam:AddUserToGroup", request: "{\"groupName\":\"administrators\",\"userName\":\"\(victim.name)\"}",
                &random,
                &journal)
            attachAdministrator(to: victim.name, &theft, &random, &journal)
        case .defenseEvasion:
            theft.calls(
                "ec2:DescribeFlowLogs guardduty:ListDetectors config:DescribeConfigurationRecorders", &random, &journal)
            theft.call(
                "ec2:DeleteFlowLogs",
                request: "{\"DeleteFlowLogsRequest\":{\"FlowLogId\":{\"tag\":1,\"content\":\"\(account.flowLog)\"}}}",
                response: "{\"DeleteFlowLogsResponse\":{\"unsuccessful\":\"\",\"requestId\":\"\(random.uuid())\"}}",
                &random, &journal)
            theft.call(
                "monitoring:DisableAlarmActions", request: "{\"alarmNames\":[\"unauthorized-calls\"]}", &random,
                &journal)
            theft.call(
                "config:StopConfigurationRecorder", request: "{\"configurationRecorderName\":\"default\"}", &random,
                &journal)
            theft.call("logs:DeleteLogGroup", request: "{\"logGroupName\":\"/vpc/flow\"}", &random, &journal)
        case .exfiltration:
            theft.calls("ec2:DescribeVolumes ec2:DescribeSnapshots rds:DescribeDBSnapshots", &random, &journal)
            shareSnapshot(&theft, &random, &journal)
            theft.call(
                "rds:ModifyDBSnapshotAttribute",
                request:
                    "{\"dBSnapshotIdentifier\":\"\(account.databases[0])-final\",\"attributeName\":\"restore\",\"valuesToAdd\":["
                    + "\"\(random.within(100_000_000_000...999_999_999_999))\"]}", &random, &journal)
        case .impact:
            theft.calls("ec2:DescribeInstances rds:DescribeDBInstances", &random, &journal)
            for database in account.databases.prefix(2) {
                theft.call(
                    "rds:DeleteDBInstance",
                    request: "{\"dBInstanceIdentifier\":\"\(database)\",\"skipFinalSnapshot\":true}", &random,
                    &journal)
            }
            for group in account.groups.suffix(2) {
                theft.call(
                    "ec2:DeleteSecurityGroup", request: "{\"groupId\":\"\(group)\"}", response: yes, &random, &journal)
            }
            theft.call(
                "kms:ScheduleKeyDeletion", request: "{\"keyId\":\"\(account.key)\",\"pendingWindowInDays\":7}", &random,
                &journal)
        case .initialAccess:
            theft.call(
                "sts:GetFederationToken", request: "{\"name\":\"support\",\"durationSeconds\":129600}",
                response:
                    "{\"credentials\":{\"accessKeyId\":\"ASIA\(random.capitals(16))\",\"expiration\":\""
                    + "\(TimeText.spoken(Int64(theft.at) + 129_600))\"},\"federatedUser\":{\"federatedUserId\":\"\(account.id):support\","
                    + "\"arn\":\"arn:aws:sts::\(account.id):federated-user/support\"},\"packedPolicySize\":0}", &random,
                &journal)
            for instance in instances.prefix(3) {
                theft.call("ssm:StartSession", request: "{\"target\":\"\(instance.id)\"}", &random, &journal)
            }
        case .loggingDisabled: stopLogging(&theft, &random, &journal)
        default: theft.calls("iam:ListUsers s3:ListBuckets ec2:DescribeInstances", &random, &journal)
        }
    }
}
