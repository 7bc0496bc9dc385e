// SPDX-License-Identifier: Apache-2.0

/// Attacks in many steps.
extension AccountLife {
    /// From one stolen key to the whole account: look around, make a user, give it everything, stop the log, use the power.
    /// Returns what the intruder made.
    func takeOver(
        _ theft: inout Intrusion, _ victim: IAMUser, _ random: inout Randomness, _ journal: inout Journal
    ) -> [String] {
        theft.calls(
            """
            iam:ListUsers iam:ListRoles iam:GetAccountAuthorizationDetails iam:ListAttachedUserPolicies ec2:DescribeInstances
            s3:ListBuckets secretsmanager:ListSecrets guardduty:ListDetectors organizations:DescribeOrganization
            """, &random, &journal)
        theft.call("iam:CreateLoginProfile", denied: true, &random, &journal)
        var helper = IAMUser(name: "svc-backup-\(random.hex(4))", account: account.id, &random)
        theft.call(
            "iam:CreateUser", request: "{\"userName\":\"\(helper.name)\"}",
            response:
                "{\"user\":{\"path\":\"/\",\"userName\":\"\(helper.name)\",\"userId\":\"\(helper.id)\",\"arn\":\"\(helper.arn)\","
                + "\"createDate\":\"\(TimeText.spoken(Int64(theft.at)))\"}}", &random, &journal)
        helper.accessKey = createKey(of: helper.name, &theft, &random, &journal)
        attachAdministrator(to: helper.name, &theft, &random, &journal)
        // From here on the new key is used.
        theft.caller = .user(helper, address: theft.intruder.address, agent: "")
        theft.at += random.lognormal(median: 240, spread: 0.5)
        theft.call("sts:GetCallerIdentity", &random, &journal)
        attachAdministrator(to: victim.name, &theft, &random, &journal)
        stopLogging(&theft, &random, &journal)
        if random.chance(0.5) {
            launchMiners(&theft, &random, &journal)
        } else {
            shareSnapshot(&theft, &random, &journal)
        }
        return [helper.name, helper.accessKey]
    }

    /// Data is read, deleted, and what is left is opened to the world. Returns the bucket.
    func takeData(_ theft: inout Intrusion, _ random: inout Randomness, _ journal: inout Journal) -> [String] {
        let bucket = account.dataBuckets.last ?? account.logBucket
        theft.call("s3:ListBuckets", &random, &journal)
        for name in ["GetBucketLocation", "GetBucketAcl", "GetBucketPolicy", "GetBucketVersioning", "ListObjects"] {
            theft.call("s3:" + name, bucket: bucket, &random, &journal)
        }
        for _ in 0..<random.within(60...120) {
            theft.call("s3:GetObject", bucket: bucket, &random, &journal)
            theft.at -= 4
        }
        for name in ["PutBucketVersioning", "DeleteBucketLifecycle"] {
            theft.call("s3:" + name, bucket: bucket, &random, &journal)
        }
        for _ in 0..<random.within(40...80) {
            theft.call("s3:DeleteObject", bucket: bucket, &random, &journal)
            theft.at -= 4
        }
        putPublicPolicy(on: bucket, &theft, &random, &journal)
        return [bucket]
    }

    /// One kind of work on buckets. Returns the bucket.
    func workOnBuckets(
        _ kind: AttackKind, _ theft: inout Intrusion, _ random: inout Randomness, _ journal: inout Journal
    ) -> [String] {
        let bucket = account.dataBuckets.last ?? account.logBucket
        func repeated(_ name: String, _ count: Int) {
            for _ in 0..<count { theft.call("s3:" + name, bucket: bucket, &random, &journal) }
        }
        switch kind {
        case .bucketDiscovery:
            theft.call("s3:ListBuckets", &random, &journal)
            for name in account.buckets {
                for api in ["GetBucketAcl", "GetBucketPolicy", "GetBucketPublicAccessBlock", "ListObjects"] {
                    theft.call("s3:" + api, bucket: name, &random, &journal)
                }
            }
        case .bucketExfiltration:
            repeated("ListObjects", 2)
            repeated("GetObject", random.within(80...160))
        case .bucketDelete:
            repeated("ListObjects", 1)
            repeated("DeleteObject", random.within(40...90))
        case .bucketWrite:
            repeated("ListObjects", 1)
            repeated("PutObject", random.within(40...90))
        default:
            repeated("GetBucketPolicy", 1)
            repeated("DeleteBucketPublicAccessBlock", 1)
            theft.call(
                "s3:PutBucketAcl",
                request: JSONText.object(
                    ("bucketName", bucket), ("Host", "\(bucket).s3.\(account.region).amazonaws.com"),
                    ("x-amz-acl", "bucket-owner-full-control"),
                    ("acl", "")), &random, &journal)
            putPolicy(
                on: bucket, for: "arn:aws:iam::\(random.within(100_000_000_000...999_999_999_999)):root", &theft,
                &random, &journal)
        }
        return [bucket]
    }

    func putPublicPolicy(
        on bucket: String, _ theft: inout Intrusion, _ random: inout Randomness, _ journal: inout Journal
    ) {
        theft.call("s3:DeleteBucketPublicAccessBlock", bucket: bucket, &random, &journal)
        putPolicy(on: bucket, for: "*", &theft, &random, &journal)
    }

    private func putPolicy(
        on bucket: String, for principal: String, _ theft: inout Intrusion, _ random: inout Randomness,
        _ journal: inout Journal
    ) {
        theft.call(
            "s3:PutBucketPolicy",
            request: AccountLife.policy(bucket: bucket, principal: principal, region: account.region),
            bucket: bucket, &random, &journal)
    }

    static func policy(bucket: String, principal: String, region: String) -> String {
        let who = principal == "*" ? "\"*\"" : "{\"AWS\":\"\(principal)\"}"
        return
            "{\"bucketPolicy\":{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"Read\",\"Effect\":\"Allow\",\"Principal\":\(who),"
            + "\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::\(bucket)/*\"}]},\"bucketName\":\"\(bucket)\",\"Host\":\""
            + "\(bucket).s3.\(region).amazonaws.com\",\"policy\":\"\"}"
    }
}
