// SPDX-License-Identifier: Apache-2.0

import HinomiRecords

/// Reads of what there is, in services that hold what attackers look for.
///
/// Every such call that the table does not name counts as discovery, the least telling one. Calls that change something
/// never get a meaning by their name: nobody knows what a new one does.
enum InventoryReads {
    /// The services, as records name them.
    static let services = """
        access-analyzer account acm acm-pca amplify apigateway appsync athena autoscaling backup batch bedrock \
        bedrock-agent billing ce cloud9 cloudformation cloudfront cloudhsm cloudtrail codeartifact codebuild codecommit \
        codedeploy codepipeline codestar-connections codeconnections cognito-identity config controltower dax detective \
        directconnect dms docdb-elastic ds dynamodb ebs ec2 ecr ecr-public ecs eks elasticache elasticbeanstalk \
        elasticfilesystem elasticloadbalancing elasticmapreduce emr-serverless es events firehose fsx glacier \
        globalaccelerator glue guardduty health iam identitystore imagebuilder inspector2 iot kafka kinesis kms \
        lakeformation lambda license-manager lightsail logs macie2 mediastore memorydb monitoring mq network-firewall \
        opensearch organizations pipes pricing ram rds redshift redshift-serverless resource-explorer-2 \
        resource-groups rolesanywhere route53 route53domains route53resolver s3 s3-outposts s3express sagemaker \
        scheduler schemas secretsmanager securityhub serverlessrepo servicecatalog servicediscovery servicequotas ses \
        shield signer sns sqs ssm sso sso-directory states storagegateway support tagging transfer trustedadvisor waf \
        waf-regional wafv2 workspaces
        """.split(separator: " ").map(String.init)

    /// What machines ask for all day, which tells nothing of anybody's intent: agents, container hosts, console pages.
    static let routine: [(service: String, names: String)] = [
        ("ecr", "BatchGetImage GetDownloadUrlForLayer"),
        ("ssm", "DescribeAssociation GetDeployablePatchSnapshotForInstance ListAssociations ListInstanceAssociations"),
        ("monitoring", "GetMetricData GetMetricStatistics GetMetricWidgetImage"),
        ("health", "DescribeEventAggregates"),
        ("codebuild", "BatchGetBuilds"),
        ("iot", "GetThingShadow"),
    ]

    /// What names of such calls begin with; a capital letter comes next.
    private static let verbs: [StaticString] = ["List", "Describe", "Get", "BatchGet", "BatchDescribe"]

    private static let known = KeyTable<Bool>(services.map { (key: hash($0), value: true) })

    /// Whether a call reads what there is.
    static func contains(service: UnsafeBufferPointer<UInt8>, name: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = name.first, first == 0x4C || first == 0x44 || first == 0x47 || first == 0x42 else {
            return false
        }
        for verb in verbs where name.count > verb.utf8CodeUnitCount {
            let letters = UnsafeBufferPointer(start: verb.utf8Start, count: verb.utf8CodeUnitCount)
            if name.starts(with: letters), name[letters.count] &- 0x41 < 26 {
                return known[StableHash.of(service)] ?? false
            }
        }
        return false
    }

    private static func hash(_ text: String) -> UInt64 {
        var text = text
        return text.withUTF8 { StableHash.of($0) }
    }
}
