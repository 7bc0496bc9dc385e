// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// The API calls of a stream: whatever detectors of calls look at, and what comes close.
extension Stream {
    mutating func addCalls() {
        call(Host.Call(name: "StopLogging", service: "cloudtrail", parameters: "{\"name\":\"main\"}"))
        call(
            Host.Call(
                name: "StopLogging", service: "cloudtrail",
                parameters: "{\"name\":\"arn:aws:cloudtrail:eu-central-1:111122223333:trail/main\"}"))
        call(
            Host.Call(
                name: "UpdateAccountPasswordPolicy", service: "iam",
                parameters: "{\"minimumPasswordLength\":\(numbers.within(6...16)),\"requireSymbols\":true}"))
        call(
            Host.Call(
                name: "UpdateAccountPasswordPolicy", service: "iam",
                parameters: "{\"minimumPasswordLength\":\(numbers.within(6...16)),\"requireNumbers\":true}"))
        call(Host.Call(name: "DeleteAccountPasswordPolicy", service: "iam"))
        call(Host.Call(name: "RunInstances", userType: "Root"))
        call(
            Host.Call(
                name: "DeleteBucketPolicy", service: "s3", userType: "Root",
                extra: ",\"sessionContext\":{\"assumedRoot\":\"true\"}"))
        for system in ["kali", "parrot", "pentoo"] {
            call(Host.Call(name: "GetObject", service: "s3", agent: "Boto3/1.9 Python/3.11 Linux/6.1-\(system)1-amd64"))
        }
        for address in [Lists.torExit, Lists.commandAndControl, Lists.custom] {
            call(Host.Call(name: "ListBuckets", service: "s3", address: address, user: "bob"))
            call(Host.Call(name: "DescribeInstances", address: address, error: "AccessDenied"))
            call(Host.Call(name: "CreateUser", service: "iam", address: address, user: "eve"))
        }
        call(Host.Call(name: "GetCallerIdentity", service: "sts"))
        addTrailCalls()
        addBucketCalls()
        addSessions()
        addSignIns()
        addRuleCalls()
        addSequence()
    }

    /// Somebody at a Tor exit makes a user and a session, and goes on with both from elsewhere.
    private mutating func addSequence() {
        let session =
            "{\"credentials\":{\"accessKeyId\":\"ASIAchained\"},\"assumedRoleUser\":{\"assumedRoleId\":\"AROAROLE:chained\"}}"
        let made = "{\"user\":{\"userName\":\"made\",\"userId\":\"AIDAmade\"}}"
        var at = moment(margin: 1_200)
        func add(_ call: Host.Call, _ stream: inout Stream) {
            at += Int64(stream.numbers.below(60))
            stream.callNumber += 1
            stream.events.append(Stream.hosts[0].event(call, id: stream.numbers.next() >> 8, at: at))
        }
        var calls = ["ListUsers", "GetAccountAuthorizationDetails"].map {
            Host.Call(name: $0, service: "iam", address: Lists.torExit, user: "mia")
        }
        calls.append(Host.Call(name: "CreateUser", service: "iam", address: Lists.torExit, user: "mia"))
        calls[2].answer = made
        calls.append(Host.Call(name: "AssumeRole", service: "sts", address: Lists.torExit, user: "mia"))
        calls[3].answer = session
        for name in ["AttachUserPolicy", "DeactivateMFADevice", "CreateAccessKey", "ListRoles"] {
            calls.append(Host.Call(name: name, service: "iam", address: "203.0.113.77", user: "made"))
            var chained = Host.Call(name: name, service: "iam", address: "192.0.2.99")
            chained.session = "chained"
            calls.append(chained)
        }
        for call in calls { add(call, &self) }
    }

