// SPDX-License-Identifier: Apache-2.0

import HinomiFindings
import HinomiRecords

/// Signals of each kind, made up for the tests.
enum Samples {
    static let account = AccountID(number: 111_122_223_333)
    static let noon = Timestamp(seconds: 1_772_359_200)  // 2026-03-01T10:00:00Z

    static var instance: InstanceDetails {
        var details = InstanceDetails()
        details.instanceID = "i-0abc"
        details.networkInterfaceID = "eni-0abc"
        details.privateAddress = IPAddress(10, 0, 0, 7)
        details.vpcID = "vpc-1"
        return details
    }

    static var fullInstance: InstanceDetails {
        var details = instance
        details.publicAddress = IPAddress(198, 51, 100, 7)
        details.subnetID = "subnet-1"
        details.availabilityZone = "us-east-1a"
        details.instanceType = "m5.large"
        details.imageID = "ami-1"
        details.launchTime = "2026-01-02T03:04:05.000Z"
        details.instanceState = "running"
        details.platform = "windows"
        details.iamInstanceProfileARN = "arn:aws:iam::111122223333:instance-profile/web"
        details.iamInstanceProfileID = "AIPAEXAMPLE"
        details.securityGroups = [.init(id: "sg-1", name: "web")]
        details.tags = [.init(key: "Name", value: "web-1"), .init(key: "team", value: "shop")]
        return details
    }

    static var user: AccessKeyDetails {
        var details = AccessKeyDetails()
        details.accessKeyID = "AKIAEXAMPLE"
        details.principalID = "AIDAEXAMPLE"
        details.userName = "alice"
        details.userType = "IAMUser"
        return details
    }

    static func reference(_ id: UInt64, at time: Timestamp = noon, input: UInt32 = 0) -> RecordReference {
        RecordReference(time: time, recordID: id, origin: Origin(input: input, offset: id &* 100))
    }

    static var scan: Signal {
        var evidence = Evidence()
        for id in UInt64(1)...30 { evidence.add(reference(id, at: noon.advanced(seconds: Int64(id)))) }
        return Signal(
            type: "Recon:EC2/Portscan", account: account, region: "us-east-1", resource: .instance(fullInstance),
            role: .actor, identity: ["i-0abc", "203.0.113.9"], severity: .medium, first: noon,
            last: noon.advanced(seconds: 299), occurrences: 37,
            action: .networkConnection(
                NetworkConnection(
                    direction: .outbound, protocolNumber: 6, isBlocked: false, localAddress: IPAddress(10, 0, 0, 7),
                    localPort: 40001, remoteAddress: IPAddress(203, 0, 113, 9), remotePort: 443,
                    localInterfaceID: "eni-0abc")),
            reasons: [
                Reason("distinct ports tried on 203.0.113.9", observed: 500, limit: 100),
                Reason("share of refused connections", observed: 98.25, limit: 50, unit: "%"),
            ],
            evidence: evidence, info: ["portsScannedSample": .numbers([22, 80, 443]), "context": .text("slow")],
            terms: ["port_count": "500", "window": "5 minutes"],
            caveats: ["No reply was seen, because the flow log has no return direction."])
    }

    static var lookup: Signal {
        Signal(
            type: "Backdoor:EC2/C&CActivity.B!DNS", account: account, region: "us-east-1",
            resource: .instance(instance), role: .target, identity: ["i-0abc", "evil.example"], severity: .high,
            first: noon, last: noon.advanced(seconds: 3605), occurrences: 12,
            action: .dnsRequest(
                DNSRequest(
                    domain: "a.evil.example", domainWithSuffix: "evil.example", transport: "UDP", isBlocked: false)),
            reasons: [Reason("queries for names of a list", observed: 12, limit: 1)],
            intelligence: [ThreatIntelligenceDetail(listName: "abuse-list", threatNames: ["Zeus", "Gozi"])])
    }

    static var probe: Signal {
        Signal(
            type: "Recon:EC2/PortProbeUnprotectedPort", account: account, region: "us-east-1",
            resource: .instance(instance), role: .target, identity: ["i-0abc"], severity: .low, first: noon,
            last: noon.advanced(seconds: 60), occurrences: 2,
            action: .portProbe(
                PortProbe(
                    isBlocked: false,
                    details: [
                        .init(
                            localPort: 22, localAddress: IPAddress(10, 0, 0, 7),
                            remoteAddress: IPAddress(198, 51, 100, 1)),
                        .init(
                            localPort: 8080, localAddress: IPAddress(10, 0, 0, 7),
                            remoteAddress: IPAddress(198, 51, 100, 2)),
                    ])),
            intelligence: [ThreatIntelligenceDetail(listName: "scanners", threatNames: [])])
    }

