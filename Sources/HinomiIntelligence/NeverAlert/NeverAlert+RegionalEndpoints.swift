// SPDX-License-Identifier: Apache-2.0

extension NeverAlert {
    /// The endpoints of AWS's services in each region: every customer's traffic goes there, whatever a feed says.
    static let regionalEndpoints: Group = {
        let names = regions.split(whereSeparator: \.isWhitespace).flatMap { region in
            services.split(whereSeparator: \.isWhitespace).map { "\($0).\(region).amazonaws.com" }
                + [
                    "s3-\(region).amazonaws.com", "s3.dualstack.\(region).amazonaws.com",
                    "s3-website-\(region).amazonaws.com",
                ]
        }
        return Group(reason: "an AWS service's endpoint", members: names.joined(separator: " "))
    }()

    private static let services = """
        s3 s3-website ec2 ec2messages ssm ssmmessages dynamodb sts iam kms sqs sns logs events monitoring lambda
        execute-api elasticloadbalancing autoscaling cloudformation cloudtrail config ecr ecs eks elasticfilesystem rds
        redshift secretsmanager kinesis firehose glue athena sagemaker bedrock-runtime email cognito-idp cognito-identity
        guardduty securityhub states xray
        """

    private static let regions = """
        us-east-1 us-east-2 us-west-1 us-west-2 af-south-1 ap-east-1 ap-east-2 ap-south-1 ap-south-2 ap-northeast-1
        ap-northeast-2 ap-northeast-3 ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-4 ap-southeast-5
        ap-southeast-6 ap-southeast-7 ca-central-1 ca-west-1 eu-central-1 eu-central-2 eu-north-1 eu-south-1 eu-south-2
        eu-west-1 eu-west-2 eu-west-3 il-central-1 me-central-1 me-south-1 mx-central-1 sa-east-1
        """
}
