// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// Where and when samples are set, and the placeholders that GuardDuty puts into its own.
struct SamplePlace {
    let account: AccountID
    let region: String
    let time: Timestamp

    /// The other side of whatever happened.
    static let remote = IPAddress(198, 51, 100, 0)

    /// Where the other side is.
    static var location: Place {
        var place = Place()
        place.countryName = "GeneratedFindingCountryName"
        place.cityName = "GeneratedFindingCityName"
        place.latitude = 0
        place.longitude = 0
        place.asn = 0
        place.asnOrganization = "GeneratedFindingASNOrg"
        return place
    }

    /// The lists that the other side is on.
    static let lists = [
        ThreatIntelligenceDetail(
            listName: "GeneratedFindingThreatListName", threatNames: ["GeneratedFindingThreatName"])
    ]

    /// Values for the catalogue's texts that do not follow from resource and action.
    func terms(of row: CatalogueRow) -> [String: String] {
        var terms = SamplePlace.terms
        guard row.resourceType == "AttackSequence" else { return terms }
        let thing = thing(of: row.type)
        if [.kubernetesCluster, .containerCluster].contains(thing.kind) { terms["cluster"] = thing.name }
        return terms
    }

    private static let terms = [
        "resource": "instance i-99999999", "process_path": "GeneratedFindingExecutablePath", "pid": "1234",
        "scan_id": "GeneratedFindingScanId", "threat_count": "1", "k8s_user": "GeneratedFindingUserName",
        "verb": "list", "request_uri": "GeneratedFindingRequestURI", "status_code": "200",
        "engine": "GeneratedFindingEngine", "db_user": "GeneratedFindingUserName", "failed": "1", "successful": "1",
        "incomplete": "0", "signal": "GeneratedFindingRuleName", "trail": "GeneratedFindingTrailName",
        "group": "GeneratedFindingInstanceGroup", "asn_org": "GeneratedFindingASNOrg", "port_count": "20",
    ]

    /// Keys of `additionalInfo` beside those that lists and behaviour bring.
    func info(of row: CatalogueRow) -> [String: InfoValue] {
        var info: [String: InfoValue] = ["sample": .truth(true)]
        if row.type == "Recon:EC2/Portscan" {
            info["portsScannedSample"] = .numbers((0..<20).map { Double(400 + 25 * $0) })
        }
        if row.actionType == "DNS_REQUEST" { info["domain"] = .text("GeneratedFindingAdditionalDomainName") }
        return info
    }

    /// The instance.
    var instance: InstanceDetails {
        var details = InstanceDetails()
        details.instanceID = "i-99999999"
        details.networkInterfaceID = "eni-abcdef00"
        details.privateAddress = IPAddress(10, 0, 0, 1)
        details.publicAddress = IPAddress(198, 51, 100, 1)
        details.vpcID = "GeneratedFindingVPCId"
        details.subnetID = "GeneratedFindingSubnetId"
        details.availabilityZone = "GeneratedFindingInstanceAvailabilityZone"
        details.instanceType = "m3.xlarge"
        details.imageID = "ami-99999999"
        details.launchTime = "2016-08-02T02:05:06Z"
        details.instanceState = "running"
        details.iamInstanceProfileARN = "arn:aws:iam::\(account):instance-profile/generated"
        details.iamInstanceProfileID = "GeneratedFindingInstanceProfileId"
        details.securityGroups = [.init(id: "GeneratedFindingSecurityId", name: "GeneratedFindingSecurityGroupName")]
        details.tags = (1...9).map {
            .init(key: "GeneratedFindingInstanceTag\($0)", value: "GeneratedFindingInstanceValue\($0)")
        }
        return details
    }

    /// Whoever made a call.
    var caller: AccessKeyDetails {
        var details = AccessKeyDetails()
        details.accessKeyID = "GeneratedFindingAccessKeyId"
        details.principalID = "GeneratedFindingPrincipalId"
        details.userName = "GeneratedFindingUserName"
        details.userType = "IAMUser"
        return details
    }

    /// The bucket that was called.
    var bucket: BucketAccess {
        let grant = PublicAccess.Grant(read: false, write: false)
        let block = PublicAccess.Block(
            blockPublicACLs: false, ignorePublicACLs: false, blockPublicPolicy: false, restrictPublicBuckets: false)
        return BucketAccess(
            name: "GeneratedFindingS3Bucket", caller: caller, isDataCall: true,
            publicAccess: PublicAccess(
                effect: .isNotPublic, accessControlList: grant, policy: grant, bucketBlock: block, accountBlock: block))
    }

    /// What is usual for whoever made a call, and what was not.
    var behavior: BehaviorProfile {
        let network = "asnNumber: 0 asnOrg: GeneratedFindingASNOrg"
        return BehaviorProfile(
            userAgent: "GeneratedFindingFullUserAgent", userAgentCategory: "GeneratedFindingUserAgentCategory",
            anomalousCalls: [
                .init(service: "GeneratedFindingAPIServiceName", calls: ["GeneratedFindingAPIName:success"])
            ],
            usual: [
                .init(.account, .apis, .rare, ["GeneratedFindingAPINameTwo", "GeneratedFindingAPINameThree"]),
                .init(.account, .apis, .frequent, ["GeneratedFindingAPINameFour"]),
                .init(.account, .userTypes, .frequent, ["ASSUMED_ROLE"]),
                .init(.account, .userNames, .rare, ["GeneratedFindingUserName"]),
                .init(.userIdentity, .apis, .frequent, ["GeneratedFindingAPINameFour"]),
                .init(.userIdentity, .userAgents, .rare, ["GeneratedFindingUserAgent"]),
            ],
            unusual: [
                .init(.account, .apis, .unseen, ["GeneratedFindingAPIName"]),
                .init(.account, .asns, .unseen, [network]),
                .init(.userIdentity, .apis, .unseen, ["GeneratedFindingAPIName"]),
                .init(.userIdentity, .asns, .unseen, [network]),
            ], isUnusualIdentity: false)
    }
}