    static var call: Signal {
        Signal(
            type: "Stealth:IAMUser/CloudTrailLoggingDisabled", account: account, region: "us-east-1",
            resource: .accessKey(user), role: .target, identity: ["alice", "main"], severity: .low, first: noon,
            last: noon,
            action: .apiCall(
                APICallAction(
                    api: "StopLogging", serviceName: "cloudtrail.amazonaws.com",
                    remoteAddress: IPAddress("2001:db8::1"), errorCode: "AccessDenied", userAgent: "aws-cli/2.15",
                    callerAccount: account, isAffiliated: true,
                    affectedResources: [
                        "AWS::CloudTrail::Trail": "arn:aws:cloudtrail:us-east-1:111122223333:trail/main"
                    ])))
    }

    static var serviceCall: Signal {
        var details = AccessKeyDetails()
        details.userType = "AWSService"
        var signal = call
        signal.resource = .accessKey(details)
        signal.identity = ["service", "main"]
        signal.action = .apiCall(
            APICallAction(
                api: "StopLogging", serviceName: "cloudtrail.amazonaws.com", remoteAddress: nil,
                callerDomain: "cloudformation.amazonaws.com"))
        return signal
    }

    /// A signal that knows next to nothing.
    static var bare: Signal {
        Signal(
            type: "UnauthorizedAccess:EC2/TorRelay", account: .unknown, region: "unknown",
            resource: .instance(InstanceDetails()), role: .target, identity: ["?"], severity: .high, first: noon,
            last: noon,
            action: .networkConnection(
                NetworkConnection(
                    direction: .unknown, protocolNumber: 250, isBlocked: true, localAddress: .unspecified, localPort: 0,
                    remoteAddress: IPAddress("2001:db8::9") ?? .unspecified, remotePort: 0, localInterfaceID: "")))
    }

    /// A bucket whose objects were called, and one whose settings were changed.
    static var buckets: [Signal] {
        func signal(_ type: FindingType, _ access: BucketAccess, api: String) -> Signal {
            var signal = call
            signal.type = type
            signal.resource = .bucket(access)
            signal.identity = [type.name]
            signal.action = .apiCall(
                APICallAction(
                    api: api, serviceName: "s3.amazonaws.com", remoteAddress: IPAddress(198, 51, 100, 1),
                    affectedResources: ["AWS::S3::Bucket": access.name]))
            return signal
        }
        let grant = PublicAccess.Grant(read: true, write: false)
        let block = PublicAccess.Block(
            blockPublicACLs: true, ignorePublicACLs: true, blockPublicPolicy: false, restrictPublicBuckets: false)
        return [
            signal(
                "Discovery:S3/TorIPCaller", BucketAccess(name: "photos", caller: user, isDataCall: true),
                api: "ListObjects"),
            signal(
                "Policy:S3/BucketPublicAccessGranted",
                BucketAccess(
                    name: "photos", caller: user, isDataCall: false,
                    publicAccess: PublicAccess(
                        effect: .isPublic, accessControlList: nil, policy: grant, bucketBlock: block,
                        accountBlock: block)), api: "PutBucketPolicy"),
        ]
    }

