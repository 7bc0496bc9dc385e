// SPDX-License-Identifier: Apache-2.0

/// What is asked for in a call, and what comes back where CloudTrail keeps it.
struct Arguments {
    var account: Account
    var instances: [Instance]

    /// Fills in a call.
    func fill(_ call: inout Call, by caller: Caller, _ random: inout Randomness) {
        switch call.api.service {
        case "s3": fillBucket(&call, bucket: random.pick(account.buckets, or: account.logBucket), &random)
        case "ec2": fillEC2(&call, &random)
        case "iam", "sts": fillIdentity(&call, by: caller, &random)
        case "lambda": fillFunction(&call, &random)
        default: fillOther(&call, &random)
        }
    }

    /// A call on a bucket; of buckets whose objects are watched, a call on an object names it.
    func fillBucket(_ call: inout Call, bucket: String, _ random: inout Randomness) {
        let name = call.api.name
        guard name != "ListBuckets" else {
            call.request = "{\"Host\":\"s3.\(call.region).amazonaws.com\"}"
            return
        }
        let host = "\(bucket).s3.\(call.region).amazonaws.com"
        let bucketResource =
            "{\"accountId\":\"\(account.id)\",\"type\":\"AWS::S3::Bucket\",\"ARN\":\"arn:aws:s3:::\(bucket)\"}"
        if call.api.isData, name != "ListObjects" {
            let key =
                "\(random.pick(["orders", "exports", "users", "reports"], or: "data"))/2026/\(random.hex(8)).parquet"
            call.request = JSONText.object(("bucketName", bucket), ("Host", host), ("key", key))
            call.resources = [
                "{\"type\":\"AWS::S3::Object\",\"ARN\":\"arn:aws:s3:::\(bucket)/\(key)\"}", bucketResource,
            ]
            return
        }
        let part = name.replacingPrefix("GetBucket", "PutBucket", "DeleteBucket")
        call.request =
            part.isEmpty
            ? JSONText.object(("bucketName", bucket), ("Host", host))
            : JSONText.object(("bucketName", bucket), ("Host", host), (part, ""))
        call.resources = [bucketResource]
    }