    /// Functions that call from here and there, and what tells of them.
    mutating func addFunctions() {
        let host = Stream.hosts[3]
        let scope = ",\"inScopeOf\":{\"issuerType\":\"AWS::Lambda::Function\"}"
        let addresses = ["203.0.113.50", "203.0.113.51", "198.51.100.150", "198.51.100.151", "192.0.2.131", "8.8.4.4"]
        for function in ["lambda-a", "lambda-b", "lambda-c"] {
            call(
                Host.Call(
                    name: "AssumeRole", service: "sts", address: "lambda.amazonaws.com",
                    parameters:
                        "{\"roleArn\":\"arn:aws:iam::\(host.account):role/web\",\"roleSessionName\":\"\(function)\"}",
                    userType: "AWSService", extra: ",\"invokedBy\":\"lambda.amazonaws.com\""), on: host)
            for _ in 0..<numbers.within(5...10) {
                var use = Host.Call(name: "GetParameter", service: "ssm", address: addresses[numbers.below(6)])
                use.session = function
                if numbers.once(in: 2) { use.extra = scope }
                if numbers.once(in: 3) { use.agent = "Boto3/1.34 exec-env/AWS_Lambda_python3.12" }
                if numbers.once(in: 9) { use.agent = "aws-cli/2 os/macos#14 Darwin/23" }
                call(use, on: host)
            }
        }
        call(Host.Call(name: "DescribeVpcs", address: addresses[3], agent: "console.ec2.amazonaws.com"), on: host)
        let change = "{\"functionName\":\"lambda-b\",\"vpcConfig\":{\"subnetIds\":[\"subnet-1\"]}}"
        call(Host.Call(name: "UpdateFunctionConfiguration20150331v2", service: "lambda", parameters: change), on: host)
        // One whose credentials are only ever used from outside.
        var stolen = Host.Call(name: "ListBuckets", service: "s3", address: "192.0.2.141", extra: scope)
        stolen.session = "thumbnails"
        for _ in 0..<3 { call(stolen, on: host) }
    }

    /// Instances that call from here and there, people, and all that explains it or makes it worse.
    private mutating func addSessions() {
        let host = Stream.hosts[0]
        let addresses = ["203.0.113.20", "203.0.113.21", "198.51.100.120", "192.0.2.130"]
        for instance in ["i-0123456789abcdef0", "i-0123456789abcdef1", "i-0123456789abcdef2", "i-01234567"] {
            for _ in 0..<numbers.within(4...9) {
                var session = Host.Call(name: "DescribeInstances", address: addresses[numbers.below(4)])
                session.session = instance
                if numbers.once(in: 9) { session.agent = "aws-cli/2 os/macos#14 Darwin/23" }
                call(session, on: host)
            }
        }
        // One that only ever was outside, and one in the networks of two other accounts.
        for _ in 0..<3 {
            var session = Host.Call(name: "ListBuckets", service: "s3", address: "192.0.2.140")
            session.session = "i-0fffffffffffffff0"
            call(session, on: host)
        }
        for owner in ["777788889999", "777788889990"] {
            var through = Host.Call(name: "GetObject", service: "s3", address: "10.9.9.9")
            through.session = "i-0fffffffffffffff1"
            through.more = ",\"vpcEndpointId\":\"vpce-1\",\"vpcEndpointAccountId\":\"\(owner)\""
            call(through, on: host)
        }
        call(Host.Call(name: "DescribeVpcs", address: addresses[2], agent: "console.ec2.amazonaws.com"), on: host)
        let move = "{\"instancesSet\":{\"items\":[{\"instanceId\":\"i-0123456789abcdef0\"}]}}"
        call(Host.Call(name: "StartInstances", parameters: move), on: host)
        call(Host.Call(name: "CreateNatGateway"), on: host)
        call(
            Host.Call(
                name: "SendCommand", service: "ssm", address: addresses[3],
                parameters: "{\"instanceIds\":[\"i-0123456789abcdef1\"]}"), on: host)
    }