    /// Somebody looks around from a Tor exit, makes a key, and uses it from elsewhere.
    static var sequence: Signal {
        var made = AccessKeyDetails()
        made.accessKeyID = "AKIAMADE"
        made.principalID = "AIDAMADE"
        made.userName = "helper"
        made.userType = "IAMUser"
        func step(
            _ number: Int64, _ tactic: Tactic, _ call: (String, String), type: FindingType? = nil, count: Int = 1,
            actor: String = "AKIAEXAMPLE", from address: IPAddress = IPAddress(203, 0, 113, 9), bucket: String = "",
            isRefused: Bool = false, _ indicators: [AttackSequence.Indicator] = []
        ) -> AttackSequence.Step {
            AttackSequence.Step(
                uid: "uid-\(number)", source: type == nil ? .managementEvents : .finding, type: type?.name ?? "",
                tactic: tactic, technique: "T1098", service: call.0, api: call.1,
                first: noon.advanced(seconds: number * 60), last: noon.advanced(seconds: number * 60 + 30),
                count: count,
                isRefused: isRefused, severity: type == nil ? nil : .medium, actor: actor, address: address,
                thing: bucket.isEmpty ? nil : .init(name: bucket, kind: .bucket),
                indicators: [.init(.tactic, [tactic.name]), .init(.technique, ["T1098"])] + indicators)
        }
        let elsewhere = IPAddress(198, 51, 100, 1)
        return Signal(
            type: "AttackSequence:IAM/CompromisedCredentials", account: account, region: "us-east-1",
            resource: .sequence(user), role: .target, identity: ["AIDAEXAMPLE"], severity: .critical, first: noon,
            last: noon.advanced(seconds: 270), occurrences: 6,
            action: .sequence(
                AttackSequence(
                    steps: [
                        step(
                            0, .discovery, ("iam", "ListUsers"), type: "Recon:IAMUser/TorIPCaller", count: 2,
                            [.init(.tor, ["203.0.113.9"])]),
                        step(
                            1, .persistence, ("iam", "CreateAccessKey"),
                            [.init(.sensitiveCall, ["iam:CreateAccessKey"])]),
                        step(
                            2, .privilegeEscalation, ("iam", "AttachUserPolicy"), actor: "AKIAMADE", from: elsewhere,
                            isRefused: true),
                        step(
                            3, .discovery, ("s3", "GetBucketAcl"), actor: "AKIAMADE", from: elsewhere, bucket: "photos"),
                        step(4, .defenseEvasion, ("cloudtrail", "StopLogging"), actor: "AKIAMADE", from: elsewhere),
                    ],
                    actors: [.init(id: "AKIAEXAMPLE", caller: user), .init(id: "AKIAMADE", caller: made)],
                    endpoints: [IPAddress(203, 0, 113, 9), elsewhere])),
            reasons: [Reason("different tactics within 24 hours", observed: 4, limit: 3)])
    }

    /// What no detector tells of yet: a call to a Kubernetes cluster.
    static var cluster: Signal {
        let arn = "arn:aws:eks:us-east-1:111122223333:cluster/shop"
        let remote = IPAddress(198, 51, 100, 1)
        return Signal(
            type: "Discovery:Kubernetes/TorIPCaller", account: account, region: "us-east-1",
            resource: .other(
                OtherResource(
                    kind: .kubernetesCluster, name: "shop", arn: arn,
                    details: ["eksClusterDetails": ["name": "shop", "arn": .string(arn), "tags": []]])),
            role: .target, identity: ["shop"], severity: .medium, first: noon, last: noon,
            action: .other(
                OtherAction(
                    actionType: "KUBERNETES_API_CALL",
                    details: [
                        "kubernetesApiCallAction": [
                            "verb": "list", "statusCode": 200, "remoteIpDetails": ["ipAddressV4": "198.51.100.1"],
                        ]
                    ], remoteAddress: remote)))
    }

    static var all: [Signal] { [scan, lookup, probe, call, serviceCall, bare] + buckets + [sequence, cluster] }

    static func findings(_ signals: [Signal] = all) -> [Finding] {
        var book = FindingBook()
        for signal in signals { book.add(signal) }
        return book.findings().map {
            var finding = $0
            finding.places = places
            finding.records = [
                EvidenceRecord(
                    time: noon, raw: "2 111122223333 eni-0abc 10.0.0.7 203.0.113.9 40001 443 6 1 40 1 2 ACCEPT OK",
                    file: "logs/flow.log.gz", line: 12)
            ]
            return finding
        }
    }

    static var places: [IPAddress: Place] {
        var place = Place()
        place.countryCode = "NL"
        place.countryName = "Netherlands"
        place.cityName = "Amsterdam"
        place.latitude = 52.37
        place.longitude = -4.9
        place.asn = 64496
        place.asnOrganization = "Example Net"
        var large = Place()
        large.asn = 4_200_000_000
        return [IPAddress(203, 0, 113, 9): place, IPAddress(198, 51, 100, 1): place, IPAddress(198, 51, 100, 2): large]
    }
}