    private func fillEC2(_ call: inout Call, _ random: inout Randomness) {
        let name = call.api.name
        let instance = random.pick(instances)?.id ?? "i-0" + random.hex(16)
        let one = "{\"items\":[{\"instanceId\":\"\(instance)\"}]}"
        switch name {
        case "DescribeInstances":
            call.request =
                random.chance(0.5)
                ? "{\"maxResults\":1000,\"instancesSet\":{},\"filterSet\":{}}"
                : "{\"instancesSet\":\(one),\"filterSet\":{}}"
        case "DescribeInstanceStatus":
            call.request = "{\"instancesSet\":{},\"filterSet\":{},\"includeAllInstances\":true}"
        case "StartInstances", "StopInstances", "RebootInstances":
            call.request = "{\"instancesSet\":\(one)\(name == "StopInstances" ? ",\"force\":false" : "")}"
            call.response = "{\"requestId\":\"\(random.uuid())\",\"instancesSet\":\(one)}"
        case "AuthorizeSecurityGroupIngress", "RevokeSecurityGroupIngress":
            let group = random.pick(account.groups, or: "sg-0")
            call.request =
                "{\"groupId\":\"\(group)\",\"ipPermissions\":{\"items\":[{\"ipProtocol\":\"tcp\",\"fromPort\":443,\"toPort\":443,"
                + "\"groups\":{},\"ipRanges\":{\"items\":[{\"cidrIp\":\"10.\(random.below(256)).0.0/16\"}]},\"ipv6Ranges\":{},"
                + "\"prefixListIds\":{}}]}}"
            call.response = "{\"requestId\":\"\(random.uuid())\",\"_return\":true}"
        case "CreateTags":
            call.request =
                "{\"resourcesSet\":{\"items\":[{\"resourceId\":\"\(instance)\"}]},\"tagSet\":{\"items\":[{\"key\":\"team\","
                + "\"value\":\"\(account.name)\"}]}}"
            call.response = "{\"requestId\":\"\(random.uuid())\",\"_return\":true}"
        case "CreateSnapshot":
            let volume = "vol-0" + random.hex(16)
            call.request = "{\"volumeId\":\"\(volume)\",\"description\":\"before the change\"}"
            call.response =
                "{\"requestId\":\"\(random.uuid())\",\"snapshotId\":\"snap-0\(random.hex(16))\",\"volumeId\":\"\(volume)\","
                + "\"status\":\"pending\",\"startTime\":\(call.time * 1_000),\"ownerId\":\"\(account.id)\",\"volumeSize\":\"40\"}"
        case "DescribeInstanceAttribute", "ModifyInstanceAttribute":
            call.request = "{\"instanceId\":\"\(instance)\",\"attribute\":\"instanceType\"}"
            if name.hasPrefix("M") { call.response = "{\"requestId\":\"\(random.uuid())\",\"_return\":true}" }
        default:
            let what = name.replacingPrefix("Describe")
            call.request = what.isEmpty ? "{}" : "{\"\(what.lowercasedFirst)Set\":{},\"filterSet\":{}}"
        }
    }

    private func fillIdentity(_ call: inout Call, by caller: Caller, _ random: inout Randomness) {
        let name = call.api.name
        if call.api.service == "sts" {
            guard name == "GetCallerIdentity" else { return }
            call.response = JSONText.object(("account", account.id), ("arn", caller.arn))
            return
        }
        if name.contains("Role") {
            call.request = name == "ListRoles" ? "{\"maxItems\":100}" : "{\"roleName\":\"app-role\"}"
        } else if name.contains("User"), name != "ListUsers" {
            call.request = "{\"userName\":\"ci-deploy\"}"
        } else if name.contains("AccessKey") {
            call.request = "{\"userName\":\"ci-deploy\"}"
        } else if name.contains("Policy") {
            call.request =
                "{\"policyArn\":\"arn:aws:iam::\(account.id):policy/app-policy\",\"versionId\":\"v\(random.within(1...4))\"}"
        }
    }

    private func fillFunction(_ call: inout Call, _ random: inout Randomness) {
        if call.api.name.hasPrefix("List") {
            call.request = "{\"maxItems\":50}"
            return
        }
        let function = random.pick(account.functions, or: "app")
        let arn = "arn:aws:lambda:\(call.region):\(account.id):function:\(function)"
        call.request = "{\"functionName\":\"\(call.api.isRead ? function : arn)\"}"
        if !call.api.isRead {
            call.response =
                "{\"functionName\":\"\(function)\",\"functionArn\":\"\(arn)\",\"runtime\":\"python3.12\",\"memorySize\":512,"
                + "\"lastModified\":\"\(TimeText.iso(call.time))\",\"revisionId\":\"\(random.uuid())\"}"
        }
    }

    private func fillOther(_ call: inout Call, _ random: inout Randomness) {
        let (api, region) = (call.api, call.region)
        func arn(_ rest: String) -> String { "arn:aws:\(api.service):\(region):\(account.id):\(rest)" }
        switch api.service {
        case "logs":
            let group = random.pick(account.logGroups, or: "/app")
            call.request =
                api.name == "DescribeLogGroups"
                ? "{\"limit\":50}"
                : api.name == "StartQuery"
                    ? "{\"logGroupNames\":[\"\(group)\"],\"startTime\":\(call.time - 3_600),\"endTime\":\(call.time)}"
                    : "{\"logGroupName\":\"\(group)\"}"
            if api.name == "StartQuery" { call.response = "{\"queryId\":\"\(random.uuid())\"}" }
        case "dynamodb":
            if api.name != "ListTables" {
                let table = random.pick(account.tables, or: "table")
                call.request = "{\"tableName\":\"\(table)\"}"
                call.resources = [
                    "{\"accountId\":\"\(account.id)\",\"type\":\"AWS::DynamoDB::Table\",\"ARN\":\"\(arn("table/" + table))\"}"
                ]
            }
        case "rds":
            call.request = "{\"dBInstanceIdentifier\":\"\(random.pick(account.databases, or: "db"))\"}"
            if !api.isRead { call.response = "{\"dBInstanceStatus\":\"available\",\"engine\":\"postgres\"}" }
        case "secretsmanager":
            if api.name != "ListSecrets" {
                call.request = "{\"secretId\":\"\(random.pick(account.secrets, or: "secret"))\"}"
            }
        case "ssm": fillSSM(&call, &random)
        case "kms":
            call.request = "{\"keyId\":\"\(arn("key/" + account.key))\"}"
            call.resources = [
                "{\"accountId\":\"\(account.id)\",\"type\":\"AWS::KMS::Key\",\"ARN\":\"\(arn("key/" + account.key))\"}"
            ]
        case "sqs":
            call.request =
                "{\"queueUrl\":\"https://sqs.\(region).amazonaws.com/\(account.id)/\(random.pick(account.queues, or: "jobs"))\"}"
        case "athena":
            call.request = "{\"workGroup\":\"primary\"}"
            if api.name == "StartQueryExecution" { call.response = "{\"queryExecutionId\":\"\(random.uuid())\"}" }
        case "ecs": call.request = "{\"cluster\":\"\(account.name)\"}"
        case "monitoring": call.request = "{\"maxRecords\":100}"
        case "cloudtrail" where api.name == "LookupEvents":
            call.request =
                "{\"maxResults\":50,\"lookupAttributes\":[{\"attributeKey\":\"ReadOnly\",\"attributeValue\":\"false\"}]}"
        case "cloudtrail" where api.name == "GetTrailStatus": call.request = "{\"name\":\"\(account.trail)\"}"
        case "autoscaling", "elasticloadbalancing", "cloudformation": call.request = "{\"maxRecords\":100}"
        default: break
        }
    }

    private func fillSSM(_ call: inout Call, _ random: inout Randomness) {
        let instance = random.pick(instances)?.id ?? "i-0" + random.hex(16)
        switch call.api.name {
        case "StartSession":
            call.request = "{\"target\":\"\(instance)\"}"
            call.response =
                "{\"sessionId\":\"session-\(random.hex(17))\",\"tokenValue\":\"Value hidden due to security reasons.\"}"
        case "GetParameter": call.request = "{\"name\":\"/\(account.name)/config\",\"withDecryption\":true}"
        default: call.request = "{\"maxResults\":50}"
        }
    }
}

extension String {
    /// What is left behind the first of these prefixes that it has, in small letters at the front; nothing without one.
    func replacingPrefix(_ prefixes: String...) -> String {
        for prefix in prefixes where hasPrefix(prefix) { return String(dropFirst(prefix.count)).lowercasedFirst }
        return ""
    }

    var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