    /// What custom rules speak of, once each.
    private mutating func addRuleCalls() {
        let calls: [(name: String, service: String, parameters: String)] = [
            ("GetPasswordData", "ec2", "{\"instanceId\":\"i-1\"}"),
            ("ModifyDBInstance", "rds", "{\"dBInstanceIdentifier\":\"d\",\"masterUserPassword\":\"****\"}"),
            ("ModifyDBInstance", "rds", "{\"dBInstanceIdentifier\":\"d\",\"enableIAMDatabaseAuthentication\":false}"),
            ("CreateDBInstance", "rds", "{\"dBInstanceIdentifier\":\"d\",\"publiclyAccessible\":true}"),
            ("ModifyDBSnapshotAttribute", "rds", "{\"dBSnapshotIdentifier\":\"s\",\"valuesToAdd\":[\"all\"]}"),
            ("DeleteFlowLogs", "ec2", "{\"DeleteFlowLogsRequest\":{\"FlowLogId\":{\"content\":\"fl-1\"}}}"),
            ("ModifyInstanceAttribute", "ec2", "{\"instanceId\":\"i-1\",\"userData\":\"x\"}"),
            ("ModifyInstanceAttribute", "ec2", "{\"instanceId\":\"i-1\",\"disableApiTermination\":{\"value\":true}}"),
            (
                "ModifySnapshotAttribute", "ec2",
                "{\"snapshotId\":\"s\",\"createVolumePermission\":{\"add\":{\"items\":[{\"userId\":\"777788889999\"}]}}}"
            ),
            ("SendSSHPublicKey", "ec2-instance-connect", "{\"instanceId\":\"i-1\"}"),
            (
                "AuthorizeSecurityGroupIngress", "ec2",
                "{\"groupId\":\"sg-1\",\"ipProtocol\":\"tcp\",\"fromPort\":22,\"toPort\":22,\"cidrIp\":\"0.0.0.0/0\"}"
            ),
            ("CreateAccessKey", "iam", "{\"userName\":\"eve\"}"),
            (
                "AttachUserPolicy", "iam",
                "{\"userName\":\"eve\",\"policyArn\":\"arn:aws:iam::aws:policy/AdministratorAccess\"}"
            ),
            (
                "PutBucketLifecycle", "s3",
                "{\"bucketName\":\"b\",\"LifecycleConfiguration\":{\"Rule\":{\"Expiration\":{\"Days\":1}}}}"
            ),
            (
                "CopyObject", "s3",
                "{\"bucketName\":\"b\",\"x-amz-server-side-encryption-customer-algorithm\":\"AES256\"}"
            ),
            ("AddPermission20150331v2", "lambda", "{\"functionName\":\"f\",\"principal\":\"*\"}"),
            ("CreateFunctionUrlConfig20211031", "lambda", "{\"functionName\":\"f\",\"authType\":\"NONE\"}"),
            ("DisablePolicyType", "organizations", "{\"policyType\":\"SERVICE_CONTROL_POLICY\"}"),
            ("LeaveOrganization", "organizations", "null"),
            ("DeleteResolverQueryLogConfig", "route53resolver", "{\"resolverQueryLogConfigId\":\"rqlc-1\"}"),
            ("CreateNotebookInstanceLifecycleConfig", "sagemaker", "{\"notebookInstanceLifecycleConfigName\":\"n\"}"),
            ("PutAccountDetails", "ses", "{\"productionAccessEnabled\":true}"),
            ("VerifyDomainIdentity", "ses", "{\"domain\":\"far-away.net\"}"),
            ("CreateTrustAnchor", "rolesanywhere", "{\"name\":\"a\"}"),
        ]
        for one in calls { call(Host.Call(name: one.name, service: one.service, parameters: one.parameters)) }
        var signIn = Host.Call(name: "ConsoleLogin", service: "signin")
        signIn.answer = "{\"ConsoleLogin\":\"Success\"}"
        signIn.more = ",\"additionalEventData\":{\"MFAUsed\":\"No\"}"
        call(signIn)
    }

    private mutating func addSignIns() {
        for address in ["192.0.2.150", "198.51.100.150", "203.0.113.150", "192.0.2.151"] {
            var signIn = Host.Call(name: "ConsoleLogin", service: "signin", address: address, user: "carla")
            signIn.answer = "{\"ConsoleLogin\":\"\(address.hasSuffix("151") ? "Failure" : "Success")\"}"
            call(signIn, on: Stream.hosts[0])
        }
    }

    /// Trails that are made and thinned in any order.
    private mutating func addTrailCalls() {
        for (name, parameters) in [
            ("CreateTrail", "{\"name\":\"second\",\"s3BucketName\":\"trail-logs\",\"isMultiRegionTrail\":true}"),
            ("UpdateTrail", "{\"name\":\"second\",\"isMultiRegionTrail\":false}"),
            (
                "PutEventSelectors",
                "{\"trailName\":\"second\",\"eventSelectors\":[{\"includeManagementEvents\":false,\"dataResources\":[]}]}"
            ),
            ("PutEventSelectors", "{\"trailName\":\"second\",\"eventSelectors\":[{\"readWriteType\":\"All\"}]}"),
            ("PutInsightSelectors", "{\"trailName\":\"second\",\"insightSelectors\":[{\"insightType\":\"A\"}]}"),
            ("PutInsightSelectors", "{\"trailName\":\"second\",\"insightSelectors\":[]}"),
        ] { call(Host.Call(name: name, service: "cloudtrail", parameters: parameters)) }
        call(Host.Call(name: "DeleteBucket", service: "s3", parameters: "{\"bucketName\":\"trail-logs\"}"))
    }

    /// Buckets that are opened and closed in any order, and objects that are called by whom they should not.
    private mutating func addBucketCalls() {
        func bucket(_ name: String, _ more: String = "", _ bucket: String = "orders") -> Host.Call {
            Host.Call(name: name, service: "s3", parameters: "{\"bucketName\":\"\(bucket)\"\(more)}")
        }
        func policy(_ condition: String, _ name: String) -> Host.Call {
            bucket(
                "PutBucketPolicy",
                ",\"bucketPolicy\":{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\"\(condition)}]}",
                name)
        }
        let accounts = ",\"Condition\":{\"StringLike\":{\"aws:PrincipalArn\":\"*\"}}"
        call(bucket("PutBucketLogging", ",\"BucketLoggingStatus\":{}"))
        call(policy("", "orders"))
        call(policy(accounts, "orders"))
        call(policy("", "photos"))
        call(policy(accounts, "music"))
        call(bucket("PutBucketAcl", ",\"x-amz-acl\":\"public-read\""))
        call(bucket("PutBucketAcl", ",\"x-amz-acl\":\"private\""))
        call(bucket("DeleteBucketPolicy"))
        call(bucket("DeleteBucketPublicAccessBlock"))
        call(
            bucket(
                "PutBucketPublicAccessBlock",
                ",\"PublicAccessBlockConfiguration\":{\"BlockPublicAcls\":true,\"IgnorePublicAcls\":\(numbers.once(in: 2))}"
            ))
        call(bucket("PutAccountPublicAccessBlock", ",\"PublicAccessBlockConfiguration\":{}"))
        for address in [Lists.torExit, Lists.commandAndControl, Lists.custom] {
            for name in ["ListObjects", "GetObject", "PutObject"] {
                var objects = bucket(name)
                objects.address = address
                objects.category = "Data"
                call(objects)
            }
        }
        for system in ["kali", "parrot", "pentoo"] {
            var objects = bucket("GetObject")
            objects.agent = "aws-cli/2 os/linux md/distrib#\(system)"
            objects.category = "Data"
            call(objects)
        }
    }

    private mutating func call(_ call: Host.Call, on known: Host? = nil) {
        callNumber += 1
        let id = numbers.next() >> 8
        events.append((known ?? host()).event(call, id: id, at: moment()))
    }
}
